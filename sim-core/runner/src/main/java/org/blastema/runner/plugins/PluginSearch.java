package org.blastema.runner.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Finds the files of plugins.
 *
 * <p>A folder with a service file of plugins is a class folder: one plugin. In any other folder,
 * every jar with such a service file is a plugin; the folder's other jars, and those in its
 * subfolder {@code lib}, are libraries of each of them. Jars in a folder beside a plugin's jar that
 * has its name without {@code .jar} are libraries of that plugin alone.
 */
final class PluginSearch {
  private static final String LIBRARIES = "lib";

  private final Map<Path, PluginFiles> found = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  /** All plugins, in the order in which they were found; none twice. */
  List<PluginFiles> found() {
    return List.copyOf(found.values());
  }

  /** One sentence for each file that can be no plugin. */
  List<String> failures() {
    return failures;
  }

  /**
   * Takes a jar or folder that the user named.
   *
   * @throws PluginFailure if there is no plugin
   */
  void addNamed(Path place) {
    if (!Files.exists(place)) {
      throw new PluginFailure("there is no plugin file " + place);
    }
    try {
      if (Files.isDirectory(place)) {
        if (addFolder(place) == 0) {
          throw new PluginFailure(
              "there is no plugin in the folder "
                  + place
                  + ": neither "
                  + PluginClassLoader.SERVICE
                  + " nor a jar with one");
        }
      } else if (declaresPlugin(place)) {
        add(place, List.of());
      } else {
        throw new PluginFailure(
            "the jar " + place + " is no plugin: it has no " + PluginClassLoader.SERVICE);
      }
    } catch (NotAJar e) {
      throw new PluginFailure("the plugin file " + place + " is not a jar", e.getCause());
    } catch (IOException e) {
      throw new PluginFailure("the plugin " + place + " cannot be read", e);
    }
  }

  /** Takes the plugins in a folder and in its subfolders; the folder need not exist. */
  void addAllIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      addFolder(folder);
      for (Path child : children(folder)) {
        boolean libraries =
            child.endsWith(LIBRARIES) || Files.exists(folder.resolve(child.getFileName() + ".jar"));
        if (Files.isDirectory(child) && !libraries) {
          addFolder(child);
        }
      }
    } catch (IOException e) {
      throw new PluginFailure("the plugin folder " + folder + " cannot be read", e);
    }
  }

  /** Number of plugins in a folder, with files that may have been meant to be some. */
  private int addFolder(Path folder) throws IOException {
    if (Files.exists(folder.resolve(PluginClassLoader.SERVICE))) {
      add(folder, jars(folder.resolve(LIBRARIES)));
      return 1;
    }
    int damaged = 0;
    List<Path> plugins = new ArrayList<>();
    List<Path> libraries = new ArrayList<>();
    for (Path jar : jars(folder)) {
      try {
        (declaresPlugin(jar) ? plugins : libraries).add(jar);
      } catch (NotAJar e) {
        damaged++;
        failures.add(
            new PluginFailure("the file " + jar + " is not a jar", e.getCause()).getMessage());
      }
    }
    libraries.addAll(jars(folder.resolve(LIBRARIES)));
    for (Path plugin : plugins) {
      add(plugin, libraries);
    }
    return plugins.size() + damaged;
  }

  private void add(Path location, List<Path> shared) throws IOException {
    List<Path> libraries = new ArrayList<>();
    if (Files.isRegularFile(location)) {
      String name = location.getFileName().toString();
      libraries.addAll(jars(location.resolveSibling(name.replaceFirst("\\.jar$", ""))));
    }
    libraries.addAll(shared);
    found.putIfAbsent(location.toRealPath(), new PluginFiles(location, libraries));
  }

  private static boolean declaresPlugin(Path jar) throws NotAJar {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getEntry(PluginClassLoader.SERVICE) != null;
    } catch (IOException e) {
      throw new NotAJar(e);
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    return children(folder).stream()
        .filter(f -> f.toString().endsWith(".jar") && Files.isRegularFile(f))
        .toList();
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static final class NotAJar extends IOException {
    private static final long serialVersionUID = 1L;

    NotAJar(IOException cause) {
      super(cause);
    }
  }
}
