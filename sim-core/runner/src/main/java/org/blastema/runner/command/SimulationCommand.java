package org.blastema.runner.command;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.blastema.record.CheckResult;
import org.blastema.record.RunStatus;
import org.blastema.runner.experiment.Outcome;
import org.blastema.runner.experiment.Progress;
import org.blastema.runner.experiment.RunOptions;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.tree.JsonText;
import picocli.CommandLine.Mixin;

/** What the commands that write a run folder have in common. */
abstract class SimulationCommand extends SessionCommand {
  @Mixin private PluginOptions plugins;
  @Mixin private MachineOptions machine;
  @Mixin private JsonOption json;
  private BooleanSupplier stop = () -> false;

  /** Does the work. */
  abstract Outcome work(PluginLoader loader, Progress progress) throws IOException;

  @Override
  public final Integer call() throws IOException {
    PluginLoader loader = plugins.load(session());
    try (StopOnSignal signal = new StopOnSignal()) {
      stop = signal;
      Outcome outcome = work(loader, progress());
      report(outcome);
      return exitCode(outcome);
    }
  }

  final RunOptions runOptions(Optional<Path> folder) {
    return new RunOptions(
        folder, machine.threads(), Session.version(), session().arguments(), stop);
  }

  private Progress progress() {
    if (json.isSet()) {
      return Progress.SILENT;
    }
    boolean dumb = "dumb".equals(session().environment().get("TERM"));
    boolean terminal =
        !dumb && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return terminal
        ? new ProgressOnTerminal(session().err())
        : new ProgressLines(session().err(), System::nanoTime);
  }

  private void report(Outcome outcome) {
    if (json.isSet()) {
      session().out().print(JsonText.of(describe(outcome)));
      return;
    }
    outcome.summary().forEach((name, value) -> print("%-32s %s".formatted(name, value)));
    for (CheckResult check : outcome.checks()) {
      print(
          "check %s: %s is %s, expected %s"
              .formatted(
                  check.passed() ? "holds" : "FAILS",
                  check.name(),
                  check.value(),
                  check.expected()));
    }
    if (outcome.status() == RunStatus.FAILED) {
      session().err().println("blastema: " + outcome.failure());
    }
    if (outcome.status() == RunStatus.INTERRUPTED) {
      print("interrupted; go on with: blastema resume " + outcome.folder());
    } else {
      print("run folder " + outcome.folder());
    }
  }

  private static Map<String, Object> describe(Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    map.put("folder", outcome.folder().toString());
    map.put("failure", outcome.failure().isEmpty() ? null : outcome.failure());
    map.put("numbers", outcome.summary());
    map.put("checks", outcome.checks().stream().map(SimulationCommand::describe).toList());
    return map;
  }

  private static Map<String, Object> describe(CheckResult check) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", check.name());
    map.put("passed", check.passed());
    map.put("value", check.value());
    map.put("expected", check.expected());
    return map;
  }

  private static int exitCode(Outcome outcome) {
    return switch (outcome.status()) {
      case DONE -> outcome.passed() ? ExitCode.DONE : ExitCode.CHECKS_FAILED;
      case FAILED -> ExitCode.NUMERICAL_FAILURE;
      case INTERRUPTED, RUNNING -> ExitCode.INTERRUPTED;
    };
  }
}
