package org.blastema.exporters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.blastema.kernel.export.Exporter;
import org.blastema.kernel.export.RecordedFrame;
import org.blastema.kernel.export.RecordedRun;
import org.blastema.plugin.Describe;

/** Everything that is recorded of the cells: one row a cell and moment. */
@Describe("All that is recorded of every cell, one row a cell and moment; types by name.")
record CellsCsv(
    @Describe("Columns to write, for example x; all if none is named.") List<String> columns)
    implements Exporter {
  private static final String TYPE = "type";

  @Override
  public String ending() {
    return ".csv";
  }

  @Override
  public void export(RecordedRun run, Path target) throws IOException {
    List<RecordedRun.Column> written = chosen(run);
    try (CsvText csv = new CsvText(target)) {
      List<String> header = new ArrayList<>(List.of("time [" + run.timeUnit() + "]", "step"));
      written.forEach(
          c -> header.add(c.unit().isEmpty() ? c.name() : c.name() + " [" + c.unit() + "]"));
      csv.row(header);
      for (int k = 0; k < run.frames(); k++) {
        RecordedFrame frame = run.frame(k);
        for (int i = 0; i < frame.count(); i++) {
          List<String> row = new ArrayList<>();
          row.add(CsvText.number(frame.time(), false));
          row.add(Long.toString(frame.step()));
          for (RecordedRun.Column column : written) {
            double value = frame.column(column.name())[i];
            row.add(
                column.name().equals(TYPE)
                    ? run.types().get((int) value)
                    : CsvText.number(value, column.whole()));
          }
          csv.row(row);
        }
      }
    }
  }

  private List<RecordedRun.Column> chosen(RecordedRun run) {
    List<String> known = run.columns().stream().map(RecordedRun.Column::name).toList();
    for (String name : columns) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "the run has no column '" + name + "'; it has " + String.join(", ", known));
      }
    }
    return run.columns().stream()
        .filter(c -> columns.isEmpty() || columns.contains(c.name()))
        .toList();
  }
}
