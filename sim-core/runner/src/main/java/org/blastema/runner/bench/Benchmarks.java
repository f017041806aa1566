package org.blastema.runner.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

/** The benchmarks by name. */
public final class Benchmarks {
  private static final int REPETITIONS = 15;
  private static final int EPOCHS = 12;

  private Benchmarks() {}

  /** Names of the benchmarks. */
  public static List<String> names() {
    return List.of("elongation");
  }

  /**
   * Runs a benchmark and prints what it measured.
   *
   * @param threads threads for the training epoch
   * @throws InvalidConfiguration if there is none of that name or its scenario is not found
   */
  public static void run(String name, Keywords keywords, int threads, PrintStream out)
      throws InterruptedException {
    if (name.equals("autodiff")) {
      throw InvalidConfiguration.at(
          "",
          "the benchmark autodiff is built from the sources: start it with the program blastema in"
              + " their top folder");
    }
    if (!names().contains(name)) {
      throw InvalidConfiguration.unknownWord("", "benchmark", name, names());
    }
    elongation(keywords, threads, out);
  }

  private static void elongation(Keywords keywords, int threads, PrintStream out)
      throws InterruptedException {
    Path home = Path.of(System.getProperty("blastema.home", "."));
    Path file = home.resolve("scenarios/published/elongation.yaml");
    if (!Files.exists(file)) {
      throw InvalidConfiguration.at("", "the benchmark needs " + file);
    }
    Experiment experiment = Assembly.of(new ScenarioReader(keywords).read(file, Adjustments.NONE));
    out.printf(
        Locale.ROOT,
        "%s %s, %d cores, Java %s%n",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
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
      double[] seconds = new double[EPOCHS];
      for (int k = 0; k < EPOCHS; k++) {
        long start = System.nanoTime();
        trainer.next();
        seconds[k] = (System.nanoTime() - start) / 1e6;
      }
      report(
          out,
          "one training epoch, 4 rollouts, " + threads + " threads (clock)",
          "jax-morph: 12000",
          seconds);
    }
  }

  private static Rollout rollout(Experiment experiment, int index) {
    return new Rollout(experiment.model(), ParameterValues.initial(), experiment.seed(), index);
  }

  /** A piece of work, different for every repetition. */
  private interface Work {
    void run(int repetition);
  }

  private static double[] measure(Work work) {
    var threads = ManagementFactory.getThreadMXBean();
    double[] milliseconds = new double[REPETITIONS];
    for (int k = 0; k < REPETITIONS; k++) {
      long start = threads.getCurrentThreadCpuTime();
      work.run(k);
      milliseconds[k] = (threads.getCurrentThreadCpuTime() - start) / 1e6;
    }
    return milliseconds;
  }

  /** The first third warms the compiler up. */
  private static void report(
      PrintStream out, String what, String comparison, double[] milliseconds) {
    double[] warm = Arrays.copyOfRange(milliseconds, milliseconds.length / 3, milliseconds.length);
    Arrays.sort(warm);
    out.printf(
        Locale.ROOT,
        "%-50s min %7.1f  median %7.1f  max %7.1f ms  %s%n",
        what,
        warm[0],
        warm[warm.length / 2],
        warm[warm.length - 1],
        comparison.isEmpty() ? "" : "(" + comparison + ")");
  }
}
