package org.blastema.autodiff;

/** One solve: takes steps until the last sample is reached. */
final class OdeIntegration {
  /** A remainder smaller than this part of a step joins the step before it. */
  private static final double REMAINDER = 1e-10;

  private final OdeMethod method;
  private final OdeProblem problem;
  private final StepControl control;
  private final int limit;
  private final OdeHistory history;
  private final OdeStepper stepper;
  private double[] samples;
  private int taken;

  /**
   * Prepares a solve.
   *
   * @param control null for equal steps
   * @param limit number of equal steps, or the number of steps after which to give up
   * @param history where to keep accepted steps, or null
   */
  OdeIntegration(
      OdeMethod method, OdeProblem problem, StepControl control, int limit, OdeHistory history) {
    this.method = method;
    this.problem = problem;
    this.control = control;
    this.limit = limit;
    this.history = history;
    this.stepper = method.stepper(problem, control != null);
  }

  /**
   * Equal steps between two samples: as few as are no longer than the whole time over the number of
   * steps asked for.
   */
  static int equalSteps(double from, double to, double whole, int steps) {
    return (int) Math.max(1, Math.ceil((to - from) * steps / whole * (1 - REMAINDER)));
  }

  /** The number of equal steps through all samples. */
  static int equalSteps(double[] times, int steps) {
    int total = 0;
    double from = 0;
    for (double to : times) {
      total += to > from ? equalSteps(from, to, times[times.length - 1], steps) : 0;
      from = to;
    }
    return total;
  }

  /**
   * The states at some times, side by side.
   *
   * @param start state at time 0
   * @param times ascending, not negative
   */
  double[] solve(double[] start, double... times) {
    samples = new double[start.length * times.length];
    // the caller's array is not to be written to; a history may hold it
    double[] y = history == null ? start.clone() : start;
    double end = times[times.length - 1];
    if (control == null) {
      equalSteps(y, times, end);
    } else {
      adaptiveSteps(y, times, end);
    }
    return samples;
  }

  private void sample(int index, double[] y) {
    System.arraycopy(y, 0, samples, index * y.length, y.length);
    if (history != null) {
      history.sample();
    }
  }

  private void equalSteps(double[] start, double[] times, double end) {
    double[] y = start;
    double[] spare = null;
    double from = 0;
    for (int k = 0; k < times.length; k++) {
      int count = times[k] > from ? equalSteps(from, times[k], end, limit) : 0;
      double h = (times[k] - from) / count;
      for (int step = 0; step < count; step++) {
        double time = from + step * h;
        double[] next = spare == null ? new double[y.length] : spare;
        stepper.arrive(time, y);
        stepper.trial(time, y, h, next);
        checkFinite(next, time + h, "the state is not finite", y);
        spare = accepted(time, h, y);
        y = next;
      }
      from = times[k];
      sample(k, y);
    }
  }

  /** Keeps a step, or gives the state's array back for reuse. */
  private double[] accepted(double time, double h, double[] y) {
    if (history != null) {
      history.add(time, h, y);
      return null;
    }
    return y;
  }

  private void adaptiveSteps(double[] start, double[] times, double end) {
    double[] y = start;
    double[] next = new double[y.length];
    double[] error = new double[y.length];
    double[] ofRow = new double[problem.rows()];
    double time = 0;
    double h = control.firstStep();
    if (end > 0) {
      stepper.arrive(0, y);
      checkFinite(stepper.slope(), 0, "the right-hand side is not finite", y);
    }
    for (int k = 0; k < times.length; k++) {
      while (time < times[k]) {
        if (taken++ == limit) {
          throw failure("no end after " + limit + " steps", time, largest(ofRow));
        }
        double remaining = times[k] - time;
        boolean last = h >= remaining * (1 - REMAINDER);
        double step = last ? remaining : h;
        stepper.trial(time, y, step, next);
        stepper.error(error);
        double size = control.size(error, step, y, next, problem.measured(), ofRow);
        double factor = control.factor(size, method.order());
        if (size <= 1) {
          double[] spare = accepted(time, step, y);
          y = next;
          time = last ? times[k] : time + step;
          if (time < end) {
            next = spare == null ? new double[y.length] : spare;
            stepper.accept(time, y);
          }
          // a step cut short by a sample says little about the next one
          h = last ? Math.max(h, step * factor) : step * factor;
        } else {
          h = step * factor;
        }
        if (time < end && h < 4 * Math.ulp(Math.max(time, control.firstStep()))) {
          checkFinite(next, time, "the state is not finite even after a tiny step", y);
          throw failure("the step size vanishes", time, largest(ofRow));
        }
      }
      sample(k, y);
    }
  }

  private void checkFinite(double[] values, double time, String problemText, double[] y) {
    for (int k = 0; k < values.length; k++) {
      if (!Double.isFinite(values[k])) {
        int row = k % problem.rows();
        throw failure(problemText + problem.explain(time, y, row), time, row);
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
        method.name()
            + " on "
            + problem.rhs().title()
            + ": "
            + what
            + ", at time "
            + time
            + " in row "
            + row,
        row);
  }
}
