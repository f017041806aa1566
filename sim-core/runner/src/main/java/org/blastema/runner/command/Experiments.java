package org.blastema.runner.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.record.RunInfo;
import org.blastema.record.RunReader;
import org.blastema.runner.bench.BenchmarkRequest;
import org.blastema.runner.bench.Benchmarks;
import org.blastema.runner.experiment.Assembly;
import org.blastema.runner.experiment.Evaluation;
import org.blastema.runner.experiment.Experiment;
import org.blastema.runner.experiment.FitRun;
import org.blastema.runner.experiment.Outcome;
import org.blastema.runner.experiment.Progress;
import org.blastema.runner.experiment.RunOptions;
import org.blastema.runner.experiment.Runs;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.scenario.Adjustments;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.scenario.ScenarioReader;

/** Hands the commands' work to experiments. */
public final class Experiments implements Simulations {
  @Override
  public Outcome run(LoadedScenario scenario, RunOptions options, Progress progress)
      throws IOException {
    return scenario.scenario().fit().isPresent()
        ? FitRun.of(scenario).begin(options, progress)
        : Runs.begin(Assembly.of(scenario), options, progress);
  }

  /** Reads the resolved scenario that the run left, with the copies of its files. */
  @Override
  public Outcome resume(Path folder, Keywords keywords, RunOptions options, Progress progress)
      throws IOException {
    Path resolved = folder.resolve("resolved.yaml");
    if (!Files.exists(resolved)) {
      throw new NoSuchFileException(folder.toString(), null, "is not a run folder");
    }
    RunReader run = RunReader.open(folder);
    LoadedScenario scenario = new ScenarioReader(keywords).read(resolved, Adjustments.NONE);
    return scenario.scenario().fit().isPresent()
        ? FitRun.of(scenario, copies(run)).resume(folder, options, progress)
        : Runs.resume(folder, Assembly.of(scenario, copies(run)), options, progress);
  }

  /** Where a run folder keeps the files that its scenario names. */
  private static Function<String, Path> copies(RunReader run) throws IOException {
    Map<String, Path> copies = new HashMap<>();
    for (RunInfo.Input input : run.info().inputs()) {
      copies.put(input.written(), run.folder().resolve(input.file()));
    }
    return name -> copies.getOrDefault(name, run.folder().resolve(name));
  }

  /** A scenario in a run folder finds the copies of its files there. */
  @Override
  public Evaluation evaluate(LoadedScenario scenario, int rollouts, int threads)
      throws IOException, InterruptedException {
    Path folder = scenario.file().toAbsolutePath().getParent();
    Experiment experiment =
        RunReader.isRun(folder)
            ? Assembly.of(scenario, copies(RunReader.open(folder)))
            : Assembly.of(scenario);
    try {
      return Evaluation.of(
          experiment, ParameterValues.initial(), rollouts, scenario.scenario().seed(), threads);
    } catch (RuntimeException e) {
      throw experiment.origins().named(e);
    }
  }

  @Override
  public void bench(BenchmarkRequest request, Keywords keywords, PrintStream out)
      throws InterruptedException {
    Benchmarks.run(request, keywords, out);
  }
}
