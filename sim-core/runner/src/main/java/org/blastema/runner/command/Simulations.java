package org.blastema.runner.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.blastema.runner.bench.BenchmarkRequest;
import org.blastema.runner.experiment.Evaluation;
import org.blastema.runner.experiment.Outcome;
import org.blastema.runner.experiment.Progress;
import org.blastema.runner.experiment.RunOptions;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.scenario.LoadedScenario;

/**
 * What the commands that simulate hand their work to. All methods may throw {@link
 * org.blastema.runner.tree.InvalidInput} and {@link org.blastema.kernel.model.SimulationFailure}.
 */
public interface Simulations {
  /**
   * Does what a scenario asks for: simulates, or trains if it has a section {@code train}.
   *
   * <p>If the thread is interrupted, the run folder is closed so that the run can be resumed.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the run's folder is in use
   */
  Outcome run(LoadedScenario scenario, RunOptions options, Progress progress) throws IOException;

  /**
   * Goes on with the run in a folder.
   *
   * @throws IOException if the folder holds no run that can be resumed
   */
  Outcome resume(Path folder, Keywords keywords, RunOptions options, Progress progress)
      throws IOException;

  /**
   * Grows tissues without training and measures them.
   *
   * @throws IOException if the scenario lies in a run folder that cannot be read
   */
  Evaluation evaluate(LoadedScenario scenario, int rollouts, int threads)
      throws IOException, InterruptedException;

  /** Runs a benchmark and prints its result. */
  void bench(BenchmarkRequest request, Keywords keywords, PrintStream out)
      throws InterruptedException;
}
