package org.blastema.plugintest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.blastema.plugin.Command;
import org.blastema.plugin.Contribution;
import org.junit.jupiter.api.DynamicTest;

/**
 * The tests that a plugin should pass before anybody relies on it, made in one call from the plugin
 * and scenarios that use it:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> plugin() {
 *   return PluginCheck.of("my-plugin", Path.of("scenarios/example.yaml")).tests();
 * }
 * }</pre>
 *
 * <p>They check, for every keyword that the plugin contributes, that it and all of its entries are
 * documented and that a scenario uses it; for every scenario, that it is valid, that what is
 * written out in full reads back as the same, and that it gives the same bits twice; for every
 * number that a keyword takes, that extreme values either work or are refused with a place and a
 * message; and the derivatives of every potential, step and reward against differences.
 *
 * <p>The plugin and those that it needs must be on the class path, as they are in the tests of its
 * own build.
 */
public final class PluginCheck {
  private final String plugin;
  private final List<Path> scenarios;
  private final double tolerance;

  private PluginCheck(String plugin, List<Path> scenarios, double tolerance) {
    this.plugin = plugin;
    this.scenarios = scenarios;
    this.tolerance = tolerance;
  }

  /**
   * The check of a plugin.
   *
   * @param plugin its name
   * @param scenarios files that together use every one of its keywords
   */
  public static PluginCheck of(String plugin, Path... scenarios) {
    return new PluginCheck(plugin, List.of(scenarios), 1e-6);
  }

  /**
   * The same check with another largest relative error of derivatives than {@code 1e-6}: a step
   * that solves something to a tolerance of its own cannot agree with differences better than that.
   */
  public PluginCheck tolerance(double largestRelativeError) {
    return new PluginCheck(plugin, scenarios, largestRelativeError);
  }

  /**
   * The tests.
   *
   * @throws IllegalArgumentException if no plugin of that name is on the class path
   */
  public Stream<DynamicTest> tests() {
    Language language = Language.onClassPath();
    List<Contribution> words = language.of(plugin);
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "no plugin '" + plugin + "' with keywords is on the class path: " + language.plugins());
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (Contribution word : words) {
      tests.add(
          DynamicTest.dynamicTest(
              Documented.name(word) + " is documented", () -> Documented.require(word)));
    }
    tests.add(
        DynamicTest.dynamicTest(
            "every keyword is used by a scenario", () -> requireUse(language, words)));
    for (Path file : scenarios) {
      ofScenario(new ScenarioCheck(language, plugin, file), tests);
    }
    return tests.stream();
  }

  private void ofScenario(ScenarioCheck scenario, List<DynamicTest> tests) {
    String name = scenario.file().getFileName() + ": ";
    tests.add(DynamicTest.dynamicTest(name + "is valid", scenario::assemble));
    tests.add(
        DynamicTest.dynamicTest(
            name + "reads back what it writes out in full", scenario::requireSameWhenReadBack));
    tests.add(
        DynamicTest.dynamicTest(name + "gives the same bits twice", scenario::requireSameBits));
    tests.add(
        DynamicTest.dynamicTest(
            name + "refuses bad numbers with a message", scenario::requireClearRefusals));
    tests.add(
        DynamicTest.dynamicTest(
            name + "derivatives of potentials", () -> scenario.checkPotentials(tolerance)));
    tests.add(
        DynamicTest.dynamicTest(
            name + "derivatives of steps", () -> scenario.checkSteps(tolerance)));
    tests.add(
        DynamicTest.dynamicTest(
            name + "derivatives of rewards", () -> scenario.checkRewards(tolerance)));
  }

  private void requireUse(Language language, List<Contribution> words) {
    Set<String> used = new LinkedHashSet<>();
    for (Path file : scenarios) {
      new ScenarioCheck(language, plugin, file)
          .assemble()
          .made()
          .forEach(m -> used.add(Documented.name(m.contribution())));
    }
    List<String> unused =
        words.stream()
            .filter(w -> w.component().role() != Command.class)
            .map(Documented::name)
            .filter(w -> !used.contains(w))
            .toList();
    if (!unused.isEmpty()) {
      throw new AssertionError("no scenario of the check uses " + String.join(", ", unused));
    }
  }
}
