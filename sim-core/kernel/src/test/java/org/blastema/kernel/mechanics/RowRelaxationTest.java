package org.blastema.kernel.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;

/**
 * A row of 11 cells, every one of which overlaps the next by half, pushes itself apart with forces
 * {@code k (1 - d)}. The overlaps e of neighbors follow {@code de/dt = -k A e} with the tridiagonal
 * matrix A of 2 and -1, whose eigenvalues are {@code 2 - 2 cos(m pi / 11)} and whose eigenvectors
 * are sines, so that the width and its derivative by k are sums over ten modes.
 */
class RowRelaxationTest {
  private static final int CELLS = 11;
  private static final double STIFFNESS = 18.2816648;
  private static final StepBench.Goal WIDTH =
      new StepBench.Goal(
          state -> {
            Var x = state.position().column(0);
            return x.gatherRows(CELLS - 1).minus(x.gatherRows(0));
          },
          0);

  private final Parameter stiffness = Parameter.trained("k", 1, 1, STIFFNESS);

  /** Sum over the modes of (their share of the first overlaps) x f(eigenvalue). */
  private static double modes(DoubleUnaryOperator f) {
    double sum = 0;
    for (int m = 1; m < CELLS; m++) {
      double overlap = 0;
      for (int i = 1; i < CELLS; i++) {
        overlap += Math.sqrt(2.0 / CELLS) * Math.sin(m * Math.PI * i / CELLS);
      }
      sum += 0.5 * overlap * overlap * f.applyAsDouble(2 - 2 * Math.cos(m * Math.PI / CELLS));
    }
    return sum;
  }

  private StepBench bench(int steps) {
    return new StepBench(2, 1, new Descent(new SoftSphere(stiffness), 2, steps, 1.0 / steps));
  }

  private static CellState row(StepBench bench) {
    double[][] x = new double[CELLS][2];
    for (int i = 0; i < CELLS; i++) {
      x[i][0] = 0.5 * i;
    }
    return bench.state(x, 0.5);
  }

  /** Rounding: 1000 steps add up some ten thousand ulps of a width of 10 at most. */
  @Test
  void widthAndItsDerivativeAreThoseOfTheDifferenceEquation() {
    int steps = 1000;
    double h = 1.0 / steps;
    StepBench bench = bench(steps);
    CellState row = row(bench);
    Var x = bench.run(row).position();
    assertThat(x.get(CELLS - 1, 0) - x.get(0, 0))
        .isCloseTo(10 - modes(l -> Math.pow(1 - h * STIFFNESS * l, steps)), within(1e-11));
    assertThat(bench.gradient(row, WIDTH, stiffness, null)[0])
        .isCloseTo(modes(l -> l * Math.pow(1 - h * STIFFNESS * l, steps - 1)), within(1e-11));
  }

  /** Errors of Euler's steps are halved with the steps, so two runs tell where they lead. */
  @Test
  void theDerivativeTendsToThatOfTheDifferentialEquation() {
    double exact = modes(l -> l * Math.exp(-STIFFNESS * l));
    double[] found = new double[2];
    for (int k = 0; k < 2; k++) {
      StepBench bench = bench(1000 << k);
      found[k] = bench.gradient(row(bench), WIDTH, stiffness, null)[0];
    }
    assertThat((found[0] - exact) / (found[1] - exact)).isBetween(1.9, 2.1);
    assertThat(2 * found[1] - found[0]).isCloseTo(exact, within(1e-4 * exact));
  }
}
