package org.blastema.exporters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.blastema.kernel.export.Exporter;
import org.blastema.kernel.export.RecordedFrame;
import org.blastema.kernel.export.RecordedRun;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * The table by which the OpenVT community compares simulators of cells in the plane (cell sorting,
 * 2026): {@code simID,time,cellID,cellType,x,y}, lengths in diameters of a relaxed cell.
 */
@Describe("The table of OpenVT comparisons in the plane: simID,time,cellID,cellType,x,y.")
record OpenVtCsv(
    @Describe("What the column simID says; the name of the run if left out.")
        Optional<String> simId,
    @Describe("Diameter of a relaxed cell, which becomes the unit of x and y.")
        @Default("1")
        @Unit("length")
        @Range(min = 0, exclusiveMin = true)
        double diameter,
    @Describe(
            "Write exactly so many moments, equally far apart; all that are recorded if left out.")
        @Range(min = 2)
        Optional<Integer> times)
    implements Exporter {
  private static final double SAME_TIME = 1e-9;

  @Override
  public String ending() {
    return ".csv";
  }

  @Override
  public void export(RecordedRun run, Path target) throws IOException {
    if (run.dimensions() != 2) {
      throw new IllegalArgumentException(
          "openvt-csv holds tissues in the plane, and this one has three dimensions");
    }
    List<RecordedFrame> frames = chosen(run);
    String id = simId.orElse(run.name());
    try (CsvText csv = new CsvText(target)) {
      csv.row(List.of("simID", "time", "cellID", "cellType", "x", "y"));
      for (RecordedFrame frame : frames) {
        double[] x = frame.column("x");
        double[] y = frame.column("y");
        for (int i = 0; i < frame.count(); i++) {
          csv.row(
              List.of(
                  id,
                  CsvText.number(frame.time(), false),
                  CsvText.number(frame.column("id")[i], true),
                  run.types().get((int) frame.column("type")[i]),
                  CsvText.number(x[i] / diameter, false),
                  CsvText.number(y[i] / diameter, false)));
        }
      }
    }
  }

  private List<RecordedFrame> chosen(RecordedRun run) throws IOException {
    int wanted = times.orElse(run.frames());
    int stride = wanted < 2 ? 1 : (run.frames() - 1) / (wanted - 1);
    List<RecordedFrame> frames = new ArrayList<>();
    if (stride > 0) {
      for (int k : IntStream.range(0, wanted).map(k -> k * stride).toArray()) {
        frames.add(run.frame(k));
      }
    }
    if (times.isPresent()
        && (stride * (wanted - 1) != run.frames() - 1 || !equallySpaced(frames))) {
      throw new IllegalArgumentException(
          "the run has "
              + run.frames()
              + " recorded moments, of which no "
              + wanted
              + " from the first to the last are equally far apart; see 'outputs.every' and"
              + " 'stop.time' in the scenario");
    }
    return frames;
  }

  private static boolean equallySpaced(List<RecordedFrame> frames) {
    double first = frames.getFirst().time();
    double span = frames.getLast().time() - first;
    for (int k = 0; k < frames.size(); k++) {
      double expected = first + span * k / (frames.size() - 1);
      if (Math.abs(frames.get(k).time() - expected) > SAME_TIME * span) {
        return false;
      }
    }
    return true;
  }
}
