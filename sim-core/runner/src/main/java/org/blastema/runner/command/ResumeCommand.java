package org.blastema.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.blastema.runner.experiment.Outcome;
import org.blastema.runner.experiment.Progress;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.PluginLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "resume",
    description = "Go on with a run that was interrupted; the result is the same to the bit.",
    mixinStandardHelpOptions = true)
final class ResumeCommand extends SimulationCommand {
  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path folder;

  @Mixin private ChangedPluginsOption changed;

  @Override
  Outcome work(PluginLoader loader, Progress progress) throws IOException {
    Keywords keywords = loader.keywords();
    changed.check(folder, keywords);
    return session()
        .simulations()
        .get()
        .resume(folder, keywords, runOptions(Optional.of(folder)), progress);
  }
}
