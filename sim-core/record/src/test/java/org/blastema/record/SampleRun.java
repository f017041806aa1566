package org.blastema.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.cells.Frame;
import org.blastema.record.checkpoint.Checkpoint;
import org.blastema.record.lineage.LineageEntry;
import org.blastema.record.table.TableColumn;
import org.blastema.record.train.ParameterSnapshot;
import org.blastema.record.train.ParameterValue;

/**
 * A deterministic toy run that uses every file of a run folder: a cell is born in each step, every
 * third one dies later, and what is written depends on a state that only the checkpoints carry.
 */
final class SampleRun {
  static final int STEPS = 2400;
  static final int CHECKPOINT_EVERY = 250;
  private static final int LIVE = 40;

  private static final CellsSchema SCHEMA =
      new CellsSchema(
          2,
          "h",
          "um",
          List.of("stem"),
          List.of(
              CellColumn.integer("id"),
              CellColumn.integer("type"),
              CellColumn.real("x", "um"),
              CellColumn.real("y", "um")));

  private SampleRun() {}

  /** Runs in {@code args[0]}: resumes what is there, or begins. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    try (RunWriter run = opened(folder)) {
      go(run, STEPS);
      run.done();
    }
  }

  static RunStart start(String scenario) {
    return new RunStart(
        scenario,
        "A toy",
        "0.1.0",
        7,
        1,
        List.of(new RunInfo.Plugin("kernel", "0.1.0", "00ff")),
        List.of("run", "toy.yaml"));
  }

  private static RunWriter opened(Path folder) throws IOException {
    boolean resumable =
        folder.resolve("run.json").toFile().exists()
            && RunReader.open(folder).checkpoint().isPresent();
    return resumable
        ? RunWriter.resume(folder, start("toy"))
        : RunWriter.createAt(folder, start("toy"));
  }

  static void go(RunWriter run, int steps) throws IOException {
    run.declareCells(SCHEMA);
    run.declareMetrics("h", List.of(new TableColumn("radius", "um")));
    run.declareHistory(List.of(TableColumn.of("rate")));
    long state = run.resumedFrom().map(c -> c.longs("state")[0]).orElse(1L);
    long first = run.resumedFrom().map(c -> c.number() + 1).orElse(1L);
    if (first == 1) {
      run.scenario("format: blastema/1\n");
      run.resolved("format: blastema/1\nseed: 7\n");
      run.born(0, LineageEntry.FOUNDER, "stem", 0);
    }
    for (long step = first; step <= steps; step++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      record(run, step, state);
      if (step % CHECKPOINT_EVERY == 0) {
        run.checkpoint(Checkpoint.atEpoch(step).put("state", state).build());
      }
    }
  }

  private static void record(RunWriter run, long step, long state) throws IOException {
    double value = state / 1e19;
    run.born((int) step, (int) step - 1, "stem", 0.1 * step);
    if (step > LIVE && step % 3 == 0) {
      run.died((int) step - LIVE, 0.1 * step, "apoptosis");
    }
    run.frame(frame(step, value));
    run.sample(0.1 * step, step, value);
    run.epoch(step, value, Double.NaN, Math.abs(value), 0.25, 1 - value);
    if (step % 100 == 0) {
      ParameterSnapshot snapshot = new ParameterSnapshot((int) step, value, parameters(value));
      run.parameters(snapshot);
      run.best(snapshot);
    }
  }

  private static Map<String, ParameterValue> parameters(double value) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("steps.growth.rate", ParameterValue.scalar(value));
    values.put("steps.genes.bias", new ParameterValue(2, 1, new double[] {value, -value}));
    return values;
  }

  private static Frame frame(long step, double value) {
    int count = (int) (step % 90);
    int[] ids = new int[count];
    double[] x = new double[count];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      ids[i] = i;
      x[i] = value * i;
      y[i] = step + i / 7.0;
    }
    return Frame.builder(0.1 * step, step, 2, count)
        .put("id", ids)
        .put("type", new int[count])
        .put("x", x)
        .put("y", y)
        .build();
  }
}
