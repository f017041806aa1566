package org.blastema.runner.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.blastema.runner.binding.ConfigurationTree;
import org.blastema.runner.binding.Units;
import org.blastema.runner.plugins.LoadedPlugin;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.TreePath;
import org.blastema.runner.tree.YamlText;

/**
 * A scenario that was read and found valid.
 *
 * @param file its file
 * @param scenario its contents with all defaults
 * @param units the units of its numbers
 * @param tree what was written, with the changes of the command line
 * @param plugins the plugins that contribute what it names, by name
 * @param variants the scenarios of its training's variants, which neither train nor check, by name
 */
public record LoadedScenario(
    Path file,
    Scenario scenario,
    Units units,
    MapNode tree,
    List<LoadedPlugin> plugins,
    Map<String, LoadedScenario> variants) {
  /** Copies the list. */
  public LoadedScenario {
    plugins = List.copyOf(plugins);
  }

  /**
   * The scenario as YAML, with every default written out and every number in the scenario's units.
   */
  public String resolved() {
    return YamlText.of(ConfigurationTree.withUsedParameters(scenario));
  }

  /** Where a path is written, or the nearest value on the way to it. */
  public Place place(String path) {
    return TreePath.place(tree, path);
  }
}
