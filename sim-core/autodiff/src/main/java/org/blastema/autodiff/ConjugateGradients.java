package org.blastema.autodiff;

import java.util.function.UnaryOperator;

/**
 * Solves {@code A x = b} for a symmetric positive semidefinite operator and a right-hand side in
 * its range (Hestenes and Stiefel, Methods of conjugate gradients for solving linear systems,
 * 1952).
 */
final class ConjugateGradients {
  private ConjugateGradients() {}

  /**
   * The solution that has no part in the operator's null space.
   *
   * @param operator gives a new array for every vector
   * @param right right-hand side
   * @param goal length of the residual that is small enough
   * @param limit largest number of products
   * @param name for messages
   * @param ifIndefinite what it means that the operator is not positive definite
   * @throws NumericalFailure if a direction of negative or no curvature is met or the limit is
   *     reached
   */
  static double[] solve(
      UnaryOperator<double[]> operator,
      double[] right,
      double goal,
      int limit,
      String name,
      String ifIndefinite) {
    double[] x = new double[right.length];
    double[] r = right.clone();
    double[] p = right.clone();
    double square = dot(r, r);
    for (int k = 0; square > goal * goal; k++) {
      if (k == limit) {
        throw new NumericalFailure(
            name
                + ": no convergence after "
                + limit
                + " products, residual "
                + Math.sqrt(square)
                + ", goal "
                + goal,
            -1);
      }
      double[] q = operator.apply(p);
      double curvature = dot(p, q);
      if (!(curvature > 0)) {
        throw new NumericalFailure(
            name + ": curvature " + curvature / dot(p, p) + " along a direction; " + ifIndefinite,
            -1);
      }
      double length = square / curvature;
      for (int i = 0; i < x.length; i++) {
        x[i] += length * p[i];
        r[i] -= length * q[i];
      }
      double before = square;
      square = dot(r, r);
      double turn = square / before;
      for (int i = 0; i < p.length; i++) {
        p[i] = r[i] + turn * p[i];
      }
    }
    if (Double.isNaN(square)) {
      throw new NumericalFailure(name + ": the right-hand side is not a number", -1);
    }
    return x;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
