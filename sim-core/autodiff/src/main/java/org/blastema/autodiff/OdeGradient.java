package org.blastema.autodiff;

/** How {@link OdeSolver} differentiates a solution. */
public sealed interface OdeGradient {
  /**
   * Differentiate what was computed ("discretise, then optimise"): the exact adjoint of the steps
   * that were taken, with their sizes as constants. Sizes are kept (16 bytes a step); the states
   * that steps start from are kept as far as a budget goes and computed again where they are not,
   * with the same bits.
   *
   * @param bytes budget for the states of one solve; one state is kept in any case
   */
  record Discrete(long bytes) implements OdeGradient {
    /** Checks the budget. */
    public Discrete {
      requireBudget(bytes);
    }
  }

  /**
   * Solve the adjoint equation {@code l' = -(df/dy)^T l} backward from sample to sample, together
   * with the integral of {@code (df/dp)^T l}: the derivative of the exact solution, not of the
   * computed one. The solver's own method is used, with the cubic of Hermite between the states
   * that the solution went through, which are kept or computed again as in {@link Discrete}.
   *
   * <p>The result is off by what the solution, the backward solve and the interpolation (order 4 in
   * the step size) are off by, and tends to the other methods' as tolerances shrink. A method
   * without an estimate of its error takes one backward step for every forward one.
   *
   * @param relativeTolerance error of a backward step, relative to each adjoint and to the largest
   *     one that the sweep starts from
   * @param bytes budget for the states of one solve; one state is kept in any case
   */
  record ContinuousAdjoint(double relativeTolerance, long bytes) implements OdeGradient {
    /** Checks the tolerance and the budget. */
    public ContinuousAdjoint {
      requireBudget(bytes);
      if (!(relativeTolerance > 0)) {
        throw new IllegalArgumentException("tolerance " + relativeTolerance);
      }
    }
  }

  /**
   * Carry the derivative by every active number of a row along with the solution, by forward mode.
   * Keeps nothing of the way, and costs one more right-hand side for each active column of the
   * start and of the arguments: the choice for long solutions with few parameters. The steps are
   * chosen as without derivatives, so that the result is that of {@link Discrete} up to rounding.
   * With the implicit method, linear systems grow by the same factor.
   */
  record ForwardSensitivities() implements OdeGradient {}

  /** {@link Discrete} with an eighth of the heap's largest size as budget of a solve. */
  static OdeGradient discrete() {
    return new Discrete(Checkpointed.defaultBudget());
  }

  /** {@link ContinuousAdjoint} with an eighth of the heap's largest size as budget of a solve. */
  static OdeGradient continuousAdjoint(double relativeTolerance) {
    return new ContinuousAdjoint(relativeTolerance, Checkpointed.defaultBudget());
  }

  /** {@link ForwardSensitivities}. */
  static OdeGradient forwardSensitivities() {
    return new ForwardSensitivities();
  }

  private static void requireBudget(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a budget of " + bytes + " bytes");
    }
  }
}
