package org.blastema.kernel.network;

import org.blastema.autodiff.OdeSolver;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * How a network's differential equation is solved; the gradient is that of the discrete solution.
 *
 * @param method the method
 * @param relativeTolerance local error allowed relative to the values
 * @param absoluteTolerance local error allowed besides
 * @param firstStep first step that adaptive methods try
 * @param steps number of steps of the fixed-step methods
 * @param errorNorm what adaptive methods measure
 */
@Describe("How a differential equation is solved.")
public record Solver(
    @Describe("The method; dormand-prince and tsitouras choose their steps.")
        @Default("dormand-prince")
        Method method,
    @Describe("Local error allowed relative to the values.")
        @Default("1e-6")
        @Range(min = 0, exclusiveMin = true)
        double relativeTolerance,
    @Describe("Local error allowed besides.") @Default("1e-9") @Range(min = 0, exclusiveMin = true)
        double absoluteTolerance,
    @Describe("First step that adaptive methods try.")
        @Default("0.1")
        @Range(min = 0, exclusiveMin = true)
        double firstStep,
    @Describe("Number of steps of the fixed-step methods.") @Default("100") @Range(min = 1)
        int steps,
    @Describe("Whether the step suits every cell, or the root mean square over all cells.")
        @Default("largest-row")
        ErrorNorm errorNorm) {

  /** The methods. */
  public enum Method {
    /** Dormand and Prince 1980, order 5(4), adaptive. */
    DORMAND_PRINCE,
    /** Tsitouras 2011, order 5(4), adaptive. */
    TSITOURAS,
    /** The classical method of order 4, fixed steps. */
    RUNGE_KUTTA_4,
    /** Heun's method of order 2, fixed steps. */
    HEUN,
    /** Euler's method of order 1, fixed steps. */
    EULER
  }

  /** What an adaptive method keeps below tolerance. */
  public enum ErrorNorm {
    /** The root mean square error of the worst row. */
    LARGEST_ROW,
    /** The root mean square error over all rows. */
    WHOLE_ARRAY
  }

  /** The solver. */
  public OdeSolver create() {
    return switch (method) {
      case DORMAND_PRINCE ->
          adaptive(OdeSolver.dormandPrince(relativeTolerance, absoluteTolerance, firstStep));
      case TSITOURAS ->
          adaptive(OdeSolver.tsitouras(relativeTolerance, absoluteTolerance, firstStep));
      case RUNGE_KUTTA_4 -> OdeSolver.rungeKutta4(steps);
      case HEUN -> OdeSolver.heun(steps);
      case EULER -> OdeSolver.euler(steps);
    };
  }

  private OdeSolver adaptive(OdeSolver solver) {
    return solver.withErrorNorm(
        errorNorm == ErrorNorm.LARGEST_ROW
            ? OdeSolver.ErrorNorm.LARGEST_ROW
            : OdeSolver.ErrorNorm.WHOLE_ARRAY);
  }
}
