package org.blastema.cellbox.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.blastema.autodiff.OdeGradient;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The equation of CellBox.jl against values of an independent program at high accuracy. */
class ContinuousFixturesTest {
  private static final JsonNode CASE = Fixtures.read().get("continuous").get(0);
  private static final double STATES = 1e-9;
  private static final double GRADIENTS = 1e-7;
  private static final double RELATIVE = 1e-10;
  private static final double ABSOLUTE = 1e-12;

  private final double[][] u = negative(Fixtures.matrix(CASE.get("u")));
  private final double[] times = Fixtures.vector(CASE.get("times"));
  private final int n = CASE.get("nodes").size();
  private final double[] weights = Fixtures.flat(Fixtures.matrix(CASE.get("W_eval")));
  private final double[] scale = Fixtures.vector(CASE.get("alpha_eval"));

  private static double[][] negative(double[][] table) {
    for (double[] row : table) {
      Arrays.setAll(row, k -> -row[k]);
    }
    return table;
  }

  static Stream<OdeSolver> adaptive() {
    return Stream.of(
        OdeSolver.dormandPrince(RELATIVE, ABSOLUTE, 0.1),
        OdeSolver.tsitouras(RELATIVE, ABSOLUTE, 0.1),
        OdeSolver.rosenbrock(RELATIVE, ABSOLUTE, 0.1));
  }

  static Stream<OdeSolver> differentiated() {
    OdeSolver solver = OdeSolver.dormandPrince(RELATIVE, ABSOLUTE, 0.1);
    return Stream.of(
        solver,
        solver.withGradient(OdeGradient.continuousAdjoint(RELATIVE)),
        solver.withGradient(OdeGradient.forwardSensitivities()));
  }

  private Var ones() {
    return Var.filled(1, n, 1);
  }

  @ParameterizedTest
  @MethodSource("adaptive")
  void states_of_adaptive_solvers(OdeSolver solver) {
    Var x =
        new Equation(n, Variant.STANDARD)
            .solveAt(
                solver,
                Var.zeros(u.length, n),
                Var.ofRows(u),
                Var.ofRows(Fixtures.matrix(CASE.get("W_eval"))),
                Var.row(scale),
                ones(),
                ones(),
                times);
    for (int c = 0; c < u.length; c++) {
      double[][] expected = Fixtures.matrix(CASE.get("x_eval").get(c));
      for (int m = 0; m < times.length; m++) {
        for (int i = 0; i < n; i++) {
          assertThat(x.get(c, m * n + i)).isCloseTo(expected[m][i], within(STATES));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("differentiated")
  void gradients_of_the_mean_square(OdeSolver solver) {
    for (int samples : new int[] {3, 5}) {
      Tape tape = new Tape();
      Var w = tape.input(Var.ofRows(Fixtures.matrix(CASE.get("W_eval"))));
      Var alpha = tape.input(Var.row(scale));
      Var inputs = tape.input(Var.ofRows(u));
      Var start = tape.input(Var.zeros(u.length, n));
      Var x =
          new Equation(n, Variant.STANDARD)
              .solveAt(
                  solver, start, inputs, w, alpha, ones(), ones(), Arrays.copyOf(times, samples));
      Var loss = x.minus(Var.ofRows(targets(samples))).square().mean();
      tape.seed(loss, 1);
      tape.sweep();
      JsonNode expected = CASE.get("mse_first" + samples);
      assertThat(loss.item()).isCloseTo(expected.get("loss").asDouble(), within(STATES));
      assertClose(tape.adjoint(w), columns(Fixtures.matrix(expected.get("grad_W"))));
      assertClose(tape.adjoint(alpha), Fixtures.vector(expected.get("grad_alpha")));
      assertClose(tape.adjoint(start), columns(Fixtures.matrix(expected.get("grad_x0"))));
      assertClose(tape.adjoint(inputs), columns(negative(Fixtures.matrix(expected.get("grad_u")))));
    }
  }

  private double[][] targets(int samples) {
    double[][] rows = new double[u.length][];
    for (int c = 0; c < rows.length; c++) {
      double[][] all = Fixtures.matrix(CASE.get("target").get(c));
      rows[c] = Fixtures.flat(Arrays.copyOf(all, samples));
    }
    return rows;
  }

  private static double[] columns(double[][] rows) {
    double[] flat = new double[rows.length * rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      for (int k = 0; k < rows[r].length; k++) {
        flat[k * rows.length + r] = rows[r][k];
      }
    }
    return flat;
  }

  /** The fourth-order method with step h is off by a constant times h^4; here below 1e-9. */
  @Test
  void jacobian_of_fine_equal_steps() {
    Network network = new Network(n, weights, scale, ones().toArray(), ones().toArray());
    Solution solution =
        new Solution(
            network, Variant.STANDARD, FixedSteps.RUNGE_KUTTA_4, 0.02, null, new double[][] {u[0]});
    SampleGrid grid = new SampleGrid(times, 0.02);
    double[][][] states = new double[1][times.length][n];
    double[][][] derivatives = new double[1][times.length * n][Jacobian.columns(n, false)];
    new Jacobian(solution, false).solve(grid, times.length, states, derivatives);
    double[][] expected = Fixtures.matrix(CASE.get("sens_last_time_condition0").get("S"));
    double largest = Arrays.stream(Fixtures.flat(expected)).map(Math::abs).max().orElse(0);
    int last = (times.length - 1) * n;
    for (int i = 0; i < n; i++) {
      assertThat(states[0][times.length - 1][i])
          .isCloseTo(
              CASE.get("x_eval").get(0).get(times.length - 1).get(i).asDouble(), within(STATES));
      for (int k = 0; k < n; k++) {
        assertThat(derivatives[0][last + i][n * n + k])
            .isCloseTo(expected[i][k], within(GRADIENTS * largest));
      }
      for (int k = 0; k < n * n; k++) {
        assertThat(derivatives[0][last + i][k])
            .isCloseTo(expected[i][n + k], within(GRADIENTS * largest));
      }
    }
  }

  private static void assertClose(double[] found, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(found).containsExactly(expected, within(GRADIENTS * largest));
  }
}
