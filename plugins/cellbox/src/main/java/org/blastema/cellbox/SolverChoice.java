package org.blastema.cellbox;

import java.util.EnumSet;
import java.util.Set;
import org.blastema.autodiff.OdeGradient;
import org.blastema.autodiff.OdeSolver;
import org.blastema.cellbox.model.AtRest;
import org.blastema.cellbox.model.EqualSteps;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Scheme;
import org.blastema.cellbox.model.WithFormula;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;

/**
 * How a first-order fit solves the equation and differentiates the solution.
 *
 * @param method of solution
 * @param longestStep of the methods with equal steps
 * @param gradient of the solution
 * @param relativeTolerance of adaptive methods
 * @param absoluteTolerance of adaptive methods
 */
record SolverChoice(
    @Describe("The method; the last three choose their steps, at-rest solves for states of rest.")
        @Default("runge-kutta-4")
        Method method,
    @Describe("Longest step of the methods with equal steps.")
        @Default("0.2")
        @Range(min = 0, exclusiveMin = true)
        double longestStep,
    @Describe("The derivative of the solution.") @Default("discrete-adjoint") Derivative gradient,
    @Describe("Local error that adaptive methods allow relative to the values.")
        @Default("1e-6")
        @Range(min = 0, exclusiveMin = true)
        double relativeTolerance,
    @Describe("Local error that adaptive methods allow besides.")
        @Default("1e-8")
        @Range(min = 0, exclusiveMin = true)
        double absoluteTolerance) {

  private static final double FIRST_STEP = 0.1;
  private static final Set<Method> EQUAL_STEPS =
      EnumSet.of(Method.EULER, Method.MIDPOINT, Method.HEUN, Method.RUNGE_KUTTA_4);

  /** The methods. */
  enum Method {
    /** Euler. */
    @Describe("Euler's method, order 1, equal steps.")
    EULER,
    /** Midpoint. */
    @Describe("The midpoint rule, order 2, equal steps.")
    MIDPOINT,
    /** Heun. */
    @Describe("Heun's method, order 2, equal steps.")
    HEUN,
    /** Runge and Kutta. */
    @Describe("The classical method of order 4, equal steps.")
    RUNGE_KUTTA_4,
    /** Tsitouras. */
    @Describe("Tsitouras 2011, order 5(4), adaptive.")
    TSITOURAS,
    /** Dormand and Prince. */
    @Describe("Dormand and Prince 1980, order 5(4), adaptive.")
    DORMAND_PRINCE,
    /** Rosenbrock. */
    @Describe("Hairer and Wanner's RODAS, order 4(3), adaptive, for stiff equations.")
    ROSENBROCK,
    /** Fixed point. */
    @Describe("States of rest as fixed points, with the implicit gradient.")
    AT_REST
  }

  /** The derivatives. */
  enum Derivative {
    /** Of the computed solution, backward. */
    @Describe("Exact adjoint of the steps that were taken.")
    DISCRETE_ADJOINT,
    /** Of the true solution, backward. */
    @Describe("The adjoint differential equation, solved backward.")
    CONTINUOUS_ADJOINT,
    /** Of the computed solution, forward. */
    @Describe("Derivatives by all numbers of the network, carried along; for small networks.")
    FORWARD_SENSITIVITIES
  }

  /**
   * The scheme for a fit.
   *
   * @param duration of an experiment
   * @throws InvalidConfiguration if states of rest have no such derivative
   */
  Scheme scheme(double duration) {
    if (method == Method.AT_REST) {
      if (gradient != Derivative.DISCRETE_ADJOINT) {
        throw InvalidConfiguration.at(
            "solver.gradient", "states of rest have the implicit gradient");
      }
      return new AtRest();
    }
    if (gradient == Derivative.DISCRETE_ADJOINT && EQUAL_STEPS.contains(method)) {
      return new EqualSteps(equal(), longestStep);
    }
    OdeGradient how =
        switch (gradient) {
          case DISCRETE_ADJOINT -> OdeGradient.discrete();
          case CONTINUOUS_ADJOINT -> OdeGradient.continuousAdjoint(relativeTolerance);
          case FORWARD_SENSITIVITIES -> OdeGradient.forwardSensitivities();
        };
    return new WithFormula(
        solver((int) Math.ceil(duration / longestStep - 1e-9)).withGradient(how));
  }

  private FixedSteps equal() {
    return switch (method) {
      case EULER -> FixedSteps.EULER;
      case MIDPOINT -> FixedSteps.MIDPOINT;
      case HEUN -> FixedSteps.HEUN;
      default -> FixedSteps.RUNGE_KUTTA_4;
    };
  }

  private OdeSolver solver(int steps) {
    return switch (method) {
      case EULER -> OdeSolver.euler(steps);
      case MIDPOINT -> OdeSolver.midpoint(steps);
      case HEUN -> OdeSolver.heun(steps);
      case RUNGE_KUTTA_4 -> OdeSolver.rungeKutta4(steps);
      case DORMAND_PRINCE ->
          OdeSolver.dormandPrince(relativeTolerance, absoluteTolerance, FIRST_STEP);
      case ROSENBROCK -> OdeSolver.rosenbrock(relativeTolerance, absoluteTolerance, FIRST_STEP);
      case TSITOURAS, AT_REST ->
          OdeSolver.tsitouras(relativeTolerance, absoluteTolerance, FIRST_STEP);
    };
  }
}
