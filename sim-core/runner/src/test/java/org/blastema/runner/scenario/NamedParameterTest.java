package org.blastema.runner.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Parameter;
import org.blastema.runner.testing.TestLanguage;
import org.blastema.runner.tree.InvalidInput;
import org.junit.jupiter.api.Test;

class NamedParameterTest {
  private static final String SCENARIO =
      """
      format: blastema/1
      parameters:
        depth: {value: 2, train: true}
      cell-types: {a: {}}
      initial: founders
      steps:
        one: {kind: descent, potential: {kind: morse, epsilon: $depth}}
        two: {kind: descent, potential: {kind: morse, epsilon: $depth}}
        genes: {kind: gene-network, inputs: [chemical, stress], weights: 1}
      stop: {steps: 1}
      """;

  private static final BuildContext CONTEXT =
      new BuildContext() {
        @Override
        public long seed() {
          return 1;
        }

        @Override
        public <X> Optional<X> find(Class<X> type) {
          return Optional.empty();
        }

        @Override
        public Path file(String name) {
          return Path.of(name);
        }
      };

  private static Scenario read(String yaml) {
    return new ScenarioReader(TestLanguage.keywords())
        .parse(yaml, Path.of("x.yaml"), Adjustments.NONE)
        .scenario();
  }

  private static Parameter parameter(Scenario scenario, String step) {
    Step built = scenario.steps().get(step).build(CONTEXT);
    return built.parameters().getFirst();
  }

  @Test
  void all_who_refer_to_a_name_share_one_parameter() {
    Scenario scenario = read(SCENARIO);
    Parameter one = parameter(scenario, "one");
    assertThat(one.path()).isEqualTo("parameters.depth");
    assertThat(one.trained()).isTrue();
    assertThat(one.values()).containsExactly(2);
    assertThat(parameter(scenario, "two")).isSameAs(one);
  }

  @Test
  void numbers_that_are_written_in_place_are_parameters_of_their_own() {
    Scenario scenario =
        read(
            SCENARIO.replace(
                "two: {kind: descent, potential: {kind: morse, epsilon: $depth}}", "two: descent"));
    assertThat(parameter(scenario, "two")).isNotSameAs(parameter(scenario, "one"));
    assertThat(parameter(scenario, "two").path()).isEqualTo("steps.two.potential.epsilon");
  }

  @Test
  void a_trained_parameter_has_one_shape() {
    Scenario scenario = read(SCENARIO.replace("weights: 1", "weights: $depth"));
    assertThat(parameter(scenario, "one").size()).isEqualTo(1);
    assertThatThrownBy(() -> parameter(scenario, "genes"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "x.yaml:3:10: parameters.depth: is trained as 1 x 1 numbers"
                + " and cannot be 2 x 1 numbers elsewhere");
  }

  @Test
  void a_constant_fills_every_shape() {
    Scenario scenario =
        read(SCENARIO.replace("weights: 1", "weights: $depth").replace(", train: true", ""));
    assertThat(parameter(scenario, "one").values()).containsExactly(2);
    assertThat(parameter(scenario, "genes").values()).containsExactly(2, 2);
  }
}
