package org.blastema.runner.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.plugins.PluginLoader;
import picocli.CommandLine.Option;

/** The option that names plugins. */
final class PluginOptions {
  @Option(
      names = "--plugin",
      paramLabel = "PATH",
      description =
          "Use the plugin in a jar, or the plugins in a folder, beside those in"
              + " ~/.blastema/plugins; may be repeated.")
  private List<Path> places = new ArrayList<>();

  /** The plugins; warns of those that do not work. */
  PluginLoader load(Session session) {
    PluginLoader loader = look(session);
    loader
        .failures()
        .forEach(failure ->
            session.err().println("blastema: warning: " + failure + "; going on without it"));
    return loader;
  }

  /** The plugins, for a command that lists those that do not work by itself. */
  PluginLoader look(Session session) {
    return new PluginLoader(
        places,
        session.pluginFolder(),
        contribution -> RecordShape.of(contribution.component().configuration()));
  }
}
