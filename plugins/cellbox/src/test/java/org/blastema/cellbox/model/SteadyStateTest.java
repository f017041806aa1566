package org.blastema.cellbox.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.blastema.autodiff.NumericalFailure;
import org.blastema.cellbox.data.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SteadyStateTest {
  private static final int NODES = 6;

  private static Network network() {
    Draws draws = new Draws(3, 0);
    double[] w = new double[NODES * NODES];
    double[] scale = new double[NODES];
    double[] decay = new double[NODES];
    double[] gain = new double[NODES];
    for (int k = 0; k < w.length; k++) {
      w[k] = 0.3 * draws.gaussian();
    }
    for (int i = 0; i < NODES; i++) {
      scale[i] = 0.7 + 0.5 * draws.uniform();
      decay[i] = 0.9 + 0.5 * draws.uniform();
      gain[i] = 0.5 + draws.uniform();
    }
    return new Network(NODES, w, scale, decay, gain);
  }

  private static double[][] inputs() {
    return new double[][] {{-0.5, 0, 0, 0.8, 0, 0}, {0, 0, 0.3, 0, 0, -1}};
  }

  /** Ten stable decades of time are as good as for ever: what is left is below e^-40. */
  @ParameterizedTest
  @EnumSource(Variant.Placement.class)
  void is_where_steps_in_time_end(Variant.Placement placement) {
    Variant variant = new Variant(Envelope.TANH, placement, 1);
    Solution solution =
        new Solution(network(), variant, FixedSteps.RUNGE_KUTTA_4, 0.2, null, inputs());
    solution.advance(1000);
    double[][] rest = new SteadyState(network(), variant, inputs()).states();
    assertThat(Fixtures.flat(rest)).containsExactly(Fixtures.flat(solution.state()), within(1e-9));
  }

  /**
   * Central differences with step h are off by h^2 times a third derivative, and by rounding / h.
   */
  @ParameterizedTest
  @EnumSource(Variant.Placement.class)
  void has_the_implicit_gradient(Variant.Placement placement) {
    Variant variant = new Variant(Envelope.TANH, placement, 1);
    Network network = network();
    Gradient sums = new Gradient(NODES);
    SteadyState rest = new SteadyState(network, variant, inputs());
    double[][] adjoint = new double[2][NODES];
    adjoint[0][2] = 1;
    adjoint[1][4] = -0.5;
    rest.pull(adjoint, sums);
    Network g = sums.values();
    assertDifferences(g.weights(), network.weights(), network, variant);
    assertDifferences(g.scale(), network.scale(), network, variant);
    assertDifferences(g.decay(), network.decay(), network, variant);
    assertDifferences(g.gain(), network.gain(), network, variant);
  }

  private static void assertDifferences(
      double[] gradient, double[] numbers, Network network, Variant variant) {
    double h = 1e-4;
    for (int k = 0; k < numbers.length; k++) {
      double kept = numbers[k];
      numbers[k] = kept + h;
      double up = value(network, variant);
      numbers[k] = kept - h;
      double down = value(network, variant);
      numbers[k] = kept;
      assertThat(gradient[k]).isCloseTo((up - down) / (2 * h), within(1e-6));
    }
  }

  private static double value(Network network, Variant variant) {
    double[][] x = new SteadyState(network, variant, inputs()).states();
    return x[0][2] - 0.5 * x[1][4];
  }

  @Test
  void says_which_condition_does_not_come_to_rest() {
    Network spinning = Network.of(2, new double[] {0, 3, -3, 0}, 1);
    assertThatThrownBy(
            () -> new SteadyState(spinning, Variant.STANDARD, new double[][] {{0, 0}, {0.5, 0}}))
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("no convergence in condition 1");
  }
}
