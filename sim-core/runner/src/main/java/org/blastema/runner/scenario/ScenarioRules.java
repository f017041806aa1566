package org.blastema.runner.scenario;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.TreePath;

/** What must hold between the sections of a scenario. */
final class ScenarioRules {
  private final Scenario scenario;
  private final MapNode tree;
  private final Problems problems;

  ScenarioRules(Scenario scenario, MapNode tree, Problems problems) {
    this.scenario = scenario;
    this.tree = tree;
    this.problems = problems;
  }

  void check() {
    if (scenario.fit().isPresent()) {
      nothingIsIdle();
    } else if (problems.isEmpty()) {
      nothingIsMissing();
    }
    exchangedChemicalsExist();
    checksAreComplete();
  }

  /** Asked only where all else is right: a misspelled section is not a missing one. */
  private void nothingIsMissing() {
    if (scenario.initial().isEmpty()) {
      at("initial", "entry 'initial' is missing in the scenario");
    }
    if (scenario.steps().isEmpty()) {
      at("steps", "the scenario has no steps");
    }
    if (scenario.cellTypes().isEmpty()) {
      at("cell-types", "the scenario has no cell types");
    }
    Scenario.Limits stop = scenario.stop();
    if (stop.cells().isEmpty() && stop.steps().isEmpty() && stop.time().isEmpty()) {
      at("stop", "the run would never end: set one of stop.cells, stop.steps, stop.time");
    }
    scenario
        .train()
        .filter(train -> train.objective().isEmpty())
        .ifPresent(_ -> at("train.objective", "train.objective names no reward"));
  }

  /** A fit grows no tissue, so sections that describe one would never be used. */
  private void nothingIsIdle() {
    Map<String, Boolean> written =
        Map.of(
            "initial", scenario.initial().isPresent(),
            "steps", !scenario.steps().isEmpty(),
            "cell-types", !scenario.cellTypes().isEmpty(),
            "chemicals", !scenario.chemicals().isEmpty(),
            "metrics", !scenario.metrics().isEmpty(),
            "train", scenario.train().isPresent());
    written.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(section ->
            at(
                section,
                "a scenario with a section 'fit' grows no tissue, so it has no " + section));
  }

  private void exchangedChemicalsExist() {
    scenario
        .cellTypes()
        .forEach((name, type) -> {
          chemicalsExist(TreePath.child("cell-types." + name, "secretes"), type.secretes());
          chemicalsExist(TreePath.child("cell-types." + name, "takes-up"), type.takesUp());
        });
  }

  private void chemicalsExist(String path, Map<String, Double> rates) {
    rates
        .keySet()
        .forEach(chemical -> known("chemical", chemical, path, scenario.chemicals().keySet()));
  }

  private void checksAreComplete() {
    List<Scenario.Check> checks = scenario.checks();
    for (int i = 0; i < checks.size(); i++) {
      Scenario.Check check = checks.get(i);
      String path = TreePath.item("checks", i);
      boolean known =
          scenario.fit().isPresent()
              || measured(check.metric())
              || ofVariant(check.metric())
              || (scenario.train().isPresent() && check.metric().equals("reward"))
              || (scenario.train().isPresent() && TrainingNumbers.names(check.metric()));
      if (!known) {
        unknown(
            "metric", check.metric(), TreePath.child(path, "metric"), scenario.metrics().keySet());
      }
      if (check.atLeast().isEmpty() && check.atMost().isEmpty() && check.equals().isEmpty()) {
        at(path, path + " needs one of at-least, at-most, equals");
      }
      check.at().ifPresent(time -> timed(check.metric(), time, TreePath.child(path, "at")));
      double least = check.atLeast().orElse(Double.NEGATIVE_INFINITY);
      if (least > check.atMost().orElse(Double.POSITIVE_INFINITY)) {
        at(path, path + " can never hold: at-least is greater than at-most");
      }
    }
  }

  /** A check at a time needs a tissue that is measured then. */
  private void timed(String metric, double time, String path) {
    if (scenario.fit().isPresent() || scenario.train().isPresent()) {
      at(path, path + ": checks of a scenario that trains or fits hold at its end");
      return;
    }
    double steps = time / scenario.dt();
    double end =
        Math.min(
            scenario.stop().time().orElse(Double.POSITIVE_INFINITY),
            scenario.stop().steps().map(n -> n * scenario.dt()).orElse(Double.POSITIVE_INFINITY));
    if (Math.abs(steps - Math.rint(steps)) > 1e-6) {
      at(path, path + ": no macro-step ends at " + time + ", which is no multiple of dt");
    } else if (time > end + 0.5 * scenario.dt()) {
      at(path, path + ": the run ends at " + end + ", before " + metric + " is looked at");
    }
  }

  private boolean measured(String metric) {
    return scenario.metrics().containsKey(metric) || metric.equals("cells");
  }

  /** Whether a word names a metric of a variant: {@code variant.metric}. */
  private boolean ofVariant(String word) {
    return scenario.train().map(train -> train.variants().keySet()).orElse(Set.of()).stream()
        .anyMatch(v -> word.startsWith(v + ".") && measured(word.substring(v.length() + 1)));
  }

  private void known(String what, String word, String mapPath, Collection<String> words) {
    if (!words.contains(word)) {
      unknown(what, word, TreePath.child(mapPath, word), words);
    }
  }

  private void unknown(String what, String word, String path, Collection<String> words) {
    String message = "unknown " + what + " '" + word + "' in " + path;
    problems.addUnknown(TreePath.place(tree, path), message, word, words);
  }

  private void at(String path, String message) {
    problems.add(TreePath.place(tree, path), message);
  }
}
