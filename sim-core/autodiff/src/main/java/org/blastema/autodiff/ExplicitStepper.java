package org.blastema.autodiff;

/** The steps of an explicit Runge-Kutta method. */
final class ExplicitStepper implements OdeStepper {
  private final Tableau tableau;
  private final OdeProblem problem;
  private final BoundFormula rhs;
  private final double[][] arguments;
  private final double[][] slopes;
  private final double[] point;

  /** When the last slope was taken: it serves the next step only if that begins just then. */
  private double carriedTime;

  private final boolean carries;

  /** Number of stages that need the state before the step alone. */
  private final int inner;

  /**
   * Buffers for one solve.
   *
   * @param withError whether the stages that only estimate the error are needed
   */
  ExplicitStepper(Tableau tableau, OdeProblem problem, boolean withError) {
    this.tableau = tableau;
    this.problem = problem;
    this.rhs = problem.bound();
    this.arguments = problem.arguments(0);
    this.slopes = new double[tableau.stages()][problem.size()];
    this.point = new double[problem.size()];
    this.carries = withError && tableau.lastIsNextFirst();
    this.inner = withError ? tableau.stages() - (carries ? 1 : 0) : tableau.contributing();
  }

  @Override
  public void arrive(double time, double[] y) {
    evaluate(0, time, 0, y);
  }

  @Override
  public void accept(double time, double[] y) {
    if (carries && time == carriedTime) {
      int last = slopes.length - 1;
      double[] spare = slopes[0];
      slopes[0] = slopes[last];
      slopes[last] = spare;
    } else {
      arrive(time, y);
    }
  }

  @Override
  public double[] slope() {
    return slopes[0];
  }

  @Override
  public void trial(double time, double[] y, double h, double[] next) {
    for (int i = 1; i < inner; i++) {
      point(i, y, h, point);
      evaluate(i, time, h, point);
    }
    step(tableau.b(), y, h, next);
    if (carries) {
      carriedTime = time + h;
      evaluate(inner, carriedTime, next);
    }
  }

  @Override
  public void error(double[] out) {
    combine(tableau.error(), slopes, out);
  }

  /** Computes a stage's slope at a point. */
  void evaluate(int stage, double time, double h, double[] at) {
    evaluate(stage, time + tableau.c(stage) * h, at);
  }

  private void evaluate(int stage, double time, double[] at) {
    problem.at(time);
    arguments[0] = at;
    rhs.evaluate(arguments, slopes[stage]);
  }

  /** Where a stage's slope is to be taken: {@code out = y + h sum_j a_ij k_j}. */
  void point(int stage, double[] y, double h, double[] out) {
    step(tableau.a()[stage], y, h, out);
  }

  private void step(double[] weights, double[] y, double h, double[] out) {
    combine(weights, slopes, out);
    for (int k = 0; k < out.length; k++) {
      out[k] = y[k] + h * out[k];
    }
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
