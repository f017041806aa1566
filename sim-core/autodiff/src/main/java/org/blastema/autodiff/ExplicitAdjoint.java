package org.blastema.autodiff;

/**
 * The exact adjoint of explicit Runge-Kutta steps (Hager, Runge-Kutta methods in optimal control
 * and the transformed adjoint system, 2000). With {@code Y_i} the point of stage i and bars for
 * adjoints, a step from {@code y} to {@code z} gives, from the last stage to the first,
 *
 * <pre>
 * bar k_i = h (b_i bar z + sum_{j > i} a_ji bar Y_j)
 * bar Y_i = (df/dy)^T bar k_i
 * bar y   = bar z + sum_i bar Y_i
 * </pre>
 */
final class ExplicitAdjoint implements OdeStepAdjoint {
  private final Tableau tableau;
  private final OdeProblem problem;
  private final OdeConstants constants;
  private final ExplicitStepper stepper;
  private final BoundFormula adjoint;
  private final double[][] arguments;
  private final double[][] points;
  private final double[] slopeBar;

  /** Adjoint of each stage's point, then of the wanted constants row by row. */
  private final double[][] bars;

  ExplicitAdjoint(Tableau tableau, OdeProblem problem, OdeConstants constants) {
    this.tableau = tableau;
    this.problem = problem;
    this.constants = constants;
    this.stepper = new ExplicitStepper(tableau, problem, false);
    this.adjoint = problem.boundAdjoint(constants);
    this.arguments = problem.arguments(1);
    int size = problem.size();
    this.slopeBar = new double[size];
    arguments[arguments.length - 1] = slopeBar;
    this.points = new double[tableau.contributing()][];
    for (int i = 1; i < points.length; i++) {
      points[i] = new double[size];
    }
    this.bars = new double[points.length][size + constants.sums().length];
  }

  @Override
  public void pull(double time, double h, double[] before, double[] after, double[] bar) {
    points[0] = before;
    for (int i = 0; i < points.length; i++) {
      if (i > 0) {
        stepper.point(i, before, h, points[i]);
      }
      if (i < points.length - 1) {
        stepper.evaluate(i, time, h, points[i]);
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
      problem.at(time + tableau.c(i) * h);
      arguments[0] = points[i];
      adjoint.evaluate(arguments, bars[i]);
      constants.add(bars[i], slopeBar.length);
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
}
