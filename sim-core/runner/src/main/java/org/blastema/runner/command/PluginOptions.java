package org.blastema.runner.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.blastema.runner.plugins.PluginLoader;
import picocli.CommandLine.Option;

/** The option that names plugins. */
final class PluginOptions {
  @Option(
      names = "--plugin",
      paramLabel = "JAR",
      description = "Use a plugin, beside those in ~/.blastema/plugins; may be repeated.")
  private List<Path> jars = new ArrayList<>();

  PluginLoader load(Session session) {
    return new PluginLoader(jars, session.pluginFolder());
  }
}
