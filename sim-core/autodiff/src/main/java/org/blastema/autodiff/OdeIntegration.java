package org.blastema.autodiff;

/** One solve: takes steps until the end is reached. */
final class OdeIntegration {
  /** A remainder smaller than this part of a step joins the step before it. */
  private static final double REMAINDER = 1e-10;

  private final Tableau tableau;
  private final OdeProblem problem;
  private final StepControl control;
  private final int limit;
  private final OdeHistory history;
  private final OdeStages stages;
  private final boolean carries;
  private final double[] point;
  private int taken;

  /**
   * Prepares a solve.
   *
   * @param control null for equal steps
   * @param limit number of equal steps, or the number of steps after which to give up
   * @param history where to keep accepted steps, or null
   */
  OdeIntegration(
      Tableau tableau, OdeProblem problem, StepControl control, int limit, OdeHistory history) {
    this.tableau = tableau;
    this.problem = problem;
    this.control = control;
    this.limit = limit;
    this.history = history;
    this.stages = new OdeStages(tableau, problem.bound(), problem.size(), problem.constants());
    this.carries = tableau.lastIsNextFirst();
    this.point = new double[problem.size()];
  }

  /** Number of steps tried so far, rejected ones included. */
  int taken() {
    return taken;
  }

  /** The state after {@code duration}. */
  double[] solve(double[] start, double duration) {
    return control == null ? equalSteps(start, duration) : adaptiveSteps(start, duration);
  }

  private double[] equalSteps(double[] start, double duration) {
    double h = duration / limit;
    double[] y = first(start);
    double[] spare = null;
    for (; taken < limit; taken++) {
      double[] next = spare == null ? new double[y.length] : spare;
      stages.evaluate(0, y);
      trial(y, h, next);
      checkFinite(next, (taken + 1) * h, "the state is not finite");
      spare = accepted(y, h);
      y = next;
    }
    return y;
  }

  /** The caller's array is not to be written to; a history may hold it. */
  private double[] first(double[] start) {
    return history == null ? start.clone() : start;
  }

  /** Keeps a step, or gives the state's array back for reuse. */
  private double[] accepted(double[] y, double h) {
    if (history != null) {
      history.add(y, h);
      return null;
    }
    return y;
  }

  private double[] adaptiveSteps(double[] start, double duration) {
    double[] y = first(start);
    double[] next = new double[y.length];
    double[] error = new double[y.length];
    double[] ofRow = new double[problem.rows()];
    double time = 0;
    double h = control.firstStep();
    stages.evaluate(0, y);
    checkFinite(stages.slope(0), 0, "the right-hand side is not finite");
    while (true) {
      if (taken++ == limit) {
        throw failure("no end after " + limit + " steps", time, largest(ofRow));
      }
      double remaining = duration - time;
      boolean last = h >= remaining * (1 - REMAINDER);
      double step = last ? remaining : h;
      trial(y, step, next);
      stages.error(error);
      double size = control.size(error, step, y, next, ofRow);
      if (size <= 1) {
        double[] spare = accepted(y, step);
        y = next;
        if (last) {
          return y;
        }
        time += step;
        next = spare == null ? new double[y.length] : spare;
        if (carries) {
          stages.carryLastSlope();
        } else {
          stages.evaluate(0, y);
        }
      }
      h = step * control.factor(size);
      if (h < 4 * Math.ulp(Math.max(time, duration))) {
        checkFinite(next, time, "the state is not finite even after a tiny step");
        throw failure("the step size vanishes", time, largest(ofRow));
      }
    }
  }

  /** All slopes after the first, and the state after the step. */
  private void trial(double[] y, double h, double[] next) {
    int inner = tableau.stages() - (carries ? 1 : 0);
    for (int i = 1; i < inner; i++) {
      stages.point(i, y, h, point);
      stages.evaluate(i, point);
    }
    stages.result(y, h, next);
    if (carries) {
      stages.evaluate(inner, next);
    }
  }

  private void checkFinite(double[] values, double time, String problemText) {
    for (int k = 0; k < values.length; k++) {
      if (!Double.isFinite(values[k])) {
        throw failure(problemText, time, k % problem.rows());
      }
    }
  }

  private static int largest(double[] ofRow) {
    int row = 0;
    for (int r = 0; r < ofRow.length; r++) {
      if (!(ofRow[r] <= ofRow[row])) {
        row = r;
      }
    }
    return row;
  }

  private NumericalFailure failure(String what, double time, int row) {
    return new NumericalFailure(
        tableau.name()
            + " on "
            + problem.rhs().name()
            + ": "
            + what
            + ", at time "
            + time
            + " in row "
            + row,
        row);
  }
}
