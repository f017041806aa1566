package org.blastema.kernel.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.Tissues;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensingTest {
  private final Parameter epsilon = Parameter.trained("epsilon", 1, 1, 3);

  /** Two soft spheres: r U'(r) = -epsilon (1 - r) r at sigma = 1; half of it over 2 d V each. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void pressureOfTwoOverlappingCellsIsThatOfTheVirial(int d) {
    StepBench bench = new StepBench(d, 1, new VirialPressure(new SoftSphere(epsilon), d));
    double[][] x = new double[2][d];
    x[1][1] = 0.8;
    double volume = d == 2 ? Math.PI * 0.25 : 4 * Math.PI / 3 * 0.125;
    double expected = 3 * 0.2 * 0.8 / (2 * d * volume);
    double[] pressure = bench.run(bench.state(x, 0.5)).get("pressure").toArray();
    assertThat(pressure[0]).isCloseTo(expected, within(1e-14));
    assertThat(pressure[1]).isCloseTo(expected, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void pressureDoesNotDependOnTheAxesButPairwiseStressDoes(int d) {
    Morse morse = new Morse(epsilon, Parameter.constant("alpha", 2.8), Window.Relative.STANDARD);
    StepBench bench =
        new StepBench(d, 1, new VirialPressure(morse, d), new PairwiseStress(morse, d, 0.005));
    double[][] x = Tissues.scattered(5, 15, d, 3, 0.7);
    CellState still = bench.run(bench.state(x, Tissues.radii(15)));
    CellState turned = bench.run(bench.state(Tissues.moved(x, 0.6, 2), Tissues.radii(15)));
    assertThat(Tissues.discrepancy(turned.get("pressure").data(), still.get("pressure").data()))
        .isLessThan(1e-11);
    assertThat(Tissues.discrepancy(turned.get("stress").data(), still.get("stress").data()))
        .isGreaterThan(1e-3);
  }

  @Test
  void sensedFieldsAreDifferentiable() {
    Morse morse = new Morse(epsilon, Parameter.constant("alpha", 2.8), Window.Relative.STANDARD);
    for (Step step : List.of(new VirialPressure(morse, 3), new PairwiseStress(morse, 3, 0.005))) {
      StepBench bench = new StepBench(3, 1, step);
      String field = step.writes().get(0).name();
      StepBench.Goal squares = new StepBench.Goal(state -> weighted(state.get(field)), 0);
      CellState state = bench.state(Tissues.scattered(6, 10, 3, 2.5, 0.7), Tissues.radii(10));
      assertThat(bench.gradient(state, squares, epsilon, null)[0])
          .isCloseTo(bench.differences(state, squares, epsilon, null, 1e-4)[0], within(1e-7));
      for (String input : List.of("position", "radius")) {
        double[] differences = bench.differences(state, squares, null, input, 1e-5);
        assertThat(Tissues.discrepancy(bench.gradient(state, squares, null, input), differences))
            .isLessThan(1e-6);
      }
    }
  }

  private static Var weighted(Var values) {
    double[] weights = new double[values.rows()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.sin(i + 1);
    }
    return values.times(Var.column(weights)).sum();
  }
}
