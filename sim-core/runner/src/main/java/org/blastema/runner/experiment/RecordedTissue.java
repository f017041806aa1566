package org.blastema.runner.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.kernel.export.RecordedFrame;
import org.blastema.kernel.export.RecordedRun;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.record.RunInfo;
import org.blastema.record.RunReader;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsReader;
import org.blastema.record.cells.Frame;

/** The cells in a run folder, as exporters see them. */
public final class RecordedTissue implements RecordedRun {
  private final Path folder;
  private final RunInfo info;
  private final CellsReader cells;

  private RecordedTissue(Path folder, RunInfo info, CellsReader cells) {
    this.folder = folder;
    this.info = info;
    this.cells = cells;
  }

  /**
   * Opens a run folder.
   *
   * @throws InvalidConfiguration if no cells are recorded in it
   * @throws IOException if it cannot be read
   */
  public static RecordedTissue open(Path folder) throws IOException {
    RunReader run = RunReader.open(folder);
    CellsReader cells =
        run.cells()
            .filter(c -> c.frames() > 0)
            .orElseThrow(() -> InvalidConfiguration.at("", folder + " has no recorded cells"));
    return new RecordedTissue(folder, run.info(), cells);
  }

  @Override
  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  @Override
  public long seed() {
    return info.seed();
  }

  @Override
  public int dimensions() {
    return cells.schema().dimensions();
  }

  @Override
  public List<String> types() {
    return cells.schema().types();
  }

  @Override
  public String timeUnit() {
    return cells.schema().timeUnit();
  }

  @Override
  public String lengthUnit() {
    return cells.schema().lengthUnit();
  }

  @Override
  public List<Column> columns() {
    return cells.schema().columns().stream()
        .map(c -> new Column(c.name(), c.unit(), c.kind() == CellColumn.Kind.INTEGER))
        .toList();
  }

  @Override
  public int frames() {
    return cells.frames();
  }

  @Override
  public RecordedFrame frame(int index) throws IOException {
    Frame frame = cells.frame(index);
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (CellColumn column : cells.schema().columns()) {
      columns.put(
          column.name(),
          column.kind() == CellColumn.Kind.INTEGER
              ? Arrays.stream(frame.ints(column.name())).asDoubleStream().toArray()
              : frame.doubles(column.name()));
    }
    return new RecordedFrame(frame.time(), frame.step(), frame.count(), columns);
  }
}
