package org.blastema.kernel.mechanics;

import java.util.function.UnaryOperator;

/**
 * Solves {@code A x = b} for a symmetric matrix that is known only by its products with vectors,
 * definite or not, singular or not: the method of minimal residuals.
 *
 * <p>Source: C. C. Paige and M. A. Saunders, SIAM Journal on Numerical Analysis 12 (1975) 617.
 */
final class MinimalResiduals {
  private MinimalResiduals() {}

  /**
   * The solution; of a singular system the one of least length (if b is in the range of A), else a
   * least-squares solution.
   *
   * @param tolerance length of the residual, or of A times the residual, at which to stop, relative
   * @throws ArithmeticException if that takes more than {@code limit} products
   */
  static double[] solve(UnaryOperator<double[]> product, double[] b, double tolerance, int limit) {
    int n = b.length;
    double[] x = new double[n];
    double start = length(b);
    if (start == 0) {
      return x;
    }
    double[] older = b.clone();
    double[] newer = b.clone();
    double[] w = new double[n];
    double[] wOld = new double[n];
    double beta = start;
    double betaOld = 0;
    double residual = start;
    double dBar = 0;
    double epsilon = 0;
    double cosine = -1;
    double sine = 0;
    double normSquared = 0;
    for (int iteration = 0; iteration < limit; iteration++) {
      double[] v = newer.clone();
      scale(v, 1 / beta);
      double[] y = product.apply(v);
      if (iteration > 0) {
        add(y, -beta / betaOld, older);
      }
      double alpha = dot(v, y);
      add(y, -alpha / beta, newer);
      older = newer;
      newer = y;
      betaOld = beta;
      beta = length(y);
      normSquared += alpha * alpha + betaOld * betaOld * (iteration > 0 ? 1 : 0) + beta * beta;

      double epsilonOld = epsilon;
      double delta = cosine * dBar + sine * alpha;
      double gBar = sine * dBar - cosine * alpha;
      epsilon = sine * beta;
      dBar = -cosine * beta;
      double root = StrictMath.hypot(gBar, dBar);
      if (root <= tolerance * Math.sqrt(normSquared)) {
        return x;
      }
      double gamma = Math.max(StrictMath.hypot(gBar, beta), Double.MIN_NORMAL);
      cosine = gBar / gamma;
      sine = beta / gamma;
      double step = cosine * residual;
      residual *= sine;

      double[] next = v;
      add(next, -epsilonOld, wOld);
      add(next, -delta, w);
      scale(next, 1 / gamma);
      wOld = w;
      w = next;
      add(x, step, w);
      if (residual <= tolerance * start || beta <= Double.MIN_NORMAL) {
        return x;
      }
    }
    throw new ArithmeticException(
        "a linear system was not solved to "
            + tolerance
            + " within "
            + limit
            + " products; residual "
            + residual / start);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static void add(double[] to, double factor, double[] from) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * from[k];
    }
  }

  private static void scale(double[] a, double factor) {
    for (int k = 0; k < a.length; k++) {
      a[k] *= factor;
    }
  }
}
