package org.blastema.kernel.mechanics;

import java.util.function.UnaryOperator;

/**
 * Minimizes an energy of which only the forces are known, by limited-memory quasi-Newton steps
 * (L-BFGS). No cell moves further than a given length in one step, so that the tissue settles near
 * where it starts.
 *
 * <p>A step is taken if the mean of the slopes at its ends goes downhill, else shortened to where
 * the slope would vanish if it changed evenly. Where forces add up to zero, so do all steps: the
 * center of the cells does not move.
 *
 * <p>Source: J. Nocedal, Mathematics of Computation 35 (1980) 773; D. C. Liu and J. Nocedal,
 * Mathematical Programming 45 (1989) 503.
 */
final class QuasiNewton implements Minimizer {
  private static final int MEMORY = 12;
  private static final double FIRST_STEP = 0.01;
  private static final double LEAST_CURVATURE = 1e-10;
  private static final double LONGEST_SHORTENING = 0.1;
  private static final double SHORTEST_SHORTENING = 0.6;

  private final int n;
  private final double longestMove;
  private final double[][] moves = new double[MEMORY][];
  private final double[][] changes = new double[MEMORY][];
  private final double[] curvatures = new double[MEMORY];
  private int known;

  /** For {@code n} cells that move at most {@code longestMove} in a step. */
  QuasiNewton(int n, double longestMove) {
    this.n = n;
    this.longestMove = longestMove;
  }

  @Override
  public double relax(double[] x, UnaryOperator<double[]> forces, double tolerance, int limit) {
    double[] f = forces.apply(x);
    double[] there = new double[x.length];
    int evaluations = 1;
    while (Minimizer.largest(f, n) > tolerance && evaluations < limit) {
      double[] step = direction(f);
      if (!(Minimizer.dot(step, f) > 0)) {
        known = 0;
        step = direction(f);
      }
      double downhill = Minimizer.dot(step, f);
      double[] next = null;
      double length = 1;
      while (next == null && evaluations < limit) {
        for (int k = 0; k < x.length; k++) {
          there[k] = x[k] + length * step[k];
        }
        next = forces.apply(there);
        evaluations++;
        double ahead = Minimizer.dot(step, next);
        if (!(downhill + ahead >= 0)) {
          length *=
              Double.isFinite(ahead)
                  ? Math.clamp(
                      downhill / (downhill - ahead), LONGEST_SHORTENING, SHORTEST_SHORTENING)
                  : LONGEST_SHORTENING;
          next = null;
        }
      }
      if (next != null) {
        remember(x, there, f, next);
        System.arraycopy(there, 0, x, 0, x.length);
        f = next;
      }
    }
    return Minimizer.largest(f, n);
  }

  /** The two-loop recursion, cut to the longest move. */
  private double[] direction(double[] f) {
    double[] p = f.clone();
    int stored = Math.min(known, MEMORY);
    double[] weights = new double[stored];
    for (int age = 0; age < stored; age++) {
      int k = Math.floorMod(known - 1 - age, MEMORY);
      weights[age] = Minimizer.dot(moves[k], p) / curvatures[k];
      add(p, -weights[age], changes[k]);
    }
    double scale = FIRST_STEP;
    if (stored > 0) {
      int k = Math.floorMod(known - 1, MEMORY);
      scale = curvatures[k] / Minimizer.dot(changes[k], changes[k]);
    }
    for (int k = 0; k < p.length; k++) {
      p[k] *= scale;
    }
    for (int age = stored - 1; age >= 0; age--) {
      int k = Math.floorMod(known - 1 - age, MEMORY);
      add(p, weights[age] - Minimizer.dot(changes[k], p) / curvatures[k], moves[k]);
    }
    double move = Minimizer.largest(p, n);
    if (move > longestMove) {
      for (int k = 0; k < p.length; k++) {
        p[k] *= longestMove / move;
      }
    }
    return p;
  }

  private void remember(double[] from, double[] to, double[] before, double[] after) {
    double[] move = new double[from.length];
    double[] change = new double[from.length];
    for (int k = 0; k < move.length; k++) {
      move[k] = to[k] - from[k];
      change[k] = before[k] - after[k];
    }
    double curvature = Minimizer.dot(move, change);
    if (curvature
        > LEAST_CURVATURE * Math.sqrt(Minimizer.dot(move, move) * Minimizer.dot(change, change))) {
      int k = known % MEMORY;
      moves[k] = move;
      changes[k] = change;
      curvatures[k] = curvature;
      known++;
    }
  }

  private static void add(double[] to, double factor, double[] from) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * from[k];
    }
  }
}
