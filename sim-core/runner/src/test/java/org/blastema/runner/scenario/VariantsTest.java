package org.blastema.runner.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.blastema.runner.testing.TestLanguage;
import org.blastema.runner.tree.InvalidInput;
import org.junit.jupiter.api.Test;

class VariantsTest {
  private static String scenario(String variants, String check) {
    return """
    format: blastema/1
    cell-types: {a: {}}
    initial: founders
    steps:
      division: {label: x}
    stop: {cells: 10}
    train:
      objective: {far: axial-spread}
      variants: %s
    checks:
      - {metric: %s, at-least: 1}
    """
        .formatted(variants, check);
  }

  private static LoadedScenario read(String variants, String check) {
    return new ScenarioReader(TestLanguage.keywords())
        .parse(scenario(variants, check), Path.of("x.yaml"), Adjustments.NONE);
  }

  private static List<String> problems(String variants, String check) {
    return catchThrowableOfType(InvalidInput.class, () -> read(variants, check)).problems().stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void a_variant_is_the_scenario_under_other_settings_without_its_training() {
    LoadedScenario loaded =
        read("{large: {set: [stop.cells=30, stop.steps=7]}, same: {}}", "large.cells");
    assertThat(loaded.variants()).containsOnlyKeys("large", "same");
    Scenario large = loaded.variants().get("large").scenario();
    assertThat(large.stop().cells()).contains(30);
    assertThat(large.stop().steps()).contains(7);
    assertThat(large.train()).isEmpty();
    assertThat(large.checks()).isEmpty();
    assertThat(large.steps()).isEqualTo(loaded.scenario().steps());
    assertThat(loaded.variants().get("same").scenario().stop().cells()).contains(10);
    assertThat(loaded.scenario().stop().steps()).isEmpty();
  }

  @Test
  void the_resolved_scenario_has_the_same_variants() {
    LoadedScenario loaded = read("{large: {set: [stop.cells=30]}}", "large.cells");
    LoadedScenario again =
        new ScenarioReader(TestLanguage.keywords())
            .parse(loaded.resolved(), Path.of("x.yaml"), Adjustments.NONE);
    assertThat(again.variants().get("large").scenario())
        .isEqualTo(loaded.variants().get("large").scenario());
  }

  @Test
  void what_is_wrong_with_a_variant_is_said_where_it_is_written() {
    assertThat(problems("{large: {set: [stop.cellz=30]}}", "cells"))
        .singleElement()
        .asString()
        .startsWith("x.yaml:9:")
        .contains("cellz");
    assertThat(problems("{large: {set: [thirty]}}", "cells"))
        .singleElement()
        .asString()
        .startsWith("x.yaml:9:")
        .endsWith("needs the form path=value");
  }

  @Test
  void checks_name_metrics_of_variants_that_exist() {
    assertThat(problems("{large: {}}", "larger.cells"))
        .singleElement()
        .asString()
        .contains("larger.cells");
    assertThat(problems("{large: {}}", "large.size"))
        .singleElement()
        .asString()
        .contains("large.size");
  }
}
