package org.blastema.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.blastema.runner.experiment.Evaluation;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.tree.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    description = "Grow tissues with given parameters, without training, and measure them.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand extends SessionCommand {
  @Mixin private ScenarioOptions scenario;
  @Mixin private PluginOptions plugins;
  @Mixin private MachineOptions machine;
  @Mixin private JsonOption json;
  @Mixin private ChangedPluginsOption changed;
  @Spec private CommandSpec spec;

  @Option(
      names = "--rollouts",
      paramLabel = "N",
      defaultValue = "16",
      description = "Number of tissues; ${DEFAULT-VALUE} by default.")
  private int rollouts;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rollouts < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rollouts must be at least 1, not " + rollouts);
    }
    PluginLoader loader = plugins.load(session());
    Path folder = scenario.file().toAbsolutePath().getParent();
    changed.check(folder, loader.keywords());
    LoadedScenario loaded = scenario.read(loader);
    Evaluation evaluation =
        session().simulations().get().evaluate(loaded, rollouts, machine.threads());
    if (json.isSet()) {
      session().out().print(JsonText.of(describe(evaluation)));
    } else {
      evaluation
          .results()
          .forEach((name, s) ->
              print(
                  "%-32s mean %s, standard deviation %s".formatted(name, s.mean(), s.deviation())));
    }
    return ExitCode.DONE;
  }

  private Map<String, Object> describe(Evaluation evaluation) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    evaluation.results().forEach((name, s) -> metrics.put(name, describe(s)));
    Object reward = metrics.remove(Evaluation.REWARD);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("scenario", scenario.file().toString());
    map.put("rollouts", evaluation.rollouts());
    map.put("seed", evaluation.seed());
    map.put("reward", reward);
    map.put("metrics", metrics);
    return map;
  }

  private static Map<String, Object> describe(Evaluation.Statistics statistics) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("mean", statistics.mean());
    numbers.put("sd", statistics.deviation());
    numbers.put("values", statistics.values());
    return numbers;
  }
}
