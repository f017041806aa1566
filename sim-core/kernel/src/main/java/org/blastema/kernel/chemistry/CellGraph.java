package org.blastema.kernel.chemistry;

import org.blastema.autodiff.Var;

/** Which cells exchange chemicals, and how easily. */
public interface CellGraph {
  /**
   * Weights of the exchange between cells.
   *
   * @param x positions, {@code n x dimensions}
   * @param radius radii, {@code n x 1}
   * @return a symmetric {@code n x n} table, 0 for a cell with itself
   * @throws ArithmeticException if a weight is not finite
   */
  double[] weights(Var x, Var radius);

  /**
   * Weights of the loss to the outside, one a cell.
   *
   * @param weights the weights of the exchange
   */
  double[] leaks(double[] weights, int n);

  /**
   * Adds the adjoints of the positions.
   *
   * @param x positions, {@code n x dimensions}
   * @param weights their weights
   * @param byWeight adjoint of the weight of cells i &gt; j at {@code j * n + i}
   * @param byPosition where to add, column-major
   */
  void pull(Var x, double[] weights, double[] byWeight, double[] byPosition);

  /**
   * The graph Laplacian: the sum of a cell's weights and its leak on the diagonal, minus the
   * weights elsewhere; {@code n x n}.
   */
  default Var laplacian(Var x, Var radius) {
    int n = x.rows();
    double[] weights = weights(x, radius);
    double[] leaks = leaks(weights, n);
    double[] entries = new double[n * n];
    for (int j = 0; j < n; j++) {
      double sum = leaks[j];
      for (int i = 0; i < n; i++) {
        sum += weights[j * n + i];
        entries[j * n + i] = -weights[j * n + i];
      }
      entries[j * n + j] = sum;
    }
    return Var.of(n, n, entries);
  }
}
