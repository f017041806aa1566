package org.blastema.kernel.grid;

import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.NumericalFailure;

/**
 * Solves {@code K c + u c - D lap c = s} on a grid: conjugate gradients, with the solution for a
 * uniform u as preconditioner. That one is exact, by the eigenvectors of every axis (R. E. Lynch,
 * J. R. Rice, D. H. Thomas, Direct solution of partial difference equations by tensor product
 * methods, Numerische Mathematik 6, 1964), so that one iteration suffices where cells take up
 * nothing.
 */
final class SteadyField {
  private static final int MOST_ITERATIONS = 500;

  private final Surroundings around;
  private final double tolerance;
  private final List<AxisModes> modes;

  /**
   * Prepares the solver.
   *
   * @param tolerance largest residual, relative to the right-hand side
   */
  SteadyField(Surroundings around, double tolerance) {
    this.around = around;
    this.tolerance = tolerance;
    this.modes = around.axes().stream().map(AxisModes::new).toList();
  }

  /**
   * The steady state.
   *
   * @param source what enters every voxel (concentration/time)
   * @param sink the rate at which every voxel is emptied (1/time)
   * @throws NumericalFailure if there is none, or the iteration does not converge
   */
  double[] solve(double[] source, double[] sink, FieldLaw law) {
    double[] right = source.clone();
    for (int axis = 0; axis < around.axes().size(); axis++) {
      around
          .axes()
          .get(axis)
          .addWalls(
              law.diffusion() * around.perArea(),
              law.walls()[2 * axis],
              law.walls()[2 * axis + 1],
              right);
    }
    return invert(right, sink, law);
  }

  /**
   * The adjoint of {@link #solve}: the matrix is symmetric, so it takes one more solution.
   *
   * @param c the steady state
   * @param output its adjoint
   */
  FieldAdjoint pull(double[] c, double[] sink, FieldLaw law, double[] output) {
    FieldAdjoint adjoint = new FieldAdjoint(c.length, law.walls().length);
    double[] w = invert(output, sink, law);
    double perArea = around.perArea();
    double[] differences = new double[c.length];
    for (int axis = 0; axis < around.axes().size(); axis++) {
      GridAxis along = around.axes().get(axis);
      along.addDifferences(perArea, c, differences);
      along.addWalls(-perArea, law.walls()[2 * axis], law.walls()[2 * axis + 1], differences);
      double weight = 2 * law.diffusion() * perArea;
      adjoint.walls[2 * axis] = along.lowHeld() ? weight * along.sumAtSide(false, w) : 0;
      adjoint.walls[2 * axis + 1] = along.highHeld() ? weight * along.sumAtSide(true, w) : 0;
    }
    for (int p = 0; p < c.length; p++) {
      adjoint.source[p] = w[p];
      adjoint.sink[p] = -w[p] * c[p];
      adjoint.decay -= w[p] * c[p];
      adjoint.diffusion -= w[p] * differences[p];
    }
    return adjoint;
  }

  /** {@code (K + u - D lap) c = right} with zero at the held sides. */
  private double[] invert(double[] right, double[] sink, FieldLaw law) {
    double uniform = law.decay() + Arrays.stream(sink).average().orElse(0);
    if (!(uniform > 0) && !around.anyHeld()) {
      throw new NumericalFailure(
          "there is no steady state: nothing decays, no cell takes up, and no side is held", -1);
    }
    int n = right.length;
    double[] c = new double[n];
    double[] residual = right.clone();
    double[] direction = new double[n];
    double[] image = new double[n];
    double[] scratch = new double[n];
    double goal = tolerance * Math.sqrt(dot(right, right));
    if (!Double.isFinite(goal)) {
      throw new NumericalFailure("what enters the field is not finite", -1);
    }
    double before = 0;
    for (int iteration = 0; Math.sqrt(dot(residual, residual)) > goal; iteration++) {
      if (iteration == MOST_ITERATIONS) {
        throw new NumericalFailure(
            "the steady field did not converge in "
                + MOST_ITERATIONS
                + " iterations: the residual is "
                + Math.sqrt(dot(residual, residual))
                + " where "
                + goal
                + " is wanted",
            -1);
      }
      double[] z = precondition(residual, uniform, law.diffusion(), scratch);
      double now = dot(residual, z);
      double kept = iteration == 0 ? 0 : now / before;
      for (int p = 0; p < n; p++) {
        direction[p] = z[p] + kept * direction[p];
      }
      apply(direction, sink, law, image);
      double step = now / dot(direction, image);
      if (!Double.isFinite(step)) {
        throw new NumericalFailure("the steady field is not finite", -1);
      }
      for (int p = 0; p < n; p++) {
        c[p] += step * direction[p];
        residual[p] -= step * image[p];
      }
      before = now;
    }
    return c;
  }

  private void apply(double[] c, double[] sink, FieldLaw law, double[] image) {
    for (int p = 0; p < c.length; p++) {
      image[p] = (law.decay() + sink[p]) * c[p];
    }
    for (GridAxis axis : around.axes()) {
      axis.addDifferences(law.diffusion() * around.perArea(), c, image);
    }
  }

  private double[] precondition(
      double[] residual, double uniform, double diffusion, double[] scratch) {
    double[] z = residual.clone();
    modes.forEach(m -> m.analyze(z, scratch));
    double weight = diffusion * around.perArea();
    for (int p = 0; p < z.length; p++) {
      double value = 0;
      for (int axis = 0; axis < modes.size(); axis++) {
        GridAxis along = around.axes().get(axis);
        value += modes.get(axis).value(p / along.stride() % along.length());
      }
      z[p] /= uniform + weight * value;
    }
    modes.forEach(m -> m.synthesize(z, scratch));
    return z;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int p = 0; p < a.length; p++) {
      sum += a[p] * b[p];
    }
    return sum;
  }
}
