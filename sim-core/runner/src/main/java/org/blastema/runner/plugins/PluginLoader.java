package org.blastema.runner.plugins;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.blastema.plugin.BlastemaPlugin;
import org.blastema.plugin.Contribution;

/**
 * Finds plugins on the class path, in the user's plugin folder and in jars that the command line
 * names, asks them for their keywords, and says which of them do not work.
 */
public final class PluginLoader {
  private final ClassLoader classes;
  private final List<String> failures = new ArrayList<>();
  private final List<LoadedPlugin> plugins = new ArrayList<>();
  private final Map<String, List<Element>> elements = new HashMap<>();

  /**
   * Looks for plugins.
   *
   * @param jars jars or class folders that the user named; must exist
   * @param folder a folder whose jars are taken too; need not exist
   */
  public PluginLoader(List<Path> jars, Path folder) {
    this.classes = classLoader(jars, folder);
    List<BlastemaPlugin> found = discover();
    found.sort(Comparator.comparing((BlastemaPlugin p) -> p.getClass().getName()));
    found.forEach(this::examine);
  }

  /** The plugins that work, by name. */
  public List<LoadedPlugin> plugins() {
    return plugins.stream().sorted(Comparator.comparing(LoadedPlugin::name)).toList();
  }

  /** One sentence for each plugin that does not work. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /**
   * All keywords.
   *
   * @throws PluginFailure if a plugin does not work, or two contribute the same keyword
   */
  public Keywords keywords() {
    if (!failures.isEmpty()) {
      throw new PluginFailure(String.join("\n", failures));
    }
    List<Module> modules =
        plugins().stream().<Module>map(p -> Elements.getModule(elements.get(p.name()))).toList();
    Injector injector;
    try {
      injector = Guice.createInjector(Stage.DEVELOPMENT, modules);
    } catch (com.google.inject.CreationException e) {
      Message first = e.getErrorMessages().iterator().next();
      throw new PluginFailure(
          "the plugins do not fit together: "
              + first.getMessage()
              + " ("
              + first.getSource()
              + ")");
    }
    var binding = injector.getExistingBinding(Key.get(new TypeLiteral<Set<Contribution>>() {}));
    return new Keywords(binding == null ? Set.of() : binding.getProvider().get());
  }

  private List<BlastemaPlugin> discover() {
    List<BlastemaPlugin> found = new ArrayList<>();
    Iterator<ServiceLoader.Provider<BlastemaPlugin>> providers =
        ServiceLoader.load(BlastemaPlugin.class, classes).stream().iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          return found;
        }
        make(providers.next()).ifPresent(found::add);
      } catch (ServiceConfigurationError | LinkageError e) {
        failures.add(new PluginFailure("a plugin cannot be found", e).getMessage());
      }
    }
  }

  private Optional<BlastemaPlugin> make(ServiceLoader.Provider<BlastemaPlugin> provider) {
    try {
      return Optional.of(provider.get());
    } catch (ServiceConfigurationError | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      failures.add(failure(provider.type().getName(), source(provider.type()), cause, ""));
      return Optional.empty();
    }
  }

  private void examine(BlastemaPlugin plugin) {
    String type = plugin.getClass().getName();
    String source = source(plugin.getClass());
    try {
      String name = plugin.name();
      List<Element> recorded = Elements.getElements(Stage.DEVELOPMENT, plugin);
      for (Element element : recorded) {
        if (element instanceof Message message) {
          failures.add(failure(name, source, message.getCause(), message.getMessage()));
          return;
        }
      }
      if (elements.putIfAbsent(name, recorded) != null) {
        failures.add(
            "two plugins are called '" + name + "'; the second is " + type + " in " + source);
        return;
      }
      plugins.add(new LoadedPlugin(name, plugin.version(), source));
    } catch (RuntimeException | LinkageError e) {
      failures.add(failure(type, source, e, ""));
    }
  }

  private static String failure(String name, String source, Throwable cause, String message) {
    String subject = "plugin '" + name + "' (" + source + ") does not work";
    return cause == null
        ? subject + ": " + message
        : new PluginFailure(subject, cause).getMessage();
  }

  private static String source(Class<?> type) {
    CodeSource code = type.getProtectionDomain().getCodeSource();
    if (code == null || code.getLocation() == null) {
      return "unknown place";
    }
    try {
      return Path.of(code.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      return code.getLocation().toString();
    }
  }

  /** A class loader passes over what is no jar without a word. */
  private static void requireJar(Path jar) {
    if (Files.isDirectory(jar)) {
      return;
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      file.size();
    } catch (IOException e) {
      throw new PluginFailure("the plugin file " + jar + " is not a jar", e);
    }
  }

  private static ClassLoader classLoader(List<Path> jars, Path folder) {
    List<URL> urls = new ArrayList<>();
    try {
      for (Path jar : jars) {
        if (!Files.exists(jar)) {
          throw new PluginFailure("there is no plugin file " + jar);
        }
        requireJar(jar);
        urls.add(jar.toUri().toURL());
      }
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
            urls.add(jar.toUri().toURL());
          }
        }
      }
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      throw new PluginFailure("the plugin folder " + folder + " cannot be read", e);
    }
    ClassLoader parent = PluginLoader.class.getClassLoader();
    return urls.isEmpty()
        ? parent
        : new URLClassLoader("plugins", urls.toArray(URL[]::new), parent);
  }
}
