package org.blastema.autodiff;

/** The slopes of one Runge-Kutta step, in buffers that are reused from step to step. */
final class OdeStages {
  private final Tableau tableau;
  private final BoundFormula rhs;
  private final double[][] arguments;
  private final double[][] slopes;

  /**
   * Buffers for one solve.
   *
   * @param rhs the right-hand side
   * @param size entries of the state
   * @param constants the arguments after the state
   */
  OdeStages(Tableau tableau, BoundFormula rhs, int size, double[][] constants) {
    this.tableau = tableau;
    this.rhs = rhs;
    this.arguments = new double[1 + constants.length][];
    System.arraycopy(constants, 0, arguments, 1, constants.length);
    this.slopes = new double[tableau.stages()][size];
  }

  double[] slope(int stage) {
    return slopes[stage];
  }

  /** Computes a slope at a point. */
  void evaluate(int stage, double[] point) {
    arguments[0] = point;
    rhs.evaluate(arguments, slopes[stage]);
  }

  /** Where a stage's slope is to be taken: {@code out = y + h sum_j a_ij k_j}. */
  void point(int stage, double[] y, double h, double[] out) {
    step(tableau.a()[stage], y, h, out);
  }

  /** The state after the step. */
  void result(double[] y, double h, double[] out) {
    step(tableau.b(), y, h, out);
  }

  private void step(double[] weights, double[] y, double h, double[] out) {
    combine(weights, slopes, out);
    for (int k = 0; k < out.length; k++) {
      out[k] = y[k] + h * out[k];
    }
  }

  /** The difference to the embedded result, divided by the step size. */
  void error(double[] out) {
    combine(tableau.error(), slopes, out);
  }

  /** The slopes of this step's last stage become those of the next step's first. */
  void carryLastSlope() {
    int last = slopes.length - 1;
    double[] spare = slopes[0];
    slopes[0] = slopes[last];
    slopes[last] = spare;
  }

  /** {@code out = sum_j weights_j vectors_j}, skipping zero weights. */
  private static void combine(double[] weights, double[][] vectors, double[] out) {
    boolean first = true;
    for (int j = 0; j < weights.length; j++) {
      double w = weights[j];
      if (w == 0) {
        continue;
      }
      double[] v = vectors[j];
      if (first) {
        for (int k = 0; k < out.length; k++) {
          out[k] = w * v[k];
        }
        first = false;
      } else {
        for (int k = 0; k < out.length; k++) {
          out[k] += w * v[k];
        }
      }
    }
  }
}
