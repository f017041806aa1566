package org.blastema.autodiff;

/**
 * The exact adjoint of the steps of a solve (Hager, Runge-Kutta methods in optimal control and the
 * transformed adjoint system, 2000). With {@code Y_i} the point of stage i and bars for adjoints, a
 * step from {@code y} to {@code z} gives, from the last stage to the first,
 *
 * <pre>
 * bar k_i = h (b_i bar z + sum_{j > i} a_ji bar Y_j)
 * bar Y_i = (df/dy)^T bar k_i
 * bar y   = bar z + sum_i bar Y_i
 * </pre>
 */
final class OdeAdjoint {
  private final Tableau tableau;
  private final OdeProblem problem;
  private final boolean[] wanted;
  private final OdeStages stages;
  private final BoundFormula adjoint;
  private final double[][] arguments;
  private final double[][] points;
  private final double[] slopeBar;

  /** Adjoint of each stage's point, then of the wanted constants row by row. */
  private final double[][] bars;

  /** Sum over all stages of what follows the point's adjoint. */
  private final double[] constantsBar;

  OdeAdjoint(Tableau tableau, OdeProblem problem, double[][] inputs) {
    this.tableau = tableau;
    this.problem = problem;
    int size = problem.size();
    int constants = problem.constants().length;
    this.wanted = new boolean[constants];
    int extra = 0;
    for (int k = 0; k < constants; k++) {
      wanted[k] = inputs[1 + k] != null;
      extra += wanted[k] ? problem.width(k) * problem.rows() : 0;
    }
    this.stages = new OdeStages(tableau, problem.bound(), size, problem.constants());
    this.adjoint = problem.boundAdjoint(wanted);
    this.arguments = new double[constants + 2][];
    System.arraycopy(problem.constants(), 0, arguments, 1, constants);
    this.slopeBar = new double[size];
    arguments[constants + 1] = slopeBar;
    this.points = new double[tableau.contributing()][];
    for (int i = 1; i < points.length; i++) {
      points[i] = new double[size];
    }
    this.bars = new double[points.length][size + extra];
    this.constantsBar = new double[extra];
  }

  /** Adds the adjoints of the start and of the constants. */
  void pull(OdeHistory history, double[] output, double[][] inputs) {
    double[] bar = output.clone();
    for (int step = history.count() - 1; step >= 0; step--) {
      pullStep(history.state(step), history.size(step), bar);
    }
    if (inputs[0] != null) {
      for (int k = 0; k < bar.length; k++) {
        inputs[0][k] += bar[k];
      }
    }
    addConstants(inputs);
  }

  /** Turns the adjoint of the state after a step into that of the state before it. */
  private void pullStep(double[] y, double h, double[] bar) {
    points[0] = y;
    for (int i = 0; i < points.length; i++) {
      if (i > 0) {
        stages.point(i, y, h, points[i]);
      }
      if (i < points.length - 1) {
        stages.evaluate(i, points[i]);
      }
    }
    for (int i = points.length - 1; i >= 0; i--) {
      scaled(slopeBar, h * tableau.b()[i], bar);
      for (int j = i + 1; j < points.length; j++) {
        double weight = h * tableau.a()[j][i];
        if (weight != 0) {
          addScaled(slopeBar, weight, bars[j]);
        }
      }
      arguments[0] = points[i];
      adjoint.evaluate(arguments, bars[i]);
      double[] of = bars[i];
      int start = slopeBar.length;
      for (int k = 0; k < constantsBar.length; k++) {
        constantsBar[k] += of[start + k];
      }
    }
    for (double[] of : bars) {
      addScaled(bar, 1, of);
    }
  }

  private static void scaled(double[] out, double weight, double[] v) {
    for (int k = 0; k < out.length; k++) {
      out[k] = weight * v[k];
    }
  }

  private static void addScaled(double[] out, double weight, double[] v) {
    for (int k = 0; k < out.length; k++) {
      out[k] += weight * v[k];
    }
  }

  private void addConstants(double[][] inputs) {
    int rows = problem.rows();
    int at = 0;
    for (int a = 0; a < wanted.length; a++) {
      if (!wanted[a]) {
        continue;
      }
      double[] into = inputs[1 + a];
      for (int c = 0; c < problem.width(a); c++) {
        if (problem.uniform()[a]) {
          double total = 0;
          for (int r = 0; r < rows; r++) {
            total += constantsBar[at + r];
          }
          into[c] += total;
        } else {
          for (int r = 0; r < rows; r++) {
            into[c * rows + r] += constantsBar[at + r];
          }
        }
        at += rows;
      }
    }
  }
}
