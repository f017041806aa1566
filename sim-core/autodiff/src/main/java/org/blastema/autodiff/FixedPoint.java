package org.blastema.autodiff;

import java.util.List;

/**
 * Converged iterations {@code x = g(x, p)} and their derivative by the implicit function theorem:
 * {@code dx = (I - dg/dx)^-1 (dg/dp) dp}, whatever way led to {@code x}.
 *
 * <p>An adjoint {@code x*} gives {@code p* = (dg/dp)^T l} with {@code (I - dg/dx)^T l = x*}, solved
 * by the method of generalized minimal residuals. All products are sweeps over one recorded
 * evaluation of {@code g}; the iteration is not recorded and costs no memory. For states of rest of
 * an energy, which may have free motions, see {@link Equilibrium}.
 */
public final class FixedPoint {
  /** Relative accuracy of the iteration and of the linear solve, if not set otherwise. */
  public static final double DEFAULT_TOLERANCE = 1e-12;

  /** Number of iterations, and of products of a linear solve, if not set otherwise. */
  public static final int DEFAULT_LIMIT = 10_000;

  /** One iteration. */
  @FunctionalInterface
  public interface Map {
    /**
     * The next iterate, of the shape of {@code x}; recorded where an argument is active.
     *
     * @param x the iterate
     * @param parameters what else it depends on
     */
    Var at(Var x, List<Var> parameters);
  }

  private final Map map;
  private final double tolerance;
  private final int limit;

  private FixedPoint(Map map, double tolerance, int limit) {
    this.map = map;
    this.tolerance = tolerance;
    this.limit = limit;
  }

  /** Fixed points of an iteration. */
  public static FixedPoint of(Map map) {
    return new FixedPoint(map, DEFAULT_TOLERANCE, DEFAULT_LIMIT);
  }

  /**
   * The same with another accuracy.
   *
   * @param relative largest change in an iteration relative to the largest entry or 1, and length
   *     of the linear solve's residual relative to that of the adjoint
   */
  public FixedPoint withTolerance(double relative) {
    if (!(relative > 0 && relative < 1)) {
      throw new IllegalArgumentException("tolerance " + relative);
    }
    return new FixedPoint(map, relative, limit);
  }

  /** The same with another number of iterations and of products after which to give up. */
  public FixedPoint withLimit(int iterations) {
    if (iterations < 1) {
      throw new IllegalArgumentException("limit of " + iterations + " iterations");
    }
    return new FixedPoint(map, tolerance, iterations);
  }

  /**
   * Iterates until nothing changes any more.
   *
   * @param start where to begin; the result does not depend on it as far as derivatives go
   * @param parameters what else the iteration depends on
   * @return the fixed point as a function of the parameters
   * @throws NumericalFailure if there is no convergence or an iterate is not finite
   */
  public Var solve(Var start, List<Var> parameters) {
    List<Var> fixed = parameters.stream().map(Var::stopGradient).toList();
    Var x = start.stopGradient();
    double change = Double.POSITIVE_INFINITY;
    for (int k = 0; k < limit; k++) {
      Var next = next(x, fixed);
      change = change(x, next, k);
      x = next;
      if (change <= tolerance) {
        return solution(x, parameters);
      }
    }
    throw new NumericalFailure(
        "fixed point: no convergence after "
            + limit
            + " iterations, relative change "
            + change
            + ", tolerance "
            + tolerance,
        -1);
  }

  private Var next(Var x, List<Var> parameters) {
    Var next = map.at(x, parameters);
    if (next.rows() != x.rows() || next.columns() != x.columns()) {
      throw new IllegalArgumentException(
          "fixed point: "
              + next.rows()
              + " x "
              + next.columns()
              + " numbers out of "
              + x.rows()
              + " x "
              + x.columns());
    }
    return next;
  }

  private static double change(Var x, Var next, int iteration) {
    double change = 0;
    double largest = 1;
    for (int k = 0; k < x.size(); k++) {
      double value = next.data()[k];
      if (!Double.isFinite(value)) {
        int row = k % x.rows();
        throw new NumericalFailure(
            "fixed point: " + value + " in row " + row + " after iteration " + iteration, row);
      }
      change = Math.max(change, Math.abs(value - x.data()[k]));
      largest = Math.max(largest, Math.abs(value));
    }
    return change / largest;
  }

  /**
   * A fixed point that was found by any means.
   *
   * @param x the fixed point, as exactly as the gradient is to be; taken as a constant
   * @param parameters what else the iteration depends on
   * @return {@code x}, recorded; its sweep throws {@link NumericalFailure} if the linear solve
   *     fails, as it does where {@code I - dg/dx} is singular
   */
  public Var solution(Var x, List<Var> parameters) {
    Var rest = x.stopGradient();
    List<Var> fixed = parameters.stream().map(Var::stopGradient).toList();
    return Tape.primitive(
        "fixed point",
        parameters.toArray(Var[]::new),
        x.rows(),
        x.columns(),
        x.data(),
        (output, inputs) -> pull(rest, fixed, output, inputs));
  }

  private void pull(Var x, List<Var> parameters, double[] output, double[][] inputs) {
    Tape tape = new Tape();
    Var point = tape.input(x);
    Var next = next(point, parameters);
    double goal = tolerance * Math.sqrt(ConjugateGradients.dot(output, output));
    double[] response =
        GeneralizedResiduals.solve(
            v -> {
              tape.clearAdjoints();
              tape.seed(next, v);
              tape.sweep();
              double[] product = tape.adjoint(point);
              for (int k = 0; k < product.length; k++) {
                product[k] = v[k] - product[k];
              }
              return product;
            },
            output,
            goal,
            limit,
            "fixed point");
    ParameterSweep.add(live -> map.at(x, live), parameters, response, inputs);
  }
}
