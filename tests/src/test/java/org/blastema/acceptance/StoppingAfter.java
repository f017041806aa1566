package org.blastema.acceptance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.blastema.runner.bench.BenchmarkRequest;
import org.blastema.runner.command.Experiments;
import org.blastema.runner.command.Simulations;
import org.blastema.runner.experiment.Evaluation;
import org.blastema.runner.experiment.Outcome;
import org.blastema.runner.experiment.Progress;
import org.blastema.runner.experiment.RunOptions;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.scenario.LoadedScenario;

/** The real simulations, interrupted as Ctrl-C does when a number of units of work is done. */
record StoppingAfter(long units) implements Simulations {
  private static final Simulations REAL = new Experiments();

  @Override
  public Outcome run(LoadedScenario scenario, RunOptions options, Progress progress)
      throws IOException {
    return REAL.run(scenario, options, interrupting());
  }

  @Override
  public Outcome resume(Path folder, Keywords keywords, RunOptions options, Progress progress)
      throws IOException {
    return REAL.resume(folder, keywords, options, interrupting());
  }

  @Override
  public Evaluation evaluate(LoadedScenario scenario, int rollouts, int threads)
      throws IOException, InterruptedException {
    return REAL.evaluate(scenario, rollouts, threads);
  }

  @Override
  public void bench(BenchmarkRequest request, Keywords keywords, PrintStream out)
      throws InterruptedException {
    REAL.bench(request, keywords, out);
  }

  private Progress interrupting() {
    return new Progress() {
      @Override
      public void begin(String unit, long done, long total) {}

      @Override
      public void advance(long done, String status) {
        if (done == units) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      public void message(String text) {}

      @Override
      public void end() {}
    };
  }
}
