package org.blastema.runner.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blastema.record.CheckResult;
import org.blastema.record.RunStatus;
import org.blastema.runner.bench.BenchmarkRequest;
import org.blastema.runner.experiment.Evaluation;
import org.blastema.runner.experiment.Outcome;
import org.blastema.runner.experiment.Progress;
import org.blastema.runner.experiment.RunOptions;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.scenario.LoadedScenario;

/** Takes note of what commands ask for and answers with what a test prepared. */
final class RecordingSimulations implements Simulations {
  final List<String> requests = new ArrayList<>();
  RunStatus status = RunStatus.DONE;
  String failure = "";
  List<CheckResult> checks = List.of();
  RuntimeException thrown;
  LoadedScenario scenario;
  RunOptions options;

  private Outcome outcome(Path folder) {
    if (thrown != null) {
      throw thrown;
    }
    return new Outcome(folder, status, failure, Map.of("reward", 1.5), checks);
  }

  @Override
  public Outcome run(LoadedScenario scenario, RunOptions options, Progress progress) {
    requests.add("run " + scenario.file().getFileName());
    this.scenario = scenario;
    this.options = options;
    progress.begin("steps", 0, 2);
    progress.advance(2, "12 cells");
    progress.end();
    return outcome(options.folder().orElse(Path.of("runs/x-001")));
  }

  @Override
  public Outcome resume(Path folder, Keywords keywords, RunOptions options, Progress progress) {
    requests.add("resume " + folder);
    this.options = options;
    return outcome(folder);
  }

  @Override
  public Evaluation evaluate(LoadedScenario scenario, int rollouts, int threads) {
    requests.add("evaluate " + rollouts + " on " + threads);
    this.scenario = scenario;
    return new Evaluation(
        rollouts,
        scenario.scenario().seed(),
        Map.of("reward", new Evaluation.Statistics(2, Double.NaN, List.of(2.0))));
  }

  @Override
  public void bench(BenchmarkRequest request, Keywords keywords, PrintStream out) {
    requests.add(
        String.format(
            "bench %s in %d-D, %d cells%s",
            request.name(), request.dimensions(), request.cells(), request.json() ? ", json" : ""));
    out.println("fast");
  }
}
