package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.List;

/**
 * Explicit Runge-Kutta methods for {@code dy/dt = f(y, arguments)}, all rows at once, with a
 * formula as right-hand side.
 *
 * <p>The derivative is that of the computed solution ("discretise, then optimise"): the exact
 * adjoint of the steps that were taken, with their sizes as constants. Only the accepted step sizes
 * and the states that they start from are kept, and only if an argument is active; the sweep
 * computes the slopes of each step again.
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

  private final Tableau tableau;
  private final int steps;
  private final StepControl control;

  private OdeSolver(Tableau tableau, int steps, StepControl control) {
    this.tableau = tableau;
    this.steps = steps;
    this.control = control;
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
      Tableau tableau, double relativeTolerance, double absoluteTolerance, double firstStep) {
    return new OdeSolver(
        tableau,
        DEFAULT_STEP_LIMIT,
        new StepControl(relativeTolerance, absoluteTolerance, firstStep, ErrorNorm.LARGEST_ROW));
  }

  static OdeSolver fixed(Tableau tableau, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(tableau.name() + " with " + steps + " steps");
    }
    return new OdeSolver(tableau, steps, null);
  }

  /**
   * The same solver with another measure of the error.
   *
   * @throws IllegalStateException if the steps are equal, so that no error is measured
   */
  public OdeSolver withErrorNorm(ErrorNorm norm) {
    return new OdeSolver(tableau, steps, adaptiveOnly().withNorm(norm));
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
    return new OdeSolver(tableau, limit, adaptiveOnly());
  }

  private StepControl adaptiveOnly() {
    if (control == null) {
      throw new IllegalStateException(tableau.name() + " takes equal steps");
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
    check(rhs, start, arguments, duration);
    if (duration == 0 || start.rows() == 0) {
      return start;
    }
    OdeProblem problem = OdeProblem.of(rhs, start, arguments);
    boolean recorded = start.isActive() || arguments.stream().anyMatch(Var::isActive);
    OdeHistory history = recorded ? new OdeHistory() : null;
    OdeIntegration run = new OdeIntegration(tableau, problem, control, steps, history);
    double[] end = run.solve(start.data(), duration);
    List<Var> all = new ArrayList<>();
    all.add(start);
    all.addAll(arguments);
    return Tape.primitive(
        tableau.name(),
        all.toArray(Var[]::new),
        start.rows(),
        start.columns(),
        end,
        (output, inputs) -> new OdeAdjoint(tableau, problem, inputs).pull(history, output, inputs));
  }

  private void check(Formula rhs, Var start, List<Var> arguments, double duration) {
    if (!(duration >= 0) || duration == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(tableau.name() + " over a duration of " + duration);
    }
    List<Port> ports = rhs.inputs();
    if (ports.size() != 1 + arguments.size()) {
      throw new IllegalArgumentException(
          "right-hand side "
              + rhs
              + " takes the state and "
              + (ports.size() - 1)
              + " arguments, got "
              + arguments.size());
    }
    if (ports.getFirst().width() != start.columns() || rhs.outputWidth() != start.columns()) {
      throw new IllegalArgumentException(
          "right-hand side " + rhs + " does not fit a state of " + start.columns() + " columns");
    }
    for (int k = 0; k < arguments.size(); k++) {
      Var argument = arguments.get(k);
      Port port = ports.get(1 + k);
      if (argument.columns() != port.width()
          || (argument.rows() != start.rows() && argument.rows() != 1)) {
        throw new IllegalArgumentException(
            "right-hand side "
                + rhs.name()
                + ": "
                + port
                + " got "
                + argument.rows()
                + " x "
                + argument.columns()
                + " numbers for a state of "
                + start.rows()
                + " rows");
      }
    }
  }

  @Override
  public String toString() {
    return tableau.name() + (control == null ? ", " + steps + " steps" : ", " + control);
  }
}
