package org.blastema.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.event.SetField.Configuration;
import org.blastema.kernel.event.SetField.How;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.Chemicals;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.ParameterSpec.Initial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SetFieldTest {
  private static final CellTypes TYPES =
      new CellTypes(
          List.of(
              new CellType("a", true, List.of(true, true), List.of(0.0, 0.0)),
              new CellType("b", true, List.of(true, true), List.of(0.0, 0.0))));
  private static final List<Parameter> ONES =
      List.of(Parameter.constant("1", 1), Parameter.constant("2", 1));

  private static final BuildContext CONTEXT =
      new BuildContext() {
        @Override
        public long seed() {
          return 1;
        }

        @Override
        public <X> Optional<X> find(Class<X> type) {
          return List.of(TYPES, new Chemicals(List.of("x", "y"), ONES, ONES), new FreeSpace(2))
              .stream()
              .filter(type::isInstance)
              .map(type::cast)
              .findFirst();
        }

        @Override
        public Path file(String name) {
          throw new UnsupportedOperationException(name);
        }
      };

  private static SetField step(String field, int component, How how, List<String> types) {
    ParameterSpec value =
        new ParameterSpec("value", new Initial.Written(List.of(List.of(3.0))), true, -9, 9);
    return SetField.create(
        new Configuration(field, component, List.of(2), value, how, types), CONTEXT);
  }

  private static CellState state(StepBench bench) {
    return bench
        .state(new int[] {0, 1, 0}, new double[][] {{0, 0}, {1, 0}, {2, 0}}, 0.5)
        .with("secretion", Var.ofRows(new double[][] {{1, 2}, {3, 4}, {5, 6}}));
  }

  @ParameterizedTest
  @CsvSource({"SET, 3", "ADD, 7", "MULTIPLY, 12"})
  void aComponentOfSomeCellsChangesInTheStepThatIsSaid(How how, double expected) {
    StepBench bench = new StepBench(2, 1, step("secretion", 1, how, List.of("b")));
    CellState before = state(bench);
    assertThat(bench.run(before, 1).get("secretion").data())
        .isEqualTo(before.get("secretion").data());
    assertThat(bench.run(before, 2).get("secretion").toRows())
        .isEqualTo(new double[][] {{1, 2}, {3, expected}, {5, 6}});
    assertThat(bench.run(before, 3).get("secretion").get(1, 1)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void derivativesByTheValueAndTheField(How how) {
    SetField step = step("radius", 0, how, List.of("a"));
    StepBench bench = new StepBench(2, 1, step);
    CellState state = bench.run(bench.state(new int[] {0, 1, 0}, new double[3][2], 0.5));
    StepBench.Goal squares = new StepBench.Goal(s -> s.radius().square().sum(), 0);
    double[] byValue = bench.gradient(state, squares, step.parameters().get(0), null);
    double[] byField = bench.gradient(state, squares, null, "radius");
    // two cells of type a, radius 0.5, value 3: 2 * (0.5 + 3) each, or 2 * 3, or 2 * 1.5 * 0.5
    double value =
        switch (how) {
          case SET -> 2 * 6.0;
          case ADD -> 2 * 7.0;
          case MULTIPLY -> 2 * 1.5;
        };
    double field =
        switch (how) {
          case SET -> 0;
          case ADD -> 7;
          case MULTIPLY -> 9;
        };
    assertThat(byValue[0]).isCloseTo(value, within(1e-13));
    assertThat(byField[0]).isCloseTo(field, within(1e-13));
    assertThat(byField[1]).isCloseTo(1, within(1e-13));
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> step("secretion", 2, How.SET, List.of()))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("the last component of 'secretion' is 1");
    assertThatThrownBy(() -> step("radius", 0, How.SET, List.of("c")))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("unknown cell type 'c'");
  }
}
