package org.blastema.kernel.chemistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
  /** {@code B B^T + I} for a random B: its condition number is at most {@code 1 + n^2}. */
  private static double[] matrix(int n) {
    SplittableRandom random = new SplittableRandom(5);
    double[] b = random.doubles((long) n * n, -1, 1).toArray();
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          matrix[j * n + i] += b[k * n + i] * b[k * n + j];
        }
      }
      matrix[i * n + i] += 1;
    }
    return matrix;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 31, 64})
  void solutionsSolve(int n) {
    double[] matrix = matrix(n);
    double[] expected = new SplittableRandom(6).doubles(n, -1, 1).toArray();
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        x[i] += matrix[j * n + i] * expected[j];
      }
    }
    Cholesky.of(matrix, n).solve(x);
    assertThat(x).containsExactly(expected, within(1e-15 * n * (1 + n * n)));
  }

  @Test
  void theUpperTriangleIsNotRead() {
    double[] lower = {4, 2, Double.NaN, 5};
    double[] x = {8, 12};
    Cholesky.of(lower, 2).solve(x);
    assertThat(x).containsExactly(new double[] {1, 2}, within(1e-15));
  }

  @Test
  void matricesThatAreNotPositiveDefiniteAreRefused() {
    assertThatThrownBy(() -> Cholesky.of(new double[] {1, 1, 1, 1}, 2))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("pivot 1");
    assertThatThrownBy(() -> Cholesky.of(new double[] {-1}, 1))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Cholesky.of(new double[] {Double.NaN}, 1))
        .isInstanceOf(ArithmeticException.class);
  }
}
