package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearAlgebraTest {
  private static Var random(int rows, int columns, long seed) {
    return Var.of(rows, columns, new Random(seed).doubles((long) rows * columns, -1, 1).toArray());
  }

  private static Var weighted(Var x) {
    return x.times(random(x.rows(), x.columns(), 99)).sum();
  }

  @Test
  void productsAreSumsOverTheInnerIndex() {
    Var a = random(3, 4, 1);
    Var b = random(4, 2, 2);
    Var c = a.matmul(b);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 2; j++) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
          sum += a.get(i, k) * b.get(k, j);
        }
        assertThat(c.get(i, j)).isCloseTo(sum, within(1e-15));
      }
    }
    GradCheck.function(v -> weighted(v[0].matmul(v[1])), a, b).assertPasses(1e-9);
    GradCheck.function(v -> weighted(a.matmul(v[0])), b).assertPasses(1e-9);
    GradCheck.function(v -> weighted(v[0].matmul(v[0])), random(3, 3, 3)).assertPasses(1e-9);
    assertThatThrownBy(() -> b.matmul(a))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 x 2");
  }

  @Test
  void solvesAgreeWithTheInverse() {
    // the inverse of [[4, 7], [2, 6]] is [[0.6, -0.7], [-0.2, 0.4]]
    Var a = Var.ofRows(new double[][] {{4, 7}, {2, 6}});
    Var inverse = Var.solve(a, Var.ofRows(new double[][] {{1, 0}, {0, 1}}));
    assertThat(inverse.data()).containsExactly(new double[] {0.6, -0.2, -0.7, 0.4}, within(1e-15));
  }

  @Test
  void solvesHaveSmallResiduals() {
    for (int n : new int[] {1, 2, 5, 40}) {
      Var a = random(n, n, n);
      Var b = random(n, 3, n + 1);
      Var x = Var.solve(a, b);
      double[] residual = a.matmul(x).minus(b).data();
      assertThat(residual).containsExactly(new double[3 * n], within(1e-11));
    }
  }

  @Test
  void derivativesOfSolvesAgreeWithDifferences() {
    Var a = random(4, 4, 5);
    Var b = random(4, 2, 6);
    GradCheck.function(v -> weighted(Var.solve(v[0], v[1])), a, b).assertPasses(1e-8);
    GradCheck.function(v -> weighted(Var.solve(v[0], b)), a).assertPasses(1e-8);
    GradCheck.function(v -> weighted(Var.solve(a, v[0])), b).assertPasses(1e-8);
    GradCheck.function(v -> weighted(Var.solve(v[0], v[0].column(1))), a).assertPasses(1e-8);
  }

  @Test
  void pivotsWhereTheDiagonalVanishes() {
    Var a = Var.ofRows(new double[][] {{0, 2, 0}, {0, 0, 4}, {5, 0, 0}});
    assertThat(Var.solve(a, Var.column(2, 4, 5)).data()).containsExactly(1, 1, 1);
    GradCheck.function(v -> weighted(Var.solve(v[0], Var.column(1, 2, 3))), a).assertPasses(1e-9);
  }

  @Test
  void singularMatricesAreErrors() {
    Var b = Var.column(1, 2);
    for (Var a :
        new Var[] {
          Var.ofRows(new double[][] {{1, 2}, {2, 4}}),
          Var.ofRows(new double[][] {{0.1, 0.3}, {0.3, 0.9}}),
          Var.zeros(2, 2),
          Var.ofRows(new double[][] {{1, 0}, {1, 0}}),
          Var.ofRows(new double[][] {{1, Double.NaN}, {1, 0}})
        }) {
      assertThatThrownBy(() -> Var.solve(a, b))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("singular");
    }
    assertThatThrownBy(() -> Var.solve(Var.zeros(2, 3), b))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Var.solve(Var.zeros(3, 3), b))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void unitsOfRowsAndColumnsDoNotMakeAMatrixSingular() {
    // rows in units of 1e20 and 1e-20, and columns likewise
    Var rows = Var.ofRows(new double[][] {{1e20, 1e20}, {1e-20, -1e-20}});
    assertThat(Var.solve(rows, Var.column(3e20, 1e-20)).data())
        .containsExactly(new double[] {2, 1}, within(1e-14));
    Var columns = Var.ofRows(new double[][] {{1e20, 1e-20}, {1e20, -1e-20}});
    assertThat(Var.solve(columns, Var.column(3, 1)).data())
        .containsExactly(new double[] {2e-20, 1e20}, within(1e6));
    Var diagonal = Var.ofRows(new double[][] {{1, 0}, {0, 1e-20}});
    assertThat(Var.solve(diagonal, Var.column(1, 1e-20)).data()).containsExactly(1, 1);
  }
}
