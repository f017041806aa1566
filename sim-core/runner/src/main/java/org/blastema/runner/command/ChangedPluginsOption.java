package org.blastema.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import org.blastema.record.RunReader;
import org.blastema.runner.experiment.RecordedPlugins;
import org.blastema.runner.plugins.Keywords;
import picocli.CommandLine.Option;

/** Whether a run may go on with plugins that differ from those it was made with. */
final class ChangedPluginsOption {
  @Option(
      names = "--allow-changed-plugins",
      description = "Take plugins whose version or files differ from those the run was made with.")
  private boolean allowed;

  /** Holds the plugins against those of a run, if the folder is one. */
  void check(Path folder, Keywords keywords) throws IOException {
    if (RunReader.isRun(folder)) {
      RecordedPlugins.require(folder, keywords, allowed);
    }
  }
}
