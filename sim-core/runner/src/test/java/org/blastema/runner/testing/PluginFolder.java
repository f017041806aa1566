package org.blastema.runner.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.blastema.plugin.BlastemaPlugin;

/** Folders that announce plugins as a jar would. */
public final class PluginFolder {
  private PluginFolder() {}

  /** Makes a folder that announces classes by name. */
  public static Path announcing(Path folder, String... classNames) {
    Path services = folder.resolve("META-INF/services");
    try {
      Files.createDirectories(services);
      Files.writeString(
          services.resolve(BlastemaPlugin.class.getName()), String.join("\n", classNames) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** Makes a folder that announces classes. */
  public static Path announcing(Path folder, Class<?>... classes) {
    return announcing(
        folder,
        Arrays.stream(classes)
            .map(Class::getName)
            .collect(Collectors.toList())
            .toArray(new String[0]));
  }
}
