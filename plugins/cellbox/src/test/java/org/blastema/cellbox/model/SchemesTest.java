package org.blastema.cellbox.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.blastema.autodiff.OdeGradient;
import org.blastema.autodiff.OdeSolver;
import org.blastema.cellbox.data.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All ways to solve and differentiate, held against each other. */
class SchemesTest {
  private static final int NODES = 5;
  private static final double[] TIMES = {0.7, 2, 2.5};
  private static final double[][] INPUTS = {{-0.5, 0, 0, 0.8, 0}, {0, 0, 0.3, 0, -1}};

  private static Network network() {
    Draws draws = new Draws(5, 0);
    double[] w = new double[NODES * NODES];
    double[][] others = new double[3][NODES];
    for (int k = 0; k < w.length; k++) {
      w[k] = draws.gaussian();
    }
    for (double[] other : others) {
      for (int i = 0; i < NODES; i++) {
        other[i] = 0.7 + 0.6 * draws.uniform();
      }
    }
    return new Network(NODES, w, others[0], others[1], others[2]);
  }

  private static boolean[] held() {
    boolean[] held = new boolean[NODES];
    held[3] = true;
    held[4] = true;
    return held;
  }

  private static double[][][] adjoint() {
    Draws draws = new Draws(6, 0);
    double[][][] adjoint = new double[INPUTS.length][TIMES.length][NODES];
    for (double[][] condition : adjoint) {
      for (double[] sample : condition) {
        Arrays.setAll(sample, i -> draws.gaussian());
      }
    }
    return adjoint;
  }

  private static double[] gradient(Scheme scheme, Setting setting, Network network) {
    Gradient sums = new Gradient(NODES);
    scheme.solve(network, setting, INPUTS, TIMES, true).pull(adjoint(), sums);
    return numbers(sums.values());
  }

  private static double[] numbers(Network network) {
    return Stream.of(network.weights(), network.scale(), network.decay(), network.gain())
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private static double value(Scheme scheme, Setting setting, Network network) {
    double[][][] states = scheme.solve(network, setting, INPUTS, TIMES, false).states();
    double[][][] adjoint = adjoint();
    double sum = 0;
    for (int c = 0; c < states.length; c++) {
      for (int m = 0; m < states[c].length; m++) {
        for (int i = 0; i < NODES; i++) {
          sum += adjoint[c][m][i] * states[c][m][i];
        }
      }
    }
    return sum;
  }

  static Stream<Scheme> accurate() {
    OdeSolver tsitouras = OdeSolver.tsitouras(1e-11, 1e-12, 0.1);
    OdeSolver stiff = OdeSolver.rosenbrock(1e-10, 1e-11, 0.1);
    return Stream.of(
        new WithFormula(tsitouras),
        new WithFormula(tsitouras.withGradient(OdeGradient.forwardSensitivities())),
        new WithFormula(tsitouras.withGradient(OdeGradient.continuousAdjoint(1e-10))),
        new WithFormula(OdeSolver.dormandPrince(1e-11, 1e-12, 0.1)),
        new WithFormula(stiff),
        new WithFormula(
            OdeSolver.rungeKutta4(1000).withGradient(OdeGradient.continuousAdjoint(1e-9))));
  }

  /** Steps of 1/200 of order 4: off by some 1e-10; tolerances of the others are below. */
  @ParameterizedTest
  @MethodSource("accurate")
  void gradients_of_all_solvers_agree_with_the_adjoint_of_small_steps(Scheme scheme) {
    Scheme small = new EqualSteps(FixedSteps.RUNGE_KUTTA_4, 0.005);
    double[] expected = gradient(small, Setting.STANDARD, network());
    double[] found = gradient(scheme, Setting.STANDARD, network());
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(found).containsExactly(expected, within(2e-7 * largest));
  }

  /** Bits may differ, as sums run in another order, but the steps are the same. */
  @Test
  void equal_steps_by_hand_and_by_formula_are_the_same_method() {
    double[] times = {1, 2};
    Scheme byHand = new EqualSteps(FixedSteps.HEUN, 0.1);
    Scheme byFormula = new WithFormula(OdeSolver.heun(20));
    double[][][] one = byHand.solve(network(), Setting.STANDARD, INPUTS, times, false).states();
    double[][][] two = byFormula.solve(network(), Setting.STANDARD, INPUTS, times, false).states();
    for (int c = 0; c < one.length; c++) {
      assertThat(Fixtures.flat(one[c])).containsExactly(Fixtures.flat(two[c]), within(1e-13));
    }
  }

  /** Central differences: off by h^2 times a third derivative and rounding over h. */
  @ParameterizedTest
  @EnumSource(FixedSteps.class)
  void the_adjoint_of_uneven_equal_steps_and_held_nodes(FixedSteps method) {
    for (Variant.Placement placement : Variant.Placement.values()) {
      Variant variant = new Variant(Envelope.TANH, placement, 1);
      assertDifferences(new EqualSteps(method, 0.3), new Setting(variant, held(), null));
    }
  }

  @Test
  void forward_sensitivities_and_adjoint_of_held_nodes_agree_with_differences() {
    Setting setting = new Setting(Variant.STANDARD, held(), null);
    OdeSolver solver = OdeSolver.rungeKutta4(25);
    assertDifferences(new WithFormula(solver), setting);
    assertDifferences(
        new WithFormula(solver.withGradient(OdeGradient.forwardSensitivities())), setting);
  }

  private static void assertDifferences(Scheme scheme, Setting setting) {
    Network network = network();
    double[] gradient = gradient(scheme, setting, network);
    double h = 1e-4;
    int at = 0;
    for (double[] numbers :
        List.of(network.weights(), network.scale(), network.decay(), network.gain())) {
      for (int k = 0; k < numbers.length; k++) {
        double kept = numbers[k];
        numbers[k] = kept + h;
        double up = value(scheme, setting, network);
        numbers[k] = kept - h;
        double down = value(scheme, setting, network);
        numbers[k] = kept;
        assertThat(gradient[at++]).isCloseTo((up - down) / (2 * h), within(1e-6));
      }
    }
  }

  /** With shrinking steps, the published rule for held nodes tends to a rate of 0. */
  @Test
  void held_nodes_stay() {
    Setting setting = new Setting(Variant.STANDARD, held(), null);
    double[][][] fine =
        new EqualSteps(FixedSteps.HEUN, 1e-3)
            .solve(network(), setting, INPUTS, TIMES, false)
            .states();
    double[][][] exact =
        new WithFormula(OdeSolver.tsitouras(1e-9, 1e-10, 0.1))
            .solve(network(), setting, INPUTS, TIMES, false)
            .states();
    for (int c = 0; c < INPUTS.length; c++) {
      assertThat(fine[c][2][3]).isEqualTo(INPUTS[c][3]);
      assertThat(exact[c][2][4]).isEqualTo(INPUTS[c][4]);
      assertThat(Fixtures.flat(fine[c])).containsExactly(Fixtures.flat(exact[c]), within(2e-3));
    }
  }

  @Test
  void along_edges_is_the_same_as_among_all_pairs() {
    Network network = network();
    boolean[] allowed = new boolean[NODES * NODES];
    for (int k = 0; k < allowed.length; k++) {
      allowed[k] = k % 3 != 0;
      if (!allowed[k]) {
        network.weights()[k] = 0;
      }
    }
    for (int degree = 1; degree <= 2; degree++) {
      Variant variant = new Variant(Envelope.TANH, Variant.Placement.INSIDE, degree);
      Setting dense = new Setting(variant, null, null);
      Edges edges = Edges.of(NODES, allowed);
      assertThat(edges.count()).isEqualTo(16);
      Scheme scheme = new EqualSteps(FixedSteps.HEUN, 0.3);
      double[] expected = gradient(scheme, dense, network);
      double[] found = gradient(scheme, dense.along(edges), network);
      for (int k = 0; k < expected.length; k++) {
        boolean counts = k >= allowed.length || allowed[k];
        assertThat(counts ? found[k] : expected[k]).isCloseTo(expected[k], within(1e-12));
      }
    }
  }

  @Test
  void a_course_without_record_has_no_derivatives() {
    Course course =
        new EqualSteps(FixedSteps.EULER, 0.1)
            .solve(network(), Setting.STANDARD, INPUTS, TIMES, false);
    assertThatThrownBy(() -> course.pull(adjoint(), new Gradient(NODES)))
        .isInstanceOf(IllegalStateException.class);
  }
}
