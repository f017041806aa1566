package org.blastema.kernel.mechanics;

import java.util.function.UnaryOperator;

/** Moves cells to a minimum of an energy of which only the forces are known. */
interface Minimizer {
  /**
   * Moves positions until no force is larger than a tolerance.
   *
   * @param x positions, column-major; changed in place
   * @param forces the forces at positions
   * @param tolerance largest force that may remain on a cell
   * @param limit largest number of force evaluations
   * @return the largest force that remains
   */
  double relax(double[] x, UnaryOperator<double[]> forces, double tolerance, int limit);

  /**
   * The largest length of a cell's vector.
   *
   * @param vectors of {@code n} cells, column-major
   */
  static double largest(double[] vectors, int n) {
    double greatest = 0;
    for (int i = 0; i < n; i++) {
      double squared = 0;
      for (int k = i; k < vectors.length; k += n) {
        squared += vectors[k] * vectors[k];
      }
      greatest = Math.max(greatest, squared);
    }
    return Math.sqrt(greatest);
  }

  /** The sum of the products of the entries. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
