package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SymmetricSystemTest {
  private static final int SIDE = 5;
  private static final int N = SIDE * SIDE;

  /** Decay at every node of a grid and exchange between neighbors: rows, columns. */
  private static int[][] pattern() {
    int[] rows = new int[3 * N];
    int[] columns = new int[3 * N];
    int count = 0;
    for (int i = 0; i < N; i++) {
      for (int j : new int[] {i, i % SIDE == 0 ? -1 : i - 1, i - SIDE}) {
        if (j >= 0) {
          rows[count] = i;
          columns[count++] = j;
        }
      }
    }
    return new int[][] {
      java.util.Arrays.copyOf(rows, count), java.util.Arrays.copyOf(columns, count)
    };
  }

  private static final int[][] PATTERN = pattern();
  private static final SymmetricSystem GRID = SymmetricSystem.of(N, PATTERN[0], PATTERN[1]);

  private static Var values(Random random) {
    double[] values = new double[PATTERN[0].length];
    for (int k = 0; k < values.length; k++) {
      values[k] = PATTERN[0][k] == PATTERN[1][k] ? 4.2 + random.nextDouble() : -random.nextDouble();
    }
    return Var.column(values);
  }

  /** The same matrix as a dense array of the same values. */
  private static Var dense(Var values) {
    int entries = PATTERN[0].length;
    int[] lower = new int[entries];
    int[] upper = new int[entries];
    double[] offDiagonal = new double[entries];
    for (int k = 0; k < entries; k++) {
      lower[k] = PATTERN[1][k] * N + PATTERN[0][k];
      upper[k] = PATTERN[0][k] * N + PATTERN[1][k];
      offDiagonal[k] = PATTERN[0][k] == PATTERN[1][k] ? 0 : 1;
    }
    return values
        .scatterAddRows(lower, N * N)
        .plus(values.times(Var.column(offDiagonal)).scatterAddRows(upper, N * N))
        .reshape(N, N);
  }

  @Test
  void solutionAndGradientAreThoseOfTheDenseMatrix() {
    Random random = new Random(1);
    Var values = values(random);
    Var right = Var.of(N, 2, random.doubles(2 * N, -1, 1).toArray());
    double[] weights = random.doubles(2 * N, -1, 1).toArray();
    double[][] results = new double[2][];
    double[][] byValues = new double[2][];
    double[][] byRight = new double[2][];
    for (int way = 0; way < 2; way++) {
      Tape tape = new Tape();
      Var a = tape.input(values);
      Var b = tape.input(right);
      Var x = way == 0 ? GRID.solve(a, b) : Var.solve(dense(a), b);
      tape.seed(x, weights);
      tape.sweep();
      results[way] = x.data();
      byValues[way] = tape.adjoint(a);
      byRight[way] = tape.adjoint(b);
    }
    assertThat(results[0]).containsExactly(results[1], within(1e-12));
    assertThat(byValues[0]).containsExactly(byValues[1], within(1e-12));
    assertThat(byRight[0]).containsExactly(byRight[1], within(1e-12));
  }

  @Test
  void gradientAgreesWithDifferences() {
    SymmetricSystem small =
        SymmetricSystem.of(3, new int[] {0, 1, 1, 2, 2, 1}, new int[] {0, 0, 1, 2, 1, 0});
    GradCheck.function(
            v -> small.solve(v[0], v[1]).square().sum(),
            Var.column(3, -0.4, 2, 5, 1, -0.3),
            Var.column(1, -2, 0.5))
        .assertPasses(1e-9);
  }

  @Test
  void diagonalEntriesOfVeryDifferentSizesDoNoHarm() {
    SymmetricSystem diagonal =
        SymmetricSystem.of(4, new int[] {0, 1, 2, 3, 3}, new int[] {0, 1, 2, 3, 2});
    // in units in which the diagonal is 1, all of this is of size 1
    double[] unit = {1e-4, 1, 1e4, 1e2};
    Var x =
        diagonal
            .withLimit(3)
            .solve(
                Var.column(1e-8, 1, 1e8, 1e4, 5e5),
                Var.column(1e-4, 2, (3 + 0.5 * 4) * 1e4, (4 + 0.5 * 3) * 1e2));
    for (int k = 0; k < 4; k++) {
      assertThat(x.get(k, 0) * unit[k]).isCloseTo(k + 1, within(1e-11));
    }
  }

  @Test
  void saysWhatIsWrong() {
    SymmetricSystem pair = SymmetricSystem.of(2, new int[] {0, 1, 1}, new int[] {0, 0, 1});
    Var right = Var.column(1, -1);
    assertThatThrownBy(() -> pair.solve(Var.column(1, 2, 1), right))
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("not positive definite");
    assertThatThrownBy(() -> pair.solve(Var.column(1, 0.5, -1), right))
        .isInstanceOfSatisfying(
            NumericalFailure.class, failure -> assertThat(failure.row()).isEqualTo(1));
    assertThatThrownBy(() -> GRID.withLimit(2).solve(values(new Random(2)), Var.filled(N, 1, 1)))
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("2 products");
    assertThatThrownBy(() -> pair.solve(Var.column(1, 2), right))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 values");
    assertThatThrownBy(() -> SymmetricSystem.of(2, new int[] {0}, new int[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lower triangle");
    assertThatThrownBy(() -> pair.withTolerance(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void looserToleranceIsLessExact() {
    Random random = new Random(4);
    Var values = values(random);
    Var right = Var.of(N, 1, random.doubles(N, -1, 1).toArray());
    double[] exact = Var.solve(dense(values), right).data();
    double rough = distance(GRID.withTolerance(1e-3).solve(values, right).data(), exact);
    double fine = distance(GRID.solve(values, right).data(), exact);
    assertThat(fine).isLessThan(1e-12);
    assertThat(rough).isBetween(1e-8, 1e-2);
  }

  private static double distance(double[] a, double[] b) {
    double most = 0;
    for (int k = 0; k < a.length; k++) {
      most = Math.max(most, Math.abs(a[k] - b[k]));
    }
    return most;
  }
}
