package org.blastema.autodiff;

import java.util.Arrays;
import java.util.List;

/**
 * The exact adjoint of Rosenbrock steps. With the matrix {@code W} of the stages {@code u_i}, their
 * right-hand sides {@code r_i}, points {@code Y_i} and bars for adjoints, a step from {@code y} to
 * {@code z} gives, from the last stage to the first,
 *
 * <pre>
 * bar u_i = m_i bar z + sum_{j > i} (a_ji bar Y_j + c_ji / h bar r_j)
 * W^T bar r_i = bar u_i
 * bar Y_i = (df/dy)^T bar r_i
 * bar y   = bar z + sum_i (bar Y_i + d/dy (bar r_i^T J(y) u_i) + gamma_i h d/dy (bar r_i^T df/dt))
 * </pre>
 *
 * and the same by the constants. The second derivatives are products with two vectors: reverse mode
 * over forward mode of the right-hand side.
 */
final class RosenbrockAdjoint implements OdeStepAdjoint {
  private final RosenbrockTableau tableau;
  private final OdeProblem problem;
  private final OdeConstants constants;
  private final RosenbrockStepper stepper;
  private final BoundFormula adjoint;
  private final BoundFormula curvature;
  private final BoundFormula drift;
  private final double[][] adjointArguments;
  private final double[][] curvatureArguments;
  private final double[][] driftArguments;
  private final double[] unused;
  private final double[] stageBar;
  private final double[][] rightBars;

  /** Adjoint of each stage's point, then of the wanted constants row by row. */
  private final double[][] bars;

  private final double[] more;

  RosenbrockAdjoint(RosenbrockTableau tableau, OdeProblem problem, OdeConstants constants) {
    this.tableau = tableau;
    this.problem = problem;
    this.constants = constants;
    this.stepper = new RosenbrockStepper(tableau, problem);
    Formula rhs = problem.rhs();
    boolean[] wanted = OdeProblem.withState(constants.wanted());
    this.adjoint = problem.boundAdjoint(constants);
    Formula directional = RosenbrockFormulas.directional(rhs);
    this.curvature = problem.bind(directional.vjp(Arrays.copyOf(wanted, wanted.length + 1)), 2);
    List<Integer> driven = problem.drivenConstants();
    this.drift =
        driven.isEmpty()
            ? null
            : problem.bindWithRates(
                RosenbrockFormulas.drift(rhs, driven)
                    .vjp(Arrays.copyOf(wanted, wanted.length + driven.size())),
                1);
    this.adjointArguments = problem.arguments(1);
    this.curvatureArguments = problem.arguments(2);
    this.driftArguments = problem.argumentsWithRates(1);
    int size = problem.size();
    int stages = tableau.stages();
    this.unused = new double[size];
    this.stageBar = new double[size];
    this.rightBars = new double[stages][size];
    this.bars = new double[stages][size + constants.sums().length];
    this.more = new double[size + constants.sums().length];
  }

  @Override
  public void pull(double time, double h, double[] before, double[] after, double[] bar) {
    stepper.arrive(time, before);
    stepper.trial(time, before, h, unused);
    int stages = tableau.stages();
    for (int i = stages - 1; i >= 0; i--) {
      double[] right = rightBars[i];
      for (int k = 0; k < right.length; k++) {
        right[k] = tableau.m()[i] * bar[k];
      }
      for (int j = i + 1; j < stages; j++) {
        addScaled(right, tableau.a()[j][i], bars[j]);
        addScaled(right, tableau.c()[j][i] / h, rightBars[j]);
      }
      stepper.solve(right, true);
      problem.at(time + tableau.alpha()[i] * h);
      adjointArguments[0] = stepper.point(i);
      adjointArguments[adjointArguments.length - 1] = right;
      adjoint.evaluate(adjointArguments, bars[i]);
      constants.add(bars[i], bar.length);
    }
    problem.at(time);
    for (int i = 0; i < stages; i++) {
      addScaled(bar, 1, bars[i]);
      curvatureArguments[0] = before;
      curvatureArguments[curvatureArguments.length - 2] = stepper.stage(i);
      curvatureArguments[curvatureArguments.length - 1] = rightBars[i];
      addMore(curvature, curvatureArguments, bar);
    }
    if (drift != null) {
      Arrays.fill(stageBar, 0);
      for (int i = 0; i < stages; i++) {
        addScaled(stageBar, tableau.drift()[i] * h, rightBars[i]);
      }
      driftArguments[0] = before;
      driftArguments[driftArguments.length - 1] = stageBar;
      addMore(drift, driftArguments, bar);
    }
  }

  private void addMore(BoundFormula formula, double[][] arguments, double[] bar) {
    formula.evaluate(arguments, more);
    addScaled(bar, 1, more);
    constants.add(more, bar.length);
  }

  private static void addScaled(double[] out, double weight, double[] v) {
    for (int k = 0; k < out.length; k++) {
      out[k] += weight * v[k];
    }
  }
}
