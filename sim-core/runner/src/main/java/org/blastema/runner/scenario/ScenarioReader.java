package org.blastema.runner.scenario;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blastema.runner.binding.Binder;
import org.blastema.runner.binding.Overrides;
import org.blastema.runner.binding.Units;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.LoadedPlugin;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.Scalar;
import org.blastema.runner.tree.TreePath;
import org.blastema.runner.tree.TreeReader;

/**
 * Reads scenario files: text to tree, the command line's changes, tree to records, and what must
 * hold between sections.
 */
public final class ScenarioReader {
  /** The format that this program reads and writes. */
  public static final String FORMAT = "blastema/1";

  private static final Pattern FORMAT_FORM = Pattern.compile("blastema/(\\d+)(\\.\\d+)?");

  private final Keywords keywords;

  /** A reader for a language. */
  public ScenarioReader(Keywords keywords) {
    this.keywords = keywords;
  }

  /**
   * Reads a scenario.
   *
   * @throws InvalidInput with every problem that was found
   * @throws org.blastema.runner.plugins.PluginFailure if a plugin's entries cannot be told from
   *     those around them
   */
  public LoadedScenario read(Path file, Adjustments adjustments) {
    Problems problems = new Problems();
    Node node = TreeReader.read(file, problems);
    return finish(file, root(node), adjustments, problems);
  }

  /**
   * Reads a scenario from text.
   *
   * @param file the file that the text stands for
   * @throws InvalidInput with every problem that was found
   */
  public LoadedScenario parse(String yaml, Path file, Adjustments adjustments) {
    Problems problems = new Problems();
    return finish(
        file, root(TreeReader.yaml(yaml, file.toString(), problems)), adjustments, problems);
  }

  private LoadedScenario finish(
      Path file, MapNode written, Adjustments adjustments, Problems problems) {
    requireFormat(written);
    MapNode tree = adjusted(written, adjustments, problems);
    Units units = units(tree, problems);
    Binder binder = new Binder(keywords, units, tree, problems);
    Optional<Scenario> scenario = binder.bind(tree, Scenario.class);
    scenario.ifPresent(s -> {
      binder.reportUnusedParameters();
      new ScenarioRules(s, tree, problems).check();
    });
    problems.throwIfAny();
    Map<String, LoadedScenario> variants = new LinkedHashMap<>();
    scenario
        .flatMap(Scenario::train)
        .ifPresent(train ->
            train
                .variants()
                .forEach((name, v) -> variants.put(name, variant(file, tree, name, v.set()))));
    return new LoadedScenario(
        file, scenario.orElseThrow(), units, tree, used(binder), Map.copyOf(variants));
  }

  private static Units units(MapNode tree, Problems problems) {
    return tree.get("units")
        .filter(MapNode.class::isInstance)
        .map(section -> Units.read((MapNode) section, problems))
        .orElse(Units.none());
  }

  private List<LoadedPlugin> used(Binder binder) {
    return keywords.plugins().stream().filter(p -> binder.plugins().contains(p.name())).toList();
  }

  /** The scenario under other settings, without its training. */
  private LoadedScenario variant(Path file, MapNode trained, String name, List<String> set) {
    Problems problems = new Problems();
    Overrides overrides = new Overrides(keywords, Scenario.class, problems);
    MapNode changed = trained.without(Set.of("train", "checks"));
    String path = TreePath.child(TreePath.child("train.variants", name), "set");
    for (int k = 0; k < set.size(); k++) {
      Place place = TreePath.place(trained, TreePath.item(path, k));
      changed = overrides.set(changed, set.get(k), place);
    }
    MapNode tree = changed;
    Units units = units(tree, problems);
    Binder binder = new Binder(keywords, units, tree, problems);
    Optional<Scenario> scenario = binder.bind(tree, Scenario.class);
    scenario.ifPresent(s -> new ScenarioRules(s, tree, problems).check());
    problems.throwIfAny();
    return new LoadedScenario(file, scenario.orElseThrow(), units, tree, used(binder), Map.of());
  }

  private MapNode adjusted(MapNode written, Adjustments adjustments, Problems problems) {
    Overrides overrides = new Overrides(keywords, Scenario.class, problems);
    MapNode tree = written;
    for (Path parameters : adjustments.parameterFiles()) {
      tree = overrides.parameters(tree, parameters);
    }
    for (String assignment : adjustments.assignments()) {
      tree = overrides.set(tree, assignment);
    }
    if (adjustments.seed().isPresent()) {
      String seed = Long.toString(adjustments.seed().getAsLong());
      tree = tree.with("seed", new Scalar(Place.in("--seed"), "seed", seed, Scalar.Kind.NUMBER));
    }
    return tree;
  }

  private static MapNode root(Node node) {
    if (node instanceof MapNode map) {
      return map;
    }
    throw InvalidInput.at(
        node.place(),
        node.isNull()
            ? "the file is empty"
            : "expected the sections of a scenario, not " + node.inWords());
  }

  /** A file of another format is refused as a whole: its entries may mean something else. */
  private static void requireFormat(MapNode root) {
    Optional<Node> format = root.get("format");
    if (format.isEmpty()) {
      throw InvalidInput.at(root.place(), "the first entry must be 'format: " + FORMAT + "'");
    }
    String text = format.get() instanceof Scalar scalar ? scalar.text() : "";
    Matcher matcher = FORMAT_FORM.matcher(text);
    if (!matcher.matches()) {
      throw InvalidInput.at(
          format.get().place(),
          "format " + format.get().inWords() + " is none; this program reads " + FORMAT);
    }
    if (!matcher.group(1).equals("1")) {
      throw InvalidInput.at(
          format.get().place(),
          "format '" + text + "' needs another version of the program; this one reads " + FORMAT);
    }
  }
}
