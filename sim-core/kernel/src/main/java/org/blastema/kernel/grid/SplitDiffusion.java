package org.blastema.kernel.grid;

import java.util.Arrays;
import java.util.List;

/**
 * Advances {@code dc/dt = D lap c - K c + s - u c} on a grid by locally one-dimensional implicit
 * steps: first what cells give and take, {@code c := (c + h s) / (1 + h u)}, then axis after axis
 * {@code (1 + h K / d + h D T / dx^2) c := c}. Stable and free of negative concentrations for every
 * step length h, exact in the total amount, of first order in h.
 *
 * <p>Source: G. I. Marchuk, Splitting and alternating direction methods, Handbook of Numerical
 * Analysis I (1990); the scheme of BioFVM (A. Ghaffarizadeh et al., Bioinformatics 32, 2016), whose
 * adjoint is added here. Every matrix is symmetric, so the adjoint sweeps with the same factors.
 */
final class SplitDiffusion {
  private final Surroundings around;
  private final double h;
  private final int steps;

  /**
   * Prepares the scheme.
   *
   * @param time how far to advance
   * @param steps in how many equal steps
   */
  SplitDiffusion(Surroundings around, double time, int steps) {
    this.around = around;
    this.h = time / steps;
    this.steps = steps;
  }

  /** One over {@code h K / d + 1 + r T} along every axis. */
  private List<GridAxis.Factors> factors(FieldLaw law) {
    double a = 1 + h * law.decay() / around.axes().size();
    return around.axes().stream().map(axis -> axis.factor(a, r(law))).toList();
  }

  private double r(FieldLaw law) {
    return h * law.diffusion() * around.perArea();
  }

  /**
   * The field after the time.
   *
   * @param before a number a voxel
   * @param source what enters every voxel (concentration/time)
   * @param sink the rate at which every voxel is emptied (1/time)
   */
  double[] advance(double[] before, double[] source, double[] sink, FieldLaw law) {
    List<GridAxis.Factors> factors = factors(law);
    double[] c = before.clone();
    for (int step = 0; step < steps; step++) {
      exchange(c, source, sink);
      for (int axis = 0; axis < factors.size(); axis++) {
        sweep(axis, factors.get(axis), law, c);
      }
    }
    return c;
  }

  private void exchange(double[] c, double[] source, double[] sink) {
    for (int p = 0; p < c.length; p++) {
      c[p] = (c[p] + h * source[p]) / (1 + h * sink[p]);
    }
  }

  private void sweep(int axis, GridAxis.Factors factors, FieldLaw law, double[] c) {
    GridAxis along = around.axes().get(axis);
    along.addWalls(factors.r(), law.walls()[2 * axis], law.walls()[2 * axis + 1], c);
    along.solve(factors, c);
  }

  /**
   * The adjoint of {@link #advance}. The fields at the beginnings of all steps are computed again,
   * those inside a step from there.
   *
   * @param output adjoint of the field after
   */
  FieldAdjoint pull(
      double[] before, double[] source, double[] sink, FieldLaw law, double[] output) {
    List<GridAxis.Factors> factors = factors(law);
    int axes = factors.size();
    double[][] begins = new double[steps][];
    double[] c = before.clone();
    for (int step = 0; step < steps; step++) {
      begins[step] = c.clone();
      if (step < steps - 1) {
        exchange(c, source, sink);
        for (int axis = 0; axis < axes; axis++) {
          sweep(axis, factors.get(axis), law, c);
        }
      }
    }
    FieldAdjoint adjoint = new FieldAdjoint(before.length, 2 * axes);
    double[] bar = output.clone();
    double[][] swept = new double[axes + 1][before.length];
    double[] differences = new double[before.length];
    for (int step = steps - 1; step >= 0; step--) {
      System.arraycopy(begins[step], 0, swept[0], 0, before.length);
      exchange(swept[0], source, sink);
      for (int axis = 0; axis < axes; axis++) {
        System.arraycopy(swept[axis], 0, swept[axis + 1], 0, before.length);
        sweep(axis, factors.get(axis), law, swept[axis + 1]);
      }
      for (int axis = axes - 1; axis >= 0; axis--) {
        pullSweep(axis, factors.get(axis), law, swept[axis + 1], bar, differences, adjoint);
      }
      for (int p = 0; p < bar.length; p++) {
        bar[p] /= 1 + h * sink[p];
        adjoint.source[p] += h * bar[p];
        adjoint.sink[p] -= h * bar[p] * swept[0][p];
      }
      begins[step] = null;
    }
    System.arraycopy(bar, 0, adjoint.before, 0, bar.length);
    return adjoint;
  }

  /** {@code M y = x + 2 r b}: the adjoint of x is {@code M^-1} of that of y. */
  private void pullSweep(
      int axis,
      GridAxis.Factors factors,
      FieldLaw law,
      double[] y,
      double[] bar,
      double[] differences,
      FieldAdjoint adjoint) {
    GridAxis along = around.axes().get(axis);
    along.solve(factors, bar);
    Arrays.fill(differences, 0);
    along.addDifferences(1, y, differences);
    along.addWalls(-1, law.walls()[2 * axis], law.walls()[2 * axis + 1], differences);
    double byR = 0;
    double byA = 0;
    for (int p = 0; p < y.length; p++) {
      byR -= bar[p] * differences[p];
      byA -= bar[p] * y[p];
    }
    adjoint.diffusion += byR * h * around.perArea();
    adjoint.decay += byA * h / around.axes().size();
    if (along.lowHeld()) {
      adjoint.walls[2 * axis] += 2 * factors.r() * along.sumAtSide(false, bar);
    }
    if (along.highHeld()) {
      adjoint.walls[2 * axis + 1] += 2 * factors.r() * along.sumAtSide(true, bar);
    }
  }
}
