package org.blastema.kernel.mechanics;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Minimizes an energy by fast inertial relaxation: cells slide with a velocity that is turned
 * toward the forces, ever faster while they go downhill, and stop where they would go uphill.
 * Slower than {@link QuasiNewton} near a smooth minimum, but it takes no model of the energy along,
 * and so does not mind contacts that come and go.
 *
 * <p>The first step follows from how stiff the tissue is along the forces; no cell moves further
 * than a given length in one step.
 *
 * <p>Source: E. Bitzek et al., Physical Review Letters 97 (2006) 170201, with the corrections of J.
 * Guénolé et al., Computational Materials Science 175 (2020) 109584: half a step back where it went
 * uphill, and the velocity mixed after the forces have acted.
 */
final class Fire implements Minimizer {
  private static final double FIRST_MIXING = 0.25;
  private static final double MIXING_DECAY = 0.99;
  private static final double FASTER = 1.1;
  private static final double SLOWER = 0.5;
  private static final int PATIENCE = 20;

  /** The first step in units of one over the root of the stiffness, and the longest one. */
  private static final double FIRST_STEP = 0.2;

  private static final double LONGEST_STEP = 10;

  /** How far to look ahead for the stiffness, in shares of the longest move. */
  private static final double LOOK_AHEAD = 1e-3;

  private final int n;
  private final double longestMove;

  /** For {@code n} cells that move at most {@code longestMove} in a step. */
  Fire(int n, double longestMove) {
    this.n = n;
    this.longestMove = longestMove;
  }

  @Override
  public double relax(double[] x, UnaryOperator<double[]> forces, double tolerance, int limit) {
    double[] f = forces.apply(x);
    if (!(Minimizer.largest(f, n) > tolerance) || limit < 3) {
      return Minimizer.largest(f, n);
    }
    double first = FIRST_STEP / Math.sqrt(stiffness(x, f, forces));
    double step = first;
    double mixing = FIRST_MIXING;
    int downhill = 0;
    double[] v = new double[x.length];
    for (int evaluations = 2; evaluations < limit; evaluations++) {
      if (Minimizer.dot(f, v) > 0) {
        downhill++;
        if (downhill > PATIENCE) {
          step = Math.min(step * FASTER, LONGEST_STEP * first);
          mixing *= MIXING_DECAY;
        }
      } else {
        if (downhill > 0) {
          move(x, v, -0.5 * step);
          f = forces.apply(x);
          evaluations++;
          step *= SLOWER;
        }
        downhill = 0;
        mixing = FIRST_MIXING;
        Arrays.fill(v, 0);
      }
      accelerate(v, f, step, mixing);
      move(x, v, step);
      f = forces.apply(x);
      double largest = Minimizer.largest(f, n);
      if (!(largest > tolerance)) {
        return largest;
      }
    }
    return Minimizer.largest(f, n);
  }

  /** How much the forces change along themselves, by how far cells go. */
  private double stiffness(double[] x, double[] f, UnaryOperator<double[]> forces) {
    double length = LOOK_AHEAD * longestMove / Minimizer.largest(f, n);
    double[] ahead = x.clone();
    move(ahead, f, length);
    double[] there = forces.apply(ahead);
    for (int k = 0; k < there.length; k++) {
      there[k] -= f[k];
    }
    double change = Math.sqrt(Minimizer.dot(there, there) / Minimizer.dot(f, f));
    return change > 0 ? change / length : 1;
  }

  /** Lets the forces act for a step, and turns the velocity toward them. */
  private void accelerate(double[] v, double[] f, double step, double mixing) {
    for (int k = 0; k < v.length; k++) {
      v[k] += step * f[k];
    }
    double ratio = Math.sqrt(Minimizer.dot(v, v) / Minimizer.dot(f, f));
    for (int k = 0; k < v.length; k++) {
      v[k] = (1 - mixing) * v[k] + mixing * ratio * f[k];
    }
    double move = step * Minimizer.largest(v, n);
    if (move > longestMove) {
      for (int k = 0; k < v.length; k++) {
        v[k] *= longestMove / move;
      }
    }
  }

  private static void move(double[] x, double[] v, double factor) {
    for (int k = 0; k < x.length; k++) {
      x[k] += factor * v[k];
    }
  }
}
