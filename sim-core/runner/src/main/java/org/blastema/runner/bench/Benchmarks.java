package org.blastema.runner.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Recording;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.training.GradientEstimator;
import org.blastema.kernel.training.ParameterVector;
import org.blastema.kernel.training.Trainer;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.runner.experiment.Assembly;
import org.blastema.runner.experiment.Experiment;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.scenario.Adjustments;
import org.blastema.runner.scenario.ScenarioReader;
import org.blastema.runner.tree.JsonText;

/** The benchmarks by name. */
public final class Benchmarks {
  /** Repetitions that are reported. */
  private static final int REPETITIONS = 15;

  /** How long the compiler is given at least, in seconds: it works beside what is measured. */
  private static final double WARM_UP = 12;

  /** How much faster repetitions may still become when the warm-up ends. */
  private static final double SETTLED = 0.97;

  private Benchmarks() {}

  /** Names of the benchmarks. */
  public static List<String> names() {
    return List.of("elongation", "forward", "gradient", "field", "rigid-body");
  }

  /**
   * Runs a benchmark and prints what it measured.
   *
   * @throws InvalidConfiguration if there is none of that name or its scenario is not found
   */
  public static void run(BenchmarkRequest request, Keywords keywords, PrintStream out)
      throws InterruptedException {
    String name = request.name();
    if (name.equals("autodiff")) {
      throw InvalidConfiguration.at(
          "",
          "the benchmark autodiff is built from the sources: start it with the program blastema in"
              + " their top folder");
    }
    if (!names().contains(name)) {
      throw InvalidConfiguration.unknownWord("", "benchmark", name, names());
    }
    switch (name) {
      case "forward" -> print(request, new TissueBenchmark(request).forward(keywords), out);
      case "gradient" -> print(request, new TissueBenchmark(request).gradient(keywords), out);
      case "field" -> print(request, new TissueBenchmark(request).field(keywords), out);
      default -> {
        out.println(machine());
        if (name.equals("rigid-body")) {
          rigidBody(keywords, out);
        } else {
          elongation(keywords, request.threads(), out);
        }
      }
    }
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%s %s, %d cores, Java %s",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
  }

  private static void print(BenchmarkRequest request, Map<String, Double> found, PrintStream out) {
    if (request.json()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("benchmark", request.name());
      answer.put("machine", machine());
      answer.put("dimensions", request.dimensions());
      answer.put("cells", request.cells());
      answer.put("threads", request.threads());
      answer.put("found", found);
      out.print(JsonText.of(answer));
      return;
    }
    out.println(machine());
    out.printf(
        Locale.ROOT,
        "%d %s in %d-D, %d threads%n",
        request.cells(),
        request.name().equals("field") ? "voxels" : "cells",
        request.dimensions(),
        request.threads());
    found.forEach((what, value) -> out.printf(Locale.ROOT, "%-45s %12.4g%n", what, value));
  }

  private static Experiment experiment(Keywords keywords, String scenario) {
    return experiment(keywords, scenario, Adjustments.NONE);
  }

  /** The experiment in a scenario file of this installation. */
  static Experiment experiment(Keywords keywords, String scenario, Adjustments adjustments) {
    Path file = Path.of(System.getProperty("blastema.home", ".")).resolve(scenario);
    if (!Files.exists(file)) {
      throw InvalidConfiguration.at("", "the benchmark needs " + file);
    }
    return Assembly.of(new ScenarioReader(keywords).read(file, adjustments));
  }

  private static void rigidBody(Keywords keywords, PrintStream out) throws InterruptedException {
    Experiment experiment = experiment(keywords, "scenarios/rigid-body/thousand-discs.yaml");
    out.println("1,000 rigid discs in a box under gravity: 20 macro-steps of 10 time steps");
    CellState discs = experiment.founders(experiment.seed(), 0);
    report(
        out,
        "200 time steps, one core (CPU time)",
        "1000 ms are 200 time steps a second",
        measure(k -> rollout(experiment, k).run(discs, experiment.stop())));
  }

  private static void elongation(Keywords keywords, int threads, PrintStream out)
      throws InterruptedException {
    Experiment experiment = experiment(keywords, "scenarios/published/elongation.yaml");
    out.println("published elongation: 15 to 150 cells, 135 divisions, 25 descent steps each");
    CellState founders = experiment.founders(experiment.seed(), 0);
    report(
        out,
        "one rollout, one core (CPU time)",
        "jax-morph on two 2.5 GHz cores: 3200",
        measure(k -> rollout(experiment, k).run(founders, experiment.stop())));
    Recording recording =
        Recording.of(
            Set.copyOf(new ParameterVector(experiment.model().parameters()).parameters()),
            ((GradientEstimator) experiment.goal().orElseThrow().estimator().create()).history());
    report(
        out,
        "one rollout with gradient, one core (CPU time)",
        "",
        measure(k -> {
          Trajectory t = rollout(experiment, k).run(founders, experiment.stop(), recording);
          double[] ones = new double[t.length()];
          Arrays.fill(ones, 1);
          t.gradient(ones, null);
        }));
    try (Trainer trainer = new Trainer(experiment.plan(threads))) {
      report(
          out,
          "one training epoch, 4 rollouts, " + threads + " threads (clock)",
          "jax-morph: 12000",
          settled(System::nanoTime, _ -> trainer.next()));
    }
  }

  private static Rollout rollout(Experiment experiment, int index) {
    return new Rollout(experiment.model(), ParameterValues.initial(), experiment.seed(), index);
  }

  /** A piece of work, different for every repetition. */
  private interface Work {
    void run(int repetition) throws InterruptedException;
  }

  private static double[] measure(Work work) throws InterruptedException {
    return settled(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, work);
  }

  /** Milliseconds of some repetitions, once they do not become faster any more. */
  private static double[] settled(LongSupplier nanoseconds, Work work) throws InterruptedException {
    long begin = System.nanoTime();
    double known = Double.POSITIVE_INFINITY;
    for (int round = 0; ; round++) {
      double[] milliseconds = new double[REPETITIONS];
      for (int k = 0; k < REPETITIONS; k++) {
        long start = nanoseconds.getAsLong();
        work.run(round * REPETITIONS + k);
        milliseconds[k] = (nanoseconds.getAsLong() - start) / 1e6;
      }
      double best = Arrays.stream(milliseconds).min().orElseThrow();
      if (best >= SETTLED * known && System.nanoTime() - begin >= WARM_UP * 1e9) {
        return milliseconds;
      }
      known = Math.min(known, best);
    }
  }

  private static void report(
      PrintStream out, String what, String comparison, double[] milliseconds) {
    double[] ordered = milliseconds.clone();
    Arrays.sort(ordered);
    out.printf(
        Locale.ROOT,
        "%-50s min %7.1f  median %7.1f  max %7.1f ms  %s%n",
        what,
        ordered[0],
        ordered[ordered.length / 2],
        ordered[ordered.length - 1],
        comparison.isEmpty() ? "" : "(" + comparison + ")");
  }
}
