package org.blastema.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.record.CheckResult;
import org.blastema.record.RunStart;
import org.blastema.record.RunStatus;
import org.blastema.record.RunWriter;
import org.blastema.runner.scenario.LoadedScenario;

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
    try (RunWriter writer = open(experiment.loaded(), experiment.inputs(), options)) {
      progress.message("run folder " + writer.folder());
      return carryOut(experiment, options, writer, progress);
    }
  }

  /** A new run folder with what was asked for. */
  static RunWriter open(LoadedScenario loaded, Map<String, Path> inputs, RunOptions options)
      throws IOException {
    RunStart start = start(loaded, options);
    RunWriter writer =
        options.folder().isPresent()
            ? RunWriter.createAt(options.folder().get(), start)
            : RunWriter.create(Path.of("runs"), start);
    try {
      writer.scenario(Files.readString(loaded.file()));
      writer.resolved(loaded.resolved());
      for (Map.Entry<String, Path> input : inputs.entrySet()) {
        writer.input(input.getKey(), input.getValue());
      }
    } catch (IOException | RuntimeException e) {
      writer.close();
      throw e;
    }
    return writer;
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
    try (RunWriter writer = RunWriter.resume(folder, start(experiment.loaded(), options))) {
      progress.message(
          "resuming "
              + folder
              + writer.resumedFrom().map(checkpoint -> " from " + checkpoint).orElse(""));
      return carryOut(experiment, options, writer, progress);
    }
  }

  static RunStart start(LoadedScenario loaded, RunOptions options) throws IOException {
    String file = loaded.file().getFileName().toString();
    return new RunStart(
        file.replaceFirst("\\.(ya?ml|json)$", ""),
        loaded.scenario().info().title().orElse(""),
        options.version(),
        loaded.scenario().seed(),
        options.threads(),
        RecordedPlugins.describe(loaded.plugins()),
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
    } catch (RuntimeException | LinkageError e) {
      progress.end();
      Optional<String> known = foreseen(experiment, e);
      writer.failed(known.orElse("internal error: " + e));
      if (known.isEmpty()) {
        throw e;
      }
      return new Outcome(writer.folder(), RunStatus.FAILED, known.get(), numbers, List.of());
    }
    List<CheckResult> checks = Checks.of(experiment.loaded().scenario(), numbers);
    if (!checks.isEmpty()) {
      writer.checks(checks);
    }
    writer.done();
    return new Outcome(writer.folder(), RunStatus.DONE, "", numbers, checks);
  }

  /** What a failure says, if it is of a kind that one can say something about. */
  private static Optional<String> foreseen(Experiment experiment, Throwable thrown) {
    return experiment
        .origins()
        .explain(thrown)
        .map(Throwable::getMessage)
        .or(() ->
            thrown instanceof SimulationFailure
                ? Optional.of(thrown.getMessage())
                : Optional.empty());
  }
}
