package org.blastema.runner.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Recording;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.training.ParameterVector;
import org.blastema.plugin.Parameter;
import org.blastema.runner.experiment.Experiment;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.scenario.Adjustments;

/**
 * How many cells and voxels the simulator steps a second, without and with a gradient, through the
 * scenarios in {@code scenarios/relaxation} and {@code scenarios/fields}.
 */
final class TissueBenchmark {
  private static final int REPETITIONS = 7;

  /** How long the compiler is given at least, in seconds of work. */
  private static final double WARM_UP = 8;

  /** Seconds of a repetition at least: the processor's clock ticks a hundred times a second. */
  private static final double REPETITION = 1;

  private final BenchmarkRequest request;

  TissueBenchmark(BenchmarkRequest request) {
    this.request = request;
  }

  private Experiment experiment(Keywords keywords, String name) {
    return experiment(keywords, "relaxation/" + name, List.of("initial.cells=" + request.cells()));
  }

  private static Experiment experiment(Keywords keywords, String name, List<String> settings) {
    return Benchmarks.experiment(
        keywords,
        "scenarios/" + name + ".yaml",
        new Adjustments(List.of(), settings, OptionalLong.empty()));
  }

  /**
   * One macro-step of 60 steps of contact forces. Cell-steps are counted for each second of
   * processor time of the whole process, and for each second of the clock.
   */
  Map<String, Double> forward(Keywords keywords) {
    Experiment experiment = experiment(keywords, request.dimensions() == 2 ? "disc" : "ball");
    CellState founders = experiment.founders(experiment.seed(), 0);
    long before = usedMemory();
    Rollout rollout = rollout(experiment);
    Times times = measure(() -> rollout.advance(founders));
    CellState after = rollout.advance(founders);
    double bytes = (double) (usedMemory() - before);
    double cellSteps = 60.0 * after.count();
    Map<String, Double> found = new LinkedHashMap<>();
    found.put("cell-steps per core-second, best", cellSteps / times.bestProcessor());
    found.put("cell-steps per core-second, median", cellSteps / times.medianProcessor());
    found.put("cell-steps per second of the clock, best", cellSteps / times.bestClock());
    found.put("memory per cell, bytes", Math.max(0, bytes) / after.count());
    return found;
  }

  /**
   * Growth and relaxation, 20 macro-steps of 10 steps, and its gradient by all parameters, with as
   * much memory for what is recorded as a training takes; what does not fit is computed again.
   */
  Map<String, Double> gradient(Keywords keywords) {
    Experiment experiment = experiment(keywords, "growing-ball");
    CellState founders = experiment.founders(experiment.seed(), 0);
    Set<Parameter> live =
        Set.copyOf(new ParameterVector(experiment.model().parameters()).parameters());
    Recording recording =
        new Recording(
            live,
            List.of(),
            History.FULL,
            Experiment.TAPE_BYTES,
            experiment.goal().orElseThrow().objective());
    Times forward = measure(() -> rollout(experiment).run(founders, experiment.stop()));
    long before = usedMemory();
    Times both =
        measure(() -> {
          Trajectory t = rollout(experiment).run(founders, experiment.stop(), recording);
          double[] weights = new double[t.length()];
          Arrays.fill(weights, 1);
          t.gradient(new double[t.length()], weights);
        });
    Map<String, Double> found = new LinkedHashMap<>();
    found.put("forward, core-seconds, best", forward.bestProcessor());
    found.put("with gradient, core-seconds, best", both.bestProcessor());
    found.put("with gradient / forward, best", both.bestProcessor() / forward.bestProcessor());
    found.put(
        "with gradient / forward, median", both.medianProcessor() / forward.medianProcessor());
    found.put("heap limit, MiB", (double) (Runtime.getRuntime().maxMemory() >> 20));
    found.put(
        "memory kept per cell, bytes",
        Math.max(0.0, (double) (usedMemory() - before)) / founders.count());
    return found;
  }

  /**
   * One macro-step of 50 implicit steps of a field with decay in a closed box, with one cell in it.
   * Voxel-steps are counted for each second of processor time of the whole process.
   */
  Map<String, Double> field(Keywords keywords) {
    int d = request.dimensions();
    int edge = (int) Math.round(Math.pow(request.cells(), 1.0 / d));
    double half = edge * 10.0;
    int substeps = 50;
    Experiment experiment =
        experiment(
            keywords,
            "fields/one-sink",
            List.of(
                "space.dimensions=" + d,
                "initial.counts=" + Collections.nCopies(d, 1),
                "chemicals.oxygen.diffusion=1e5",
                "chemicals.oxygen.decay=0.1",
                "dt=" + 0.01 * substeps,
                "steps.field.solver.substeps=" + substeps,
                "steps.field.sides={}",
                "steps.field.lower=" + Collections.nCopies(d, -half),
                "steps.field.upper=" + Collections.nCopies(d, half)));
    CellState founders = experiment.founders(experiment.seed(), 0);
    Rollout rollout = rollout(experiment);
    Times times = measure(() -> rollout.advance(founders));
    double voxelSteps = Math.pow(edge, d) * substeps;
    Map<String, Double> found = new LinkedHashMap<>();
    found.put("voxels along an edge", (double) edge);
    found.put("voxel-steps per core-second, best", voxelSteps / times.bestProcessor());
    found.put("voxel-steps per core-second, median", voxelSteps / times.medianProcessor());
    return found;
  }

  private Rollout rollout(Experiment experiment) {
    return new Rollout(experiment.model(), ParameterValues.initial(), experiment.seed(), 0)
        .threads(request.threads());
  }

  /** Seconds of some repetitions. */
  private record Times(double[] processor, double[] clock) {
    double bestProcessor() {
      return Arrays.stream(processor).min().orElseThrow();
    }

    double medianProcessor() {
      return Arrays.stream(processor).sorted().toArray()[processor.length / 2];
    }

    double bestClock() {
      return Arrays.stream(clock).min().orElseThrow();
    }
  }

  private static Times measure(Runnable work) {
    long begin = processorTime();
    long latest;
    do {
      latest = System.nanoTime();
      work.run();
    } while (processorTime() - begin < WARM_UP * 1e9);
    int times = (int) Math.ceil(REPETITION * 1e9 / (System.nanoTime() - latest));
    double[] processor = new double[REPETITIONS];
    double[] clock = new double[REPETITIONS];
    for (int k = 0; k < REPETITIONS; k++) {
      long startProcessor = processorTime();
      long startClock = System.nanoTime();
      for (int t = 0; t < times; t++) {
        work.run();
      }
      clock[k] = (System.nanoTime() - startClock) * 1e-9 / times;
      processor[k] = (processorTime() - startProcessor) * 1e-9 / times;
    }
    return new Times(processor, clock);
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private static long usedMemory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
