package org.blastema.plugintest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.blastema.plugin.Component;
import org.blastema.plugin.Contribution;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.LoadedPlugin;
import org.blastema.runner.plugins.PluginLoader;

/** The scenario language of the class path. */
final class Language {
  private final List<Contribution> words;
  private final List<LoadedPlugin> loaded;

  /**
   * An object that a component made.
   *
   * @param contribution the keyword
   * @param configuration the entries
   * @param object the object
   */
  record Made(Contribution contribution, Record configuration, Object object) {}

  private Language(List<Contribution> words, List<LoadedPlugin> loaded) {
    this.words = words;
    this.loaded = loaded;
  }

  static Language onClassPath() {
    PluginLoader loader = new PluginLoader(List.of(), Path.of("no-plugin-folder"));
    return new Language(loader.keywords().all(), loader.plugins());
  }

  List<String> plugins() {
    return words.stream().map(Contribution::plugin).distinct().toList();
  }

  List<Contribution> of(String plugin) {
    return words.stream().filter(w -> w.plugin().equals(plugin)).toList();
  }

  /** The same language, where objects of a plugin are noted when they are made. */
  Keywords noting(String plugin, List<Made> made) {
    List<Contribution> noted = new ArrayList<>();
    for (Contribution word : words) {
      noted.add(
          word.plugin().equals(plugin)
              ? new Contribution(plugin, noting(word.component(), word, made::add))
              : word);
    }
    return new Keywords(noted, loaded, List.of());
  }

  private static <C extends Record, T> Component<C, T> noting(
      Component<C, T> component, Contribution word, Consumer<Made> made) {
    return new Component<>(
        component.role(),
        component.keyword(),
        component.configuration(),
        (configuration, context) -> {
          T object = component.factory().create(configuration, context);
          made.accept(new Made(word, configuration, object));
          return object;
        });
  }
}
