package org.blastema.kernel.mechanics;

import java.util.function.UnaryOperator;

/**
 * Fast inertial relaxation: damped molecular dynamics that turns its velocity toward the force and
 * stops where it would go uphill.
 *
 * <p>Source: E. Bitzek et al., Physical Review Letters 97 (2006) 170201, with the corrections of J.
 * Guenole et al., Computational Materials Science 175 (2020) 109584. No cell moves further than a
 * given length in one step.
 */
final class Fire {
  private static final int DELAY = 5;
  private static final double GROWTH = 1.1;
  private static final double SHRINKAGE = 0.5;
  private static final double MIXING = 0.1;
  private static final double MIXING_DECAY = 0.99;
  private static final double FIRST_STEP = 0.01;
  private static final double LONGEST_STEP = 0.1;

  private final int n;
  private final int dimensions;
  private final double longestMove;

  /** For {@code n} cells that move at most {@code longestMove} in a step. */
  Fire(int n, int dimensions, double longestMove) {
    this.n = n;
    this.dimensions = dimensions;
    this.longestMove = longestMove;
  }

  /**
   * Moves positions until no force is larger than a tolerance.
   *
   * @param x positions, column-major; changed in place
   * @param forces the forces at positions
   * @param tolerance largest force that may remain on a cell
   * @param limit largest number of force evaluations
   * @return the largest force that remains
   */
  double relax(double[] x, UnaryOperator<double[]> forces, double tolerance, int limit) {
    double[] v = new double[x.length];
    double dt = FIRST_STEP;
    double mixing = MIXING;
    int downhill = 0;
    double[] f = forces.apply(x);
    for (int evaluation = 1; evaluation < limit && !(largest(f) <= tolerance); evaluation++) {
      double power = dot(f, v);
      if (power > 0) {
        downhill++;
        if (downhill > DELAY) {
          dt = Math.min(dt * GROWTH, LONGEST_STEP);
          mixing *= MIXING_DECAY;
        }
      } else {
        for (int k = 0; k < x.length; k++) {
          x[k] -= 0.5 * dt * v[k];
          v[k] = 0;
        }
        dt *= evaluation == 1 ? 1 : SHRINKAGE;
        mixing = MIXING;
        downhill = 0;
      }
      step(x, v, f, dt, mixing);
      f = forces.apply(x);
    }
    return largest(f);
  }

  private void step(double[] x, double[] v, double[] f, double dt, double mixing) {
    for (int k = 0; k < x.length; k++) {
      v[k] += dt * f[k];
    }
    double turn = mixing * Math.sqrt(dot(v, v) / Math.max(dot(f, f), Double.MIN_NORMAL));
    for (int k = 0; k < x.length; k++) {
      v[k] = (1 - mixing) * v[k] + turn * f[k];
    }
    double move = dt * largest(v);
    double factor = move > longestMove ? longestMove / move : 1;
    for (int k = 0; k < x.length; k++) {
      v[k] *= factor;
      x[k] += dt * v[k];
    }
  }

  /** The largest length of a cell's vector. */
  private double largest(double[] vectors) {
    double greatest = 0;
    for (int i = 0; i < n; i++) {
      double squared = 0;
      for (int d = 0; d < dimensions; d++) {
        squared += vectors[d * n + i] * vectors[d * n + i];
      }
      greatest = Math.max(greatest, squared);
    }
    return Math.sqrt(greatest);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
