package org.blastema.autodiff;

import java.util.Arrays;
import java.util.List;

/** The steps of a Rosenbrock method, with a dense linear system for each row. */
final class RosenbrockStepper implements OdeStepper {
  private final RosenbrockTableau tableau;
  private final OdeProblem problem;
  private final BoundFormula rhs;
  private final BoundFormula jacobian;
  private final BoundFormula drift;
  private final double[][] arguments;
  private final double[][] driftArguments;
  private final LuFactors[] factors;
  private final double[] matrices;
  private final double[] matrix;
  private final double[] ofRow;
  private final double[] slope;
  private final double[] byTime;
  private final double[][] points;
  private final double[][] stages;
  private double size;

  RosenbrockStepper(RosenbrockTableau tableau, OdeProblem problem) {
    this.tableau = tableau;
    this.problem = problem;
    int n = problem.columns();
    int size = problem.size();
    this.rhs = problem.bound();
    this.jacobian = problem.bind(RosenbrockFormulas.jacobian(problem.rhs()), 0);
    this.arguments = problem.arguments(0);
    List<Integer> driven = problem.drivenConstants();
    this.drift =
        driven.isEmpty()
            ? null
            : problem.bindWithRates(RosenbrockFormulas.drift(problem.rhs(), driven), 0);
    this.driftArguments = problem.argumentsWithRates(0);
    this.factors = new LuFactors[problem.rows()];
    this.matrices = new double[problem.rows() * n * n];
    this.matrix = new double[n * n];
    this.ofRow = new double[n];
    this.slope = new double[size];
    this.byTime = new double[size];
    this.points = new double[tableau.stages()][];
    for (int i = 1; i < points.length; i++) {
      points[i] = new double[size];
    }
    this.stages = new double[tableau.stages()][size];
  }

  @Override
  public void arrive(double time, double[] y) {
    problem.at(time);
    points[0] = y;
    arguments[0] = y;
    rhs.evaluate(arguments, slope);
    jacobian.evaluate(arguments, matrices);
    if (drift != null) {
      driftArguments[0] = y;
      drift.evaluate(driftArguments, byTime);
    }
  }

  @Override
  public void accept(double time, double[] y) {
    arrive(time, y);
  }

  @Override
  public double[] slope() {
    return slope;
  }

  @Override
  public void trial(double time, double[] y, double h, double[] next) {
    size = h;
    if (!factor(h)) {
      Arrays.fill(next, Double.NaN);
      Arrays.fill(stages[stages.length - 1], Double.NaN);
      return;
    }
    for (int i = 0; i < stages.length; i++) {
      double[] u = stages[i];
      if (i == 0) {
        System.arraycopy(slope, 0, u, 0, u.length);
      } else {
        combine(y, tableau.a()[i], 1, points[i]);
        problem.at(time + tableau.alpha()[i] * h);
        arguments[0] = points[i];
        rhs.evaluate(arguments, u);
        combine(u, tableau.c()[i], 1 / h, u);
      }
      if (drift != null && tableau.drift()[i] != 0) {
        for (int k = 0; k < u.length; k++) {
          u[k] += tableau.drift()[i] * h * byTime[k];
        }
      }
      solve(u, false);
    }
    combine(y, tableau.m(), 1, next);
  }

  /** Whether all rows' matrices could be factored. */
  private boolean factor(double h) {
    int rows = problem.rows();
    int n = problem.columns();
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < matrix.length; k++) {
        matrix[k] = -matrices[k * rows + r];
      }
      for (int c = 0; c < n; c++) {
        matrix[c * n + c] += 1 / (h * tableau.gamma());
      }
      try {
        factors[r] = LuFactors.of(matrix, n);
      } catch (ArithmeticException singular) {
        return false;
      }
    }
    return true;
  }

  /** {@code out = base + scale sum_j weights_j u_j}. */
  private void combine(double[] base, double[] weights, double scale, double[] out) {
    for (int k = 0; k < out.length; k++) {
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        sum += weights[j] * stages[j][k];
      }
      out[k] = base[k] + scale * sum;
    }
  }

  /** Solves with the matrix of the last trial, or its transpose, row by row, in place. */
  void solve(double[] v, boolean transposed) {
    int rows = problem.rows();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < ofRow.length; c++) {
        ofRow[c] = v[c * rows + r];
      }
      if (transposed) {
        factors[r].solveTransposed(ofRow, 0);
      } else {
        factors[r].solve(ofRow, 0);
      }
      for (int c = 0; c < ofRow.length; c++) {
        v[c * rows + r] = ofRow[c];
      }
    }
  }

  /** Where the last trial took a stage's rates; not to be changed. */
  double[] point(int stage) {
    return points[stage];
  }

  /** A stage of the last trial; not to be changed. */
  double[] stage(int stage) {
    return stages[stage];
  }

  @Override
  public void error(double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < stages.length; i++) {
      double weight = tableau.error()[i];
      for (int k = 0; weight != 0 && k < out.length; k++) {
        out[k] += weight * stages[i][k] / size;
      }
    }
  }
}
