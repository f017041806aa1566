package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The derivative of a state of rest by the implicit function theorem, for a state that was found by
 * any means.
 *
 * <p>Where forces {@code F(x, p) = -dE/dx} vanish and go on to vanish as {@code p} changes, {@code
 * H dx = (dF/dp) dp} with the Hessian {@code H} of the energy {@code E}. So an adjoint {@code x*}
 * of the state gives {@code p* = (dF/dp)^T l} with {@code H l = x*}, solved by conjugate gradients.
 * All products are sweeps over one recorded evaluation of the forces; how the state was found is
 * not recorded, and costs no memory.
 *
 * <p>{@code H} does not fix free motions. They are given as {@link NullModes} and taken out of
 * {@code x*}; what is taken out goes to the positions from which the relaxation started, if they
 * are given.
 */
public final class Equilibrium {
  /** Relative accuracy of the linear solve, if not set otherwise. */
  public static final double DEFAULT_TOLERANCE = 1e-10;

  /** What is left of a free motion when it has been taken out, relative to its length. */
  private static final double ROUNDING = 1e-14;

  private static final int PRODUCTS_PER_COORDINATE = 10;
  private static final int MORE_PRODUCTS = 100;

  /** Forces that are the negative gradient of an energy. */
  @FunctionalInterface
  public interface Forces {
    /**
     * The forces, of the shape of {@code x}; recorded where an argument is active.
     *
     * @param x the state
     * @param parameters what else the energy depends on
     */
    Var at(Var x, List<Var> parameters);
  }

  private final Forces forces;
  private final double tolerance;
  private final int limit;

  private Equilibrium(Forces forces, double tolerance, int limit) {
    this.forces = forces;
    this.tolerance = tolerance;
    this.limit = limit;
  }

  /** States of rest of some forces. */
  public static Equilibrium of(Forces forces) {
    return new Equilibrium(forces, DEFAULT_TOLERANCE, 0);
  }

  /**
   * The same with another accuracy of the linear solve.
   *
   * @param relative length of the residual relative to that of the right-hand side
   */
  public Equilibrium withTolerance(double relative) {
    if (!(relative > 0 && relative < 1)) {
      throw new IllegalArgumentException("tolerance " + relative);
    }
    return new Equilibrium(forces, relative, limit);
  }

  /**
   * The same with another number of Hessian-vector products after which the linear solve gives up.
   */
  public Equilibrium withLimit(int products) {
    if (products < 1) {
      throw new IllegalArgumentException("limit of " + products + " products");
    }
    return new Equilibrium(forces, tolerance, products);
  }

  /**
   * A state of rest as a function of the parameters.
   *
   * @param x the state at which the forces vanish, as exactly as the gradient is to be; taken as a
   *     constant
   * @param parameters what else the energy depends on
   * @param free motions without energy; their part of an adjoint is dropped
   * @return {@code x}, recorded; its sweep throws {@link NumericalFailure} if the linear solve
   *     fails, as it does at a state that is no minimum or has free motions that are not given
   */
  public Var solution(Var x, List<Var> parameters, NullModes free) {
    return record(null, x, parameters, free);
  }

  /**
   * A state of rest as a function of the parameters and of where the relaxation started: free
   * motions are as in the start. That is exact for translations of clusters that stay apart, and of
   * first order in the distance for rotations.
   *
   * @param start where the relaxation started, of the shape of {@code x}
   * @param x the state at which the forces vanish, as exactly as the gradient is to be; taken as a
   *     constant
   * @param parameters what else the energy depends on
   * @param free motions without energy
   * @return {@code x}, recorded; see the other form
   */
  public Var solution(Var start, Var x, List<Var> parameters, NullModes free) {
    if (start.rows() != x.rows() || start.columns() != x.columns()) {
      throw new IllegalArgumentException(
          "start of "
              + start.rows()
              + " x "
              + start.columns()
              + ", state of "
              + x.rows()
              + " x "
              + x.columns());
    }
    return record(start, x, parameters, free);
  }

  private Var record(Var start, Var x, List<Var> parameters, NullModes free) {
    if (free.size() != x.size()) {
      throw new IllegalArgumentException(
          "free motions of " + free.size() + " coordinates for a state of " + x.size());
    }
    List<Var> arguments = new ArrayList<>(parameters);
    arguments.add(start == null ? Var.constant(0) : start);
    Var rest = x.stopGradient();
    List<Var> fixed = parameters.stream().map(Var::stopGradient).toList();
    return Tape.primitive(
        "equilibrium",
        arguments.toArray(Var[]::new),
        x.rows(),
        x.columns(),
        x.data(),
        (output, inputs) -> pull(rest, fixed, free, output, inputs));
  }

  private void pull(
      Var x, List<Var> parameters, NullModes free, double[] output, double[][] inputs) {
    double[] toStart = inputs[parameters.size()];
    if (toStart != null) {
      free.addPart(output, toStart);
    }
    if (Arrays.stream(inputs).limit(parameters.size()).allMatch(a -> a == null)) {
      return;
    }
    double[] response = response(x, parameters, free, output);

    ParameterSweep.add(live -> forces.at(x, live), parameters, response, inputs);
  }

  /** The solution of {@code H l = output} without free motions. */
  private double[] response(Var x, List<Var> parameters, NullModes free, double[] output) {
    double[] right = output.clone();
    free.removeFrom(right);
    double goal = Math.max(tolerance * length(right), ROUNDING * length(output));
    Tape tape = new Tape();
    Var live = tape.input(x);
    Var f = forces.at(live, parameters);
    int products = limit > 0 ? limit : PRODUCTS_PER_COORDINATE * x.size() + MORE_PRODUCTS;
    double[] response =
        ConjugateGradients.solve(
            v -> hessianTimes(tape, live, f, free, v),
            right,
            goal,
            products,
            "equilibrium",
            "not a minimum, or a free motion that is not among the null modes");
    free.removeFrom(response);
    return response;
  }

  private static double length(double[] v) {
    return Math.sqrt(ConjugateGradients.dot(v, v));
  }

  private static double[] hessianTimes(Tape tape, Var x, Var f, NullModes free, double[] v) {
    tape.clearAdjoints();
    tape.seed(f, v);
    tape.sweep();
    double[] product = tape.adjoint(x);
    for (int k = 0; k < product.length; k++) {
      product[k] = -product[k];
    }
    free.removeFrom(product);
    return product;
  }
}
