package org.blastema.runner.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.scenario.Scenario;
import org.blastema.runner.testing.TestLanguage;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.TreePath;
import org.blastema.runner.tree.TreeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
  private static final String SOUND =
      """
      format: blastema/1
      units: {length: um, time: min}
      parameters: {pull: {value: 3, unit: 1/um, train: true, bounds: [1, .inf]}, deep: 2 fJ}
      chemicals: {morphogen: {diffusion: 1.0, decay: 0.1 1/min}}
      cell-types:
        proliferating:
        source: {divides: false, secretes: {morphogen: 1.0}}
      initial: {kind: founders, count: 3}
      dt: 2 min
      steps:
        growth: {kind: linear-growth, rate: 0.03}
        mechanics:
          kind: descent
          steps: 1_000
          potential: {kind: morse, epsilon: $deep, alpha: $pull, window: {onset: 1}}
        descent:
        genes: {kind: gene-network, inputs: [chemical], weights: [[1, 2], [3, 4]], fixed: {a: 2}}
        division: {direction: polar-biased, label: 3}
      stop: {cells: 150}
      metrics: {cells: cell-count, cell-count: }
      checks: [{metric: cells, at-least: 150}]
      train:
        objective: {elongation: {kind: axial-spread, axis: x, weight: 2}, axial-spread: {weight: 1}, bare: axial-spread}
        optimizer: {kind: adam, schedule: cosine}
      """;

  private final Keywords keywords = TestLanguage.keywords();
  private final MapNode schema =
      (MapNode)
          TreeReader.json(
              JsonSchema.text(Scenario.class, "Scenario", keywords), "schema.json", new Problems());
  private final SchemaCheck check = new SchemaCheck(schema);

  private static Node yaml(String text) {
    return TreeReader.yaml(text, "x.yaml", new Problems());
  }

  @Test
  void a_sound_scenario_is_valid() {
    assertThat(check.accepts(yaml(SOUND))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate: 0.03 | rte: 0.03",
        "rate: 0.03 | rate: -1",
        "rate: 0.03 | rate: fast",
        "rate: 0.03 | rate: [1]",
        "rate: 0.03 | max-radius: 1",
        "kind: morse | kind: mors",
        "kind: morse, | ",
        "count: 3 | count: 2.5",
        "count: 3 | count: 0",
        "polar-biased | polar",
        "divides: false | divides: 3",
        "inputs: [chemical] | inputs: chemical",
        "format: blastema/1 | ",
        "initial: {kind: founders, count: 3} | initial: harmonic",
        "weight: 2 | wieght: 2",
        "  descent: | '  other:'",
        "label: 3 | mark: true",
        "stop: | stopp:",
        "[[1, 2], [3, 4]] | [[[1]]]",
        "bounds: [1, .inf] | bound: [1, 2]",
        "schedule: cosine | schedule: {kind: cosine, first: 2}"
      })
  void a_broken_scenario_is_not(String line, String replacement) {
    String broken = SOUND.replace(line, replacement == null ? "" : replacement);
    assertThat(broken).isNotEqualTo(SOUND);
    assertThat(check.accepts(yaml(broken))).isFalse();
  }

  @Test
  void every_reference_leads_somewhere_and_every_definition_is_used() {
    assertThat(check.references())
        .allSatisfy(reference -> assertThat(check.resolve(reference)).isNotNull());
    MapNode definitions = (MapNode) schema.get("$defs").orElseThrow();
    assertThat(check.references())
        .containsExactlyInAnyOrderElementsOf(
            definitions.entries().keySet().stream().map(name -> "#/$defs/" + name).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initial-state",
        "step",
        "potential",
        "record.goal",
        "metric",
        "estimator",
        "optimizer",
        "schedule"
      })
  void every_role_offers_its_keywords(String role) {
    MapNode definitions = (MapNode) schema.get("$defs").orElseThrow();
    assertThat(definitions.get(role)).isPresent();
  }

  @Test
  void entries_carry_description_unit_default_and_range() {
    MapNode definitions = (MapNode) schema.get("$defs").orElseThrow();
    MapNode growth = (MapNode) definitions.get("step.linear-growth").orElseThrow();
    MapNode rate = (MapNode) TreePath.node(growth.withPath(""), "properties.rate").orElseThrow();
    assertThat(rate.get("description").orElseThrow().inWords())
        .isEqualTo("'Growth rate. Unit: length/time.'");
    assertThat(rate.get("minimum").orElseThrow().inWords()).isEqualTo("'0.0'");
    MapNode radius =
        (MapNode) TreePath.node(growth.withPath(""), "properties.max-radius").orElseThrow();
    assertThat(radius.get("default").orElseThrow().inWords()).isEqualTo("'0.5'");
    assertThat(radius.get("exclusiveMinimum")).isPresent();
    assertThat(schema.get("$schema").orElseThrow().inWords()).contains("2020-12");
  }

  @Test
  void the_text_is_the_same_every_time() {
    assertThat(JsonSchema.text(Scenario.class, "Scenario", TestLanguage.keywords()))
        .isEqualTo(JsonSchema.text(Scenario.class, "Scenario", keywords));
  }
}
