package org.blastema.runner.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin that takes part.
 *
 * @param name its name
 * @param version its version
 * @param source the jar or class folder it comes from
 * @param libraries further jars on its class loader
 * @param partOfProgram whether it is on the program's own class path, and so no older or newer than
 *     the program
 */
public record LoadedPlugin(
    String name, String version, Path source, List<Path> libraries, boolean partOfProgram) {
  /** Copies the list. */
  public LoadedPlugin {
    libraries = List.copyOf(libraries);
  }

  /**
   * SHA-256 of its jar in hexadecimal; of a class folder, and of a jar with libraries, that of the
   * lines that {@code sha256sum} prints of all files. Empty if its files are not known.
   */
  public String sha256() throws IOException {
    return Files.exists(source) ? PluginDigest.of(new PluginFiles(source, libraries)) : "";
  }

  @Override
  public String toString() {
    return "'" + name + "' (" + source + ")";
  }
}
