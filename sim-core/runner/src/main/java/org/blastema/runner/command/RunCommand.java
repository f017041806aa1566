package org.blastema.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.blastema.runner.experiment.Outcome;
import org.blastema.runner.experiment.Progress;
import org.blastema.runner.plugins.PluginLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    description = "Do what a scenario asks for: simulate, or train.",
    mixinStandardHelpOptions = true)
final class RunCommand extends SimulationCommand {
  @Mixin private ScenarioOptions scenario;

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description = "Folder of the run; runs/NAME-NUMBER by default.")
  private Path folder;

  @Override
  Outcome work(PluginLoader loader, Progress progress) throws IOException {
    return session()
        .simulations()
        .get()
        .run(scenario.read(loader), runOptions(Optional.ofNullable(folder)), progress);
  }
}
