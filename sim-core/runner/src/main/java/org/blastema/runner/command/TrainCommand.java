package org.blastema.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.blastema.runner.experiment.Outcome;
import org.blastema.runner.experiment.Progress;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.scenario.LoadedScenario;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    description = "Train the parameters of a scenario.",
    mixinStandardHelpOptions = true)
final class TrainCommand extends SimulationCommand {
  @Mixin private ScenarioOptions scenario;

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description = "Folder of the run; runs/NAME-NUMBER by default.")
  private Path folder;

  @Override
  Outcome work(PluginLoader loader, Progress progress) throws IOException {
    LoadedScenario loaded = scenario.read(loader);
    if (loaded.scenario().train().isEmpty()) {
      throw InvalidInput.at(
          Place.in(scenario.file().toString()),
          "nothing to train: the scenario has no section 'train'");
    }
    return session()
        .simulations()
        .get()
        .run(loaded, runOptions(Optional.ofNullable(folder)), progress);
  }
}
