package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.List;

/**
 * One-step methods for {@code dy/dt = f(y, arguments)}, all rows at once, with a formula as
 * right-hand side.
 *
 * <p>The derivative is that of the computed solution, unless {@link #withGradient} says otherwise.
 * Nothing is kept of the way if no argument is active.
 *
 * <p>Solvers are immutable and may be used by any number of threads.
 */
public final class OdeSolver {
  /** Steps after which an adaptive solver gives up, if not set otherwise. */
  public static final int DEFAULT_STEP_LIMIT = 100_000;

  /** How the error of a step becomes one number. */
  public enum ErrorNorm {
    /** The largest of the rows' root mean squares: every row meets the tolerance. */
    LARGEST_ROW,
    /**
     * The root mean square of the whole array: rows at rest hide the error of those that move. The
     * usual choice of general solvers, which see one system where there are many.
     */
    WHOLE_ARRAY
  }

  private final OdeMethod method;
  private final int steps;
  private final StepControl control;
  private final OdeGradient gradient;

  /** Name of the port that gets the time, or null. */
  private final String timePort;

  private final double startTime;

  private OdeSolver(
      OdeMethod method,
      int steps,
      StepControl control,
      OdeGradient gradient,
      String timePort,
      double startTime) {
    this.method = method;
    this.steps = steps;
    this.control = control;
    this.gradient = gradient;
    this.timePort = timePort;
    this.startTime = startTime;
  }

  /**
   * The pair of Dormand and Prince of order 5(4) with step-size control.
   *
   * @param relativeTolerance error of a step relative to the size of the state, at least 0
   * @param absoluteTolerance error of a step in the unit of the state, positive
   * @param firstStep size of the first step, in the unit of time
   */
  public static OdeSolver dormandPrince(
      double relativeTolerance, double absoluteTolerance, double firstStep) {
    return adaptive(Tableau.DORMAND_PRINCE, relativeTolerance, absoluteTolerance, firstStep);
  }

  /**
   * The pair of Tsitouras of order 5(4) with step-size control: the same work a step as {@link
   * #dormandPrince}, smaller error constants.
   *
   * @param relativeTolerance error of a step relative to the size of the state, at least 0
   * @param absoluteTolerance error of a step in the unit of the state, positive
   * @param firstStep size of the first step, in the unit of time
   */
  public static OdeSolver tsitouras(
      double relativeTolerance, double absoluteTolerance, double firstStep) {
    return adaptive(Tableau.TSITOURAS, relativeTolerance, absoluteTolerance, firstStep);
  }

  /**
   * The Rosenbrock method RODAS of Hairer and Wanner, of order 4(3), with step-size control: for
   * stiff equations, where explicit methods take tiny steps. Each row has a dense linear system as
   * large as the state has columns; the Jacobian comes from the formula.
   *
   * @param relativeTolerance error of a step relative to the size of the state, at least 0
   * @param absoluteTolerance error of a step in the unit of the state, positive
   * @param firstStep size of the first step, in the unit of time
   */
  public static OdeSolver rosenbrock(
      double relativeTolerance, double absoluteTolerance, double firstStep) {
    return adaptive(RosenbrockTableau.RODAS, relativeTolerance, absoluteTolerance, firstStep);
  }

  /** The classical method of order 4 with equal steps. */
  public static OdeSolver rungeKutta4(int steps) {
    return fixed(Tableau.RUNGE_KUTTA_4, steps);
  }

  /** The explicit trapezoidal rule, order 2, with equal steps. */
  public static OdeSolver heun(int steps) {
    return fixed(Tableau.HEUN, steps);
  }

  /** The explicit midpoint rule, order 2, with equal steps. */
  public static OdeSolver midpoint(int steps) {
    return fixed(Tableau.MIDPOINT, steps);
  }

  /** Euler's method, order 1, with equal steps. */
  public static OdeSolver euler(int steps) {
    return fixed(Tableau.EULER, steps);
  }

  static OdeSolver adaptive(
      OdeMethod method, double relativeTolerance, double absoluteTolerance, double firstStep) {
    return new OdeSolver(
        method,
        DEFAULT_STEP_LIMIT,
        new StepControl(relativeTolerance, absoluteTolerance, firstStep, ErrorNorm.LARGEST_ROW),
        OdeGradient.discrete(),
        null,
        0);
  }

  static OdeSolver fixed(OdeMethod method, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(method.name() + " with " + steps + " steps");
    }
    return new OdeSolver(method, steps, null, OdeGradient.discrete(), null, 0);
  }

  /** The same solver with another way to differentiate a solution. */
  public OdeSolver withGradient(OdeGradient other) {
    return new OdeSolver(method, steps, control, other, timePort, startTime);
  }

  /**
   * The same solver for right-hand sides that depend on time.
   *
   * @param port name of the right-hand side's input of width 1 that gets the time; it is left out
   *     of the arguments
   * @param start the time at the start of a solve
   */
  public OdeSolver withTime(String port, double start) {
    return new OdeSolver(method, steps, control, gradient, port, start);
  }

  /**
   * The same solver with another measure of the error.
   *
   * @throws IllegalStateException if the steps are equal, so that no error is measured
   */
  public OdeSolver withErrorNorm(ErrorNorm norm) {
    StepControl other = adaptiveOnly().withNorm(norm);
    return new OdeSolver(method, steps, other, gradient, timePort, startTime);
  }

  /**
   * The same solver with another number of steps, rejected ones included, after which it gives up.
   *
   * @throws IllegalStateException if the steps are equal, so that their number is given
   */
  public OdeSolver withStepLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("step limit " + limit);
    }
    return new OdeSolver(method, limit, adaptiveOnly(), gradient, timePort, startTime);
  }

  private StepControl adaptiveOnly() {
    if (control == null) {
      throw new IllegalStateException(method.name() + " takes equal steps");
    }
    return control;
  }

  /**
   * The state after {@code duration}, recorded on the arguments' tape, if they have one.
   *
   * @param rhs the rate of change of a row; its first input is the state, then the arguments
   * @param start state at the beginning, {@code n x} (output width of {@code rhs})
   * @param arguments what does not change during the solve, each {@code n x} or {@code 1 x} its
   *     port's width
   * @param duration how long, at least 0; the solver ends exactly there
   * @return state at the end, same shape as {@code start}
   * @throws IllegalArgumentException if shapes do not fit or the duration is negative
   * @throws NumericalFailure if the solution stops being finite, the step size vanishes or the step
   *     limit is reached; it says when, and in which row
   */
  public Var solve(Formula rhs, Var start, List<Var> arguments, double duration) {
    Var result = solveAt(rhs, start, arguments, duration);
    return duration == 0 ? start : result;
  }

  /**
   * The states at some times after the start, each hit exactly by a step; otherwise like {@link
   * #solve}. Methods with equal steps divide the time between two samples into the least number of
   * equal steps that are no longer than the last time over the number of steps.
   *
   * @param times ascending, at least 0, counted from the start
   * @return the states side by side: {@code n x} (columns of the start times number of times)
   */
  public Var solveAt(Formula rhs, Var start, List<Var> arguments, double... times) {
    List<Var> all = new ArrayList<>(arguments);
    int timeAt = timeAt(rhs);
    if (timeAt >= 0) {
      // stands for the time in every check
      all.add(Math.min(timeAt, all.size()), Var.constant(startTime));
    }
    check(rhs, start, all, timeAt, times);
    int columns = start.columns() * times.length;
    if (start.rows() == 0) {
      return Var.zeros(0, columns);
    }
    OdeProblem problem = OdeProblem.of(rhs, start, all);
    if (timeAt >= 0) {
      problem = problem.timedBy(timeAt, startTime);
    }
    all.addFirst(start);
    Var[] inputs = all.toArray(Var[]::new);
    return new OdeSolution(method, control, steps, problem)
        .record(gradient, inputs, start, times.clone());
  }

  /** Which argument after the state is the time, or -1. */
  private int timeAt(Formula rhs) {
    if (timePort == null) {
      return -1;
    }
    for (int k = 1; k < rhs.inputs().size(); k++) {
      if (rhs.inputs().get(k).equals(Port.scalar(timePort))) {
        return k - 1;
      }
    }
    throw new IllegalArgumentException(
        "right-hand side " + rhs + " has no input '" + timePort + "' of width 1 for the time");
  }

  private void check(Formula rhs, Var start, List<Var> arguments, int timeAt, double... times) {
    double before = 0;
    for (double time : times) {
      if (!(time >= before) || time == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            method.name() + " to time " + time + " after time " + before);
      }
      before = time;
    }
    if (times.length == 0) {
      throw new IllegalArgumentException(method.name() + " to no time");
    }
    List<Port> ports = rhs.inputs();
    if (ports.size() != 1 + arguments.size()) {
      int timed = timeAt < 0 ? 0 : 1;
      throw new IllegalArgumentException(
          "right-hand side "
              + rhs
              + " takes the state"
              + (timed > 0 ? ", the time" : "")
              + " and "
              + (ports.size() - 1 - timed)
              + " arguments, got "
              + (arguments.size() - timed));
    }
    if (ports.getFirst().width() != start.columns() || rhs.outputWidth() != start.columns()) {
      throw new IllegalArgumentException(
          "right-hand side "
              + rhs.title()
              + " does not fit a state of "
              + start.columns()
              + " columns");
    }
    for (int k = 0; k < arguments.size(); k++) {
      checkArgument(rhs, ports.get(1 + k), arguments.get(k), start.rows());
    }
  }

  private static void checkArgument(Formula rhs, Port port, Var argument, int rows) {
    if (argument.columns() != port.width() || (argument.rows() != rows && argument.rows() != 1)) {
      throw new IllegalArgumentException(
          "right-hand side "
              + rhs.title()
              + ": "
              + port
              + " got "
              + argument.rows()
              + " x "
              + argument.columns()
              + " numbers for a state of "
              + rows
              + " rows");
    }
  }

  @Override
  public String toString() {
    return method.name() + (control == null ? ", " + steps + " steps" : ", " + control);
  }
}
