package org.blastema.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blastema.record.CheckResult;
import org.blastema.runner.scenario.Scenario;

/** Holds a run's final numbers against the scenario's checks. */
final class Checks {
  private Checks() {}

  static List<CheckResult> of(Scenario scenario, Map<String, Double> numbers) {
    List<CheckResult> results = new ArrayList<>();
    for (Scenario.Check check : scenario.checks()) {
      double value = numbers.getOrDefault(check.number(), Double.NaN);
      results.add(new CheckResult(check.number(), check.passes(value), value, expected(check), ""));
    }
    return results;
  }

  private static String expected(Scenario.Check check) {
    List<String> words = new ArrayList<>();
    check.atLeast().ifPresent(v -> words.add("at least " + v));
    check.atMost().ifPresent(v -> words.add("at most " + v));
    check.equals().ifPresent(v -> words.add(v + " within " + check.tolerance()));
    return String.join(", ", words);
  }
}
