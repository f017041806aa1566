package org.blastema.runner.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.record.RunInfo;
import org.blastema.record.RunReader;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.LoadedPlugin;
import org.blastema.runner.plugins.PluginFailure;

/**
 * The plugins that a run folder was made with, held against those that are there. A plugin must
 * have the same version and the same files; one that is part of the program the same version only,
 * as a program that is built again has other files.
 */
public final class RecordedPlugins {
  private RecordedPlugins() {}

  /**
   * How plugins stand in a run folder.
   *
   * @throws IOException if their files cannot be read
   */
  static List<RunInfo.Plugin> describe(List<LoadedPlugin> plugins) throws IOException {
    List<RunInfo.Plugin> described = new ArrayList<>();
    for (LoadedPlugin plugin : plugins) {
      described.add(new RunInfo.Plugin(plugin.name(), plugin.version(), plugin.sha256()));
    }
    return described;
  }

  /**
   * Checks that the plugins are there that the last session of a run used.
   *
   * @param folder a run folder
   * @param changesAllowed whether they may differ from those of that session
   * @throws PluginFailure if one is missing, or differs and may not
   * @throws IOException if the folder cannot be read
   */
  public static void require(Path folder, Keywords keywords, boolean changesAllowed)
      throws IOException {
    for (RunInfo.Plugin recorded : RunReader.open(folder).info().sessions().getLast().plugins()) {
      Optional<LoadedPlugin> present =
          keywords.plugins().stream().filter(p -> p.name().equals(recorded.name())).findFirst();
      if (present.isEmpty()) {
        throw new PluginFailure(
            "%s needs the plugin %s, which is not there%s"
                .formatted(folder, named(recorded), keywords.hint()));
      }
      if (!changesAllowed) {
        requireSame(folder, recorded, present.get());
      }
    }
  }

  private static void requireSame(Path folder, RunInfo.Plugin recorded, LoadedPlugin present)
      throws IOException {
    boolean sameFiles =
        present.partOfProgram()
            || recorded.sha256() == null
            || recorded.sha256().equals(present.sha256());
    if (!sameFiles || !recorded.version().equals(present.version())) {
      throw new PluginFailure(
          "%s was made with the plugin %s, but %s is %s (SHA-256 %s); --allow-changed-plugins goes on with it"
              .formatted(
                  folder, named(recorded), present.source(), present.version(), present.sha256()));
    }
  }

  private static String named(RunInfo.Plugin plugin) {
    String name = "'" + plugin.name() + "' " + plugin.version();
    return plugin.sha256() == null ? name : name + " (SHA-256 " + plugin.sha256() + ")";
  }
}
