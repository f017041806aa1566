package org.blastema.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.blastema.kernel.study.Study;
import org.blastema.kernel.study.StudyFailure;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.record.CheckResult;
import org.blastema.record.RunStatus;
import org.blastema.record.RunWriter;
import org.blastema.record.checkpoint.Checkpoint;
import org.blastema.runner.binding.Complaints;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.scenario.Scenario;
import org.blastema.runner.tree.InvalidInput;

/**
 * A run of a scenario with a section {@code fit}: its results lie in the folder {@code fit} of the
 * run. Interrupted, it begins anew when it is resumed; its numbers are the same then.
 */
public final class FitRun {
  /** Folder of the results inside of the run folder. */
  public static final String FOLDER = "fit";

  private final LoadedScenario loaded;
  private final Study study;
  private final Map<String, Path> inputs;

  private FitRun(LoadedScenario loaded, Study study, Map<String, Path> inputs) {
    this.loaded = loaded;
    this.study = study;
    this.inputs = inputs;
  }

  /** The run of a scenario whose files lie beside it. */
  public static FitRun of(LoadedScenario loaded) {
    Path parent = loaded.file().toAbsolutePath().getParent();
    return of(loaded, name -> parent.resolve(name).normalize());
  }

  /**
   * The run of a scenario.
   *
   * @param finder where the files lie that the scenario names
   * @throws InvalidInput if data or parts do not fit, with file, line and column
   */
  public static FitRun of(LoadedScenario loaded, Function<String, Path> finder) {
    ScenarioContext context = new ScenarioContext(loaded, finder);
    Study study;
    try {
      study = loaded.scenario().fit().orElseThrow().build(context);
    } catch (InvalidConfiguration e) {
      throw Complaints.located(e, "fit", loaded.tree());
    }
    requireNumbers(loaded, study);
    return new FitRun(loaded, study, context.files());
  }

  private static void requireNumbers(LoadedScenario loaded, Study study) {
    List<Scenario.Check> checks = loaded.scenario().checks();
    for (int k = 0; k < checks.size(); k++) {
      String metric = checks.get(k).metric();
      if (!study.numbers().contains(metric)) {
        throw InvalidInput.at(
            loaded.place("checks[" + k + "].metric"),
            "the fit gives no number '" + metric + "', only " + String.join(", ", study.numbers()));
      }
    }
  }

  /**
   * Begins the run.
   *
   * @throws IOException if the folder cannot be written
   */
  public Outcome begin(RunOptions options, Progress progress) throws IOException {
    try (RunWriter writer = Runs.open(loaded, inputs, options)) {
      progress.message("run folder " + writer.folder());
      writer.checkpoint(Checkpoint.atStep(0).build());
      return carryOut(options, writer, progress);
    }
  }

  /**
   * Does the work of an interrupted run again.
   *
   * @throws IOException if another process is writing the run
   */
  public Outcome resume(Path folder, RunOptions options, Progress progress) throws IOException {
    try (RunWriter writer = RunWriter.resume(folder, Runs.start(loaded, options))) {
      progress.message("beginning " + folder + " anew");
      return carryOut(options, writer, progress);
    }
  }

  private Outcome carryOut(RunOptions options, RunWriter writer, Progress progress)
      throws IOException {
    Path folder = Files.createDirectories(writer.folder().resolve(FOLDER));
    Map<String, Double> numbers = new LinkedHashMap<>();
    try {
      numbers.putAll(study.carryOut(new FitWorkplace(folder, options, writer, progress)));
    } catch (InterruptedException e) {
      progress.end();
      writer.interrupted();
      return new Outcome(writer.folder(), RunStatus.INTERRUPTED, "", numbers, List.of());
    } catch (StudyFailure e) {
      progress.end();
      writer.failed(e.getMessage());
      return new Outcome(writer.folder(), RunStatus.FAILED, e.getMessage(), numbers, List.of());
    }
    progress.end();
    List<CheckResult> checks = Checks.of(loaded.scenario(), numbers);
    if (!checks.isEmpty()) {
      writer.checks(checks);
    }
    writer.done();
    return new Outcome(writer.folder(), RunStatus.DONE, "", numbers, checks);
  }
}
