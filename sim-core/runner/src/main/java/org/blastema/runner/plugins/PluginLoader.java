package org.blastema.runner.plugins;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.Message;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.blastema.plugin.BlastemaPlugin;
import org.blastema.plugin.BlastemaVersion;
import org.blastema.plugin.Contribution;

/**
 * Finds plugins on the class path, in the user's plugin folder and where the command line says, and
 * asks them for their keywords. A plugin outside of the class path has a class loader and an
 * injector of its own; one that does not work is named with its cause, and the others go on without
 * it.
 */
public final class PluginLoader {
  private static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  private final Consumer<Contribution> check;
  private final List<String> failures = new ArrayList<>();
  private final List<String> clashes = new ArrayList<>();
  private final Map<String, LoadedPlugin> plugins = new TreeMap<>();
  private final List<Contribution> contributions = new ArrayList<>();

  /** Looks for plugins, without a look at the records of their keywords. */
  public PluginLoader(List<Path> named, Path folder) {
    this(named, folder, _ -> {});
  }

  /**
   * Looks for plugins.
   *
   * @param named jars or folders that the user named; must exist, and hold plugins
   * @param folder a folder whose plugins are taken too; need not exist
   * @param check throws for a keyword that cannot be used; asked of plugins outside of the class
   *     path
   * @throws PluginFailure if a named place holds no plugin
   */
  public PluginLoader(List<Path> named, Path folder, Consumer<Contribution> check) {
    this.check = check;
    PluginSearch search = new PluginSearch();
    named.forEach(search::addNamed);
    search.addAllIn(folder);
    ClassLoader program = PluginLoader.class.getClassLoader();
    load(program, Optional.empty());
    for (PluginFiles files : search.found()) {
      if (fits(files)) {
        load(files.loader(program), Optional.of(files));
      }
    }
    failures.addAll(search.failures());
  }

  /** The plugins that work, by name. */
  public List<LoadedPlugin> plugins() {
    return List.copyOf(plugins.values());
  }

  /** One sentence for each plugin that does not work. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /**
   * All keywords of the plugins that work.
   *
   * @throws PluginFailure if two of them have the same name, or contribute the same keyword
   */
  public Keywords keywords() {
    if (!clashes.isEmpty()) {
      throw new PluginFailure(String.join("\n", clashes));
    }
    return new Keywords(contributions, plugins(), failures);
  }

  /** Takes the plugins that a class loader's service files name. */
  private void load(ClassLoader classes, Optional<PluginFiles> files) {
    Iterator<ServiceLoader.Provider<BlastemaPlugin>> providers =
        ServiceLoader.load(BlastemaPlugin.class, classes).stream().iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        take(providers.next(), files);
      } catch (ServiceConfigurationError | LinkageError e) {
        files.ifPresentOrElse(
            f -> fail(f.location().getFileName().toString(), f.location(), e),
            () -> failures.add(new PluginFailure("a plugin cannot be found", e).getMessage()));
      }
    }
  }

  /** Whether a plugin says that it works with this version of Blastema, or says nothing. */
  private boolean fits(PluginFiles files) {
    String file = files.location().getFileName().toString();
    try {
      Optional<String> misfit = files.misfit(BlastemaVersion.current());
      misfit.ifPresent(why -> fail(file, files.location(), why));
      return misfit.isEmpty();
    } catch (IOException e) {
      fail(file, files.location(), e);
      return false;
    }
  }

  private void take(ServiceLoader.Provider<BlastemaPlugin> provider, Optional<PluginFiles> files) {
    String name = provider.type().getName();
    Path source = files.map(PluginFiles::location).orElseGet(() -> source(provider.type()));
    if (files.isEmpty() && Files.exists(source) && !fits(new PluginFiles(source, List.of()))) {
      return;
    }
    try {
      BlastemaPlugin plugin = provider.get();
      String given = plugin.name();
      if (given == null || !given.matches(KEBAB_CASE)) {
        throw new IllegalArgumentException("its name '" + given + "' is not kebab-case");
      }
      name = given;
      LoadedPlugin loaded =
          new LoadedPlugin(
              name,
              Objects.requireNonNull(plugin.version(), "it has no version"),
              source,
              files.map(PluginFiles::libraries).orElse(List.of()),
              files.isEmpty());
      Set<Contribution> words = words(plugin);
      if (files.isPresent()) {
        words.forEach(check);
      }
      LoadedPlugin other = plugins.putIfAbsent(name, loaded);
      if (other == null) {
        contributions.addAll(words);
      } else {
        clashes.add(
            "two plugins are called '%s': %s and %s; leave one of them out"
                .formatted(name, other.source(), source));
      }
    } catch (ServiceConfigurationError e) {
      fail(name, source, e.getCause() == null ? e : e.getCause());
    } catch (CreationException e) {
      Message first = e.getErrorMessages().iterator().next();
      if (first.getCause() == null) {
        fail(name, source, first.getMessage());
      } else {
        fail(name, source, first.getCause());
      }
    } catch (Exception | LinkageError | AssertionError e) {
      fail(name, source, e);
    }
  }

  /**
   * An injector for each plugin: what one binds is no affair of the others. What is wrong with the
   * module is looked for before, because an injector would log it with a stack trace.
   */
  private static Set<Contribution> words(BlastemaPlugin plugin) {
    List<Element> elements = Elements.getElements(Stage.DEVELOPMENT, plugin);
    List<Message> wrong =
        elements.stream().filter(Message.class::isInstance).map(Message.class::cast).toList();
    if (!wrong.isEmpty()) {
      throw new CreationException(wrong);
    }
    Injector injector = Guice.createInjector(Stage.DEVELOPMENT, Elements.getModule(elements));
    var binding = injector.getExistingBinding(Key.get(new TypeLiteral<Set<Contribution>>() {}));
    return binding == null ? Set.of() : binding.getProvider().get();
  }

  private void fail(String name, Path source, String why) {
    failures.add("plugin '" + name + "' (" + source + ") does not work: " + why);
  }

  private void fail(String name, Path source, Throwable cause) {
    fail(name, source, PluginFailure.reason(cause));
  }

  private static Path source(Class<?> type) {
    CodeSource code = type.getProtectionDomain().getCodeSource();
    if (code == null || code.getLocation() == null) {
      return Path.of("unknown place");
    }
    try {
      return Path.of(code.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException _) {
      return Path.of(code.getLocation().getPath());
    }
  }
}
