package org.blastema.runner.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.ParameterSpec.Initial;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.testing.TestLanguage;
import org.junit.jupiter.api.Test;

class ResolvedScenarioTest {
  private static final Path FILE = Path.of("scenarios/x.yaml");

  private static final String WRITTEN =
      """
      format: blastema/1
      info: {title: "Growth: a test", references: ["doi:10/1", 'it''s "quoted"', "1.5", "true", ""]}
      units: {length: um, time: h}
      seed: 9007199254740993
      parameters:
        pull: {value: 4, train: true}
        wide: 2 mm
      space: {dimensions: 2}
      chemicals: {morphogen: {decay: 0.1, diffusion: 3}}
      cell-types: {a: , b: {divides: false}}
      initial: founders
      dt: 30 min
      steps:
        late: {kind: linear-growth, rate: 0.5 mm/h, max-radius: $wide}
        early: {kind: descent, steps: 1_000, potential: {epsilon: $pull, kind: morse, alpha: [1, 2, 0.1]}}
        plain: descent
        genes: {kind: gene-network, hidden: 2, weights: [[1, 0.1], [-2e-30, 1e22]], fixed: {x: .inf}}
        division: {label: "no: #1"}
      stop: {time: 2 d, steps: 10}
      outputs: {every: 5, columns: [radius]}
      train:
        objective: {first: axial-spread, axial-spread: {weight: -2, axis: z}}
      """;

  private final Keywords keywords = TestLanguage.keywords();

  private LoadedScenario read(String yaml) {
    return new ScenarioReader(keywords).parse(yaml, FILE, Adjustments.NONE);
  }

  private static Scenario withoutParameters(Scenario s) {
    return new Scenario(
        s.format(),
        s.info(),
        s.units(),
        s.seed(),
        Map.of(),
        s.space(),
        s.chemicals(),
        s.cellTypes(),
        s.initial(),
        s.dt(),
        s.steps(),
        s.stop(),
        s.outputs(),
        s.metrics(),
        s.checks(),
        s.train(),
        s.fit());
  }

  @Test
  void reading_the_resolved_scenario_gives_the_same_scenario_and_the_same_text() {
    LoadedScenario first = read(WRITTEN);
    LoadedScenario second = read(first.resolved());
    assertThat(second.scenario().parameters()).containsOnlyKeys("pull");
    assertThat(withoutParameters(second.scenario())).isEqualTo(withoutParameters(first.scenario()));
    assertThat(second.resolved()).isEqualTo(first.resolved());
  }

  @Test
  void defaults_and_conversions_are_written_out() {
    String written = WRITTEN.replace("alpha: [1, 2, 0.1]", "alpha: {init: normal}");
    assertThat(read(written).resolved())
        .isEqualTo(
            """
            format: blastema/1
            info:
              title: "Growth: a test"
              authors: []
              references: ["doi:10/1", "it's \\"quoted\\"", "1.5", "true", ""]
            units:
              length: um
              time: h
            seed: 9007199254740993
            parameters:
              pull:
                value: 4
                train: true
            space:
              dimensions: 2
              sides: {}
            chemicals:
              morphogen:
                diffusion: 3
                decay: 0.1
            cell-types:
              a:
                divides: true
                secretes: {}
                takes-up: {}
                behaviors: {}
              b:
                divides: false
                secretes: {}
                takes-up: {}
                behaviors: {}
            initial:
              kind: founders
              count: 1
            dt: 0.5
            steps:
              late:
                kind: linear-growth
                rate: 500
                max-radius: 2000
              early:
                kind: descent
                steps: 1000
                step-size: 8e-4
                potential:
                  kind: morse
                  epsilon: $pull
                  alpha:
                    init: normal
                    scale: 1
                  window:
                    onset: 1.7
                    cutoff: 2
              plain:
                kind: descent
                steps: 25
                step-size: 8e-4
                potential:
                  kind: morse
                  epsilon: 3
                  alpha: 2.8
                  window:
                    onset: 1.7
                    cutoff: 2
              genes:
                kind: gene-network
                inputs: []
                outputs: [division]
                hidden: 2
                weights:
                  - [1, 0.1]
                  - [-2e-30, 1e22]
                fixed:
                  x: .inf
              division:
                kind: division
                direction: random
                mark: true
                label: "no: #1"
            stop:
              steps: 10
              time: 48
            outputs:
              every: 5
              columns: [radius]
            metrics: {}
            checks: []
            train:
              objective:
                first:
                  kind: axial-spread
                  axis: "y"
                  weight: 1
                  schedule:
                    kind: constant
                axial-spread:
                  kind: axial-spread
                  axis: z
                  weight: -2
                  schedule:
                    kind: constant
              estimator:
                kind: score-function
                discount: 1
                baseline:
                  kind: leave-one-out
                normalization: none
                history: full
                score-first-step: true
                pathwise: true
              optimizer:
                kind: adam
                learning-rate: 0.005
                schedule:
                  kind: constant
                beta1: 0.9
                beta2: 0.999
                epsilon: 1e-8
                weight-decay: 0
                clip-norm: .inf
              penalties: []
              epochs: 100
              rollouts: 8
              memory: fast
              result: last
              evaluation: 1
              tissues: 10
              variants: {}
            """);
  }

  @Test
  void a_named_parameter_keeps_its_path_wherever_it_is_used() {
    String yaml =
        WRITTEN
            .replace("epsilon: $pull", "epsilon: {value: 2, train: true, bounds: [0, 5]}")
            .replace("diffusion: 3", "diffusion: $spread")
            .replace(
                "pull: {value: 4, train: true}",
                "spread: {value: 1.2, unit: mm^2/d, train: true, bounds: [0.6, .inf]}");
    LoadedScenario loaded = read(yaml);
    ParameterSpec spread = loaded.scenario().chemicals().get("morphogen").diffusion();
    assertThat(spread)
        .isEqualTo(
            new ParameterSpec(
                "parameters.spread",
                new Initial.Shared(new Initial.Written(List.of(List.of(50_000.0)))),
                true,
                25_000,
                Double.POSITIVE_INFINITY));
    assertThat(loaded.resolved()).contains("diffusion: $spread").contains("bounds: [25000, .inf]");
    TestLanguage.Morse morse =
        (TestLanguage.Morse)
            ((TestLanguage.Descent) loaded.scenario().steps().get("early").configuration())
                .potential()
                .configuration();
    assertThat(morse.epsilon())
        .isEqualTo(
            new ParameterSpec(
                "steps.early.potential.epsilon",
                new Initial.Written(List.of(List.of(2.0))),
                true,
                0,
                5));
  }

  @Test
  void steps_keep_the_order_of_the_file() {
    assertThat(read(WRITTEN).scenario().steps().keySet())
        .containsExactly("late", "early", "plain", "genes", "division");
  }
}
