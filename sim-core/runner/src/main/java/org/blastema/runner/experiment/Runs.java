package org.blastema.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.record.CheckResult;
import org.blastema.record.RunStart;
import org.blastema.record.RunStatus;
import org.blastema.record.RunWriter;

/** Carries out what a scenario asks for and leaves a run folder behind, whatever happens. */
public final class Runs {
  private Runs() {}

  /**
   * Begins a run.
   *
   * @throws IOException if the folder cannot be written
   * @throws java.nio.file.FileAlreadyExistsException if an exact folder was asked for and is not
   *     empty
   */
  public static Outcome begin(Experiment experiment, RunOptions options, Progress progress)
      throws IOException {
    RunStart start = start(experiment, options);
    RunWriter writer =
        options.folder().isPresent()
            ? RunWriter.createAt(options.folder().get(), start)
            : RunWriter.create(Path.of("runs"), start);
    try (writer) {
      writer.scenario(Files.readString(experiment.loaded().file()));
      writer.resolved(experiment.loaded().resolved());
      for (Map.Entry<String, Path> input : experiment.inputs().entrySet()) {
        writer.input(input.getKey(), input.getValue());
      }
      progress.message("run folder " + writer.folder());
      return carryOut(experiment, options, writer, progress);
    }
  }

  /**
   * Goes on with a run that was interrupted or killed.
   *
   * @param experiment what the run folder's resolved scenario asks for
   * @throws IOException if there is no usable checkpoint, or another process is writing the run
   */
  public static Outcome resume(
      Path folder, Experiment experiment, RunOptions options, Progress progress)
      throws IOException {
    try (RunWriter writer = RunWriter.resume(folder, start(experiment, options))) {
      progress.message(
          "resuming "
              + folder
              + writer.resumedFrom().map(checkpoint -> " from " + checkpoint).orElse(""));
      return carryOut(experiment, options, writer, progress);
    }
  }

  private static RunStart start(Experiment experiment, RunOptions options) throws IOException {
    String file = experiment.loaded().file().getFileName().toString();
    return new RunStart(
        file.replaceFirst("\\.(ya?ml|json)$", ""),
        experiment.loaded().scenario().info().title().orElse(""),
        options.version(),
        experiment.seed(),
        options.threads(),
        RecordedPlugins.describe(experiment.loaded().plugins()),
        options.command());
  }

  private static Outcome carryOut(
      Experiment experiment, RunOptions options, RunWriter writer, Progress progress)
      throws IOException {
    Map<String, Double> numbers = new LinkedHashMap<>();
    try {
      numbers.putAll(
          experiment.goal().isPresent()
              ? new TrainingRun(experiment, writer, progress, options).run()
              : new SimulationRun(experiment, writer, progress, options).run());
    } catch (InterruptedException e) {
      progress.end();
      writer.interrupted();
      return new Outcome(writer.folder(), RunStatus.INTERRUPTED, "", numbers, List.of());
    } catch (SimulationFailure e) {
      progress.end();
      writer.failed(e.getMessage());
      return new Outcome(writer.folder(), RunStatus.FAILED, e.getMessage(), numbers, List.of());
    }
    List<CheckResult> checks = Checks.of(experiment.loaded().scenario(), numbers);
    if (!checks.isEmpty()) {
      writer.checks(checks);
    }
    writer.done();
    return new Outcome(writer.folder(), RunStatus.DONE, "", numbers, checks);
  }
}
