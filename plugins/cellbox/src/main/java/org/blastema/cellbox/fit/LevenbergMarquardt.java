package org.blastema.cellbox.fit;

/**
 * Damped Gauss-Newton steps on half the sum of squares plus a {@link Penalty} (Levenberg 1944,
 * Marquardt 1963). Damping is relative to the diagonal of the normal equations.
 */
final class LevenbergMarquardt {
  private static final double FIRST_DAMPING = 1e-3;

  /** Near a minimum, steps need hardly any damping. */
  private static final double NEAR_DAMPING = 1e-6;

  /** Above it, a small decrease may be the damping's doing and is no sign of a minimum. */
  private static final double WEAK_DAMPING = 1e-5;

  private static final double LEAST_DAMPING = 1e-9;
  private static final double MOST_DAMPING = 1e9;

  private final LeastSquares problem;
  private final Coordinates at;

  LevenbergMarquardt(LeastSquares problem, Coordinates at) {
    this.problem = problem;
    this.at = at;
  }

  /**
   * A minimum.
   *
   * @param theta coordinates
   * @param squares sum of squares there
   * @param iterations steps that were accepted
   * @param normal normal equations there, penalty included
   * @param data normal equations there without penalty
   */
  record Minimum(
      double[] theta, double squares, int iterations, double[][] normal, double[][] data) {}

  /** The same as {@link #minimize} from a start that is thought to be near the minimum. */
  Minimum refine(double[] start, Penalty penalty, int samples, int limit, double tolerance)
      throws InterruptedException {
    return minimize(start, penalty, samples, limit, tolerance, NEAR_DAMPING);
  }

  /**
   * Goes down.
   *
   * @param samples how many samples of each condition count
   * @param limit most steps
   * @param tolerance relative decrease at which to stop
   */
  Minimum minimize(double[] start, Penalty penalty, int samples, int limit, double tolerance)
      throws InterruptedException {
    return minimize(start, penalty, samples, limit, tolerance, FIRST_DAMPING);
  }

  private Minimum minimize(
      double[] start,
      Penalty penalty,
      int samples,
      int limit,
      double tolerance,
      double firstDamping)
      throws InterruptedException {
    double[] theta = start.clone();
    double damping = firstDamping;
    LeastSquares.Normal normal = problem.normal(at, theta, samples);
    double cost = normal.squares() / 2 + penalty.value(at, theta);
    int accepted = 0;
    boolean descending = Double.isFinite(cost);
    while (descending && accepted < limit) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      double[][] matrix = copy(normal.matrix());
      double[] right = normal.right().clone();
      penalty.addTo(at, theta, matrix, right);
      double before = cost;
      boolean found = false;
      while (!found && damping < MOST_DAMPING) {
        double[] trial = step(theta, matrix, right, damping);
        double squares =
            trial == null ? Double.NaN : problem.squares(at.network(trial), samples) / 2;
        double value = trial == null ? Double.NaN : squares + penalty.value(at, trial);
        if (value < cost) {
          theta = trial;
          cost = value;
          found = true;
          damping = Math.max(LEAST_DAMPING, damping / 8);
        } else {
          damping *= 4;
        }
      }
      descending = found && (before - cost > tolerance * before || damping > WEAK_DAMPING);
      if (found) {
        accepted++;
        normal = problem.normal(at, theta, samples);
      }
    }
    double[][] matrix = copy(normal.matrix());
    penalty.addTo(at, theta, matrix, normal.right().clone());
    return new Minimum(theta, normal.squares(), accepted, matrix, normal.matrix());
  }

  private static double[] step(double[] theta, double[][] matrix, double[] right, double damping) {
    int count = theta.length;
    double[] diagonal = new double[count];
    double largest = 0;
    for (int k = 0; k < count; k++) {
      diagonal[k] = matrix[k][k];
      largest = Math.max(largest, diagonal[k]);
    }
    for (int k = 0; k < count; k++) {
      matrix[k][k] = diagonal[k] + damping * (diagonal[k] + 1e-12 * largest);
    }
    Cholesky factor = new Cholesky(matrix);
    for (int k = 0; k < count; k++) {
      matrix[k][k] = diagonal[k];
    }
    if (!factor.isDefinite()) {
      return null;
    }
    double[] step = factor.solve(right);
    for (int k = 0; k < count; k++) {
      step[k] += theta[k];
    }
    return step;
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int k = 0; k < copy.length; k++) {
      copy[k] = matrix[k].clone();
    }
    return copy;
  }
}
