package org.blastema.runner.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.runner.experiment.Assembly;
import org.blastema.runner.experiment.FitRun;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "validate",
    description = "Say what is wrong with a scenario, without running it.",
    mixinStandardHelpOptions = true)
final class ValidateCommand extends SessionCommand {
  @Mixin private ScenarioOptions scenario;
  @Mixin private PluginOptions plugins;
  @Mixin private JsonOption json;

  @Option(names = "--resolved", description = "Print the scenario with all defaults written out.")
  private boolean resolved;

  @Override
  public Integer call() {
    LoadedScenario loaded;
    try {
      loaded = scenario.read(plugins.load(session()));
      if (loaded.scenario().fit().isPresent()) {
        FitRun.of(loaded);
      } else {
        Assembly.of(loaded);
      }
    } catch (InvalidInput e) {
      if (!json.isSet()) {
        throw e;
      }
      print(JsonText.of(report(e)).strip());
      return ExitCode.BAD_INPUT;
    }
    if (json.isSet()) {
      print(JsonText.of(report(null)).strip());
    } else if (resolved) {
      session().out().print(loaded.resolved());
    } else {
      print(scenario.file() + ": ok");
    }
    return ExitCode.DONE;
  }

  private Map<String, Object> report(InvalidInput problems) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("scenario", scenario.file().toString());
    report.put("valid", problems == null);
    report.put("problems", problems == null ? List.of() : Failures.describe(problems.problems()));
    return report;
  }
}
