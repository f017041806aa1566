package org.blastema.runner.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.blastema.plugin.BlastemaVersion;

/**
 * The files of one plugin.
 *
 * @param location its jar or class folder
 * @param libraries further jars that it needs
 */
record PluginFiles(Path location, List<Path> libraries) {
  /** Copies the list. */
  PluginFiles {
    libraries = List.copyOf(libraries);
  }

  /** All files, the plugin's own first. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(List.of(location));
    all.addAll(libraries);
    return all;
  }

  /** A loader for its classes. */
  PluginClassLoader loader(ClassLoader program) {
    try {
      URL[] urls = new URL[1 + libraries.size()];
      List<Path> files = all();
      for (int k = 0; k < urls.length; k++) {
        urls[k] = files.get(k).toUri().toURL();
      }
      return new PluginClassLoader(
          "plugin " + location.getFileName(), urls, service().toURL(), program);
    } catch (MalformedURLException e) {
      throw new PluginFailure("plugin " + location + " does not work", e);
    }
  }

  private URI service() {
    return Files.isDirectory(location)
        ? location.resolve(PluginClassLoader.SERVICE).toUri()
        : URI.create("jar:" + location.toUri() + "!/" + PluginClassLoader.SERVICE);
  }

  /**
   * Why the plugin does not work with a version of Blastema, according to its manifest; nothing if
   * it does, or does not say.
   */
  Optional<String> misfit(String version) throws IOException {
    Optional<String> range =
        manifest()
            .map(m -> m.getMainAttributes().getValue(BlastemaVersion.REQUIREMENT))
            .map(String::strip);
    try {
      return range
          .filter(text -> !VersionRange.parse(text).contains(version))
          .map(text -> "it needs Blastema " + text + ", and this is " + version);
    } catch (IllegalArgumentException e) {
      return Optional.of(BlastemaVersion.REQUIREMENT + " in its manifest: " + e.getMessage());
    }
  }

  private Optional<Manifest> manifest() throws IOException {
    if (!Files.isDirectory(location)) {
      try (JarFile jar = new JarFile(location.toFile())) {
        return Optional.ofNullable(jar.getManifest());
      }
    }
    Path file = location.resolve(JarFile.MANIFEST_NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(new Manifest(in));
    }
  }
}
