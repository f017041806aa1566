package org.blastema.cellbox.fit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The limited-memory quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno (Liu and Nocedal
 * 1989) with backtracking.
 */
final class Lbfgs {
  private static final int MEMORY = 12;
  private static final double ARMIJO = 1e-4;
  private static final int HALVINGS = 30;

  /** A function of many numbers. */
  interface Objective {
    /** The value; fills the gradient. NaN or infinite where it is not defined. */
    double at(double[] theta, double[] gradient);
  }

  private record Pair(double[] step, double[] change, double product) {}

  private Lbfgs() {}

  /**
   * Goes down.
   *
   * @param tolerance relative decrease at which to stop
   * @return the lowest point
   */
  static double[] minimize(Objective f, double[] start, int limit, double tolerance)
      throws InterruptedException {
    double[] theta = start.clone();
    double[] gradient = new double[theta.length];
    double value = f.at(theta, gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    int calm = 0;
    for (int k = 0; k < limit && calm < 3; k++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      double[] direction = direction(gradient, pairs);
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        return theta;
      }
      double length = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
      double[] next = new double[theta.length];
      double[] nextGradient = new double[theta.length];
      double nextValue = Double.NaN;
      int halvings = 0;
      while (!(nextValue <= value + ARMIJO * length * slope) && halvings++ < HALVINGS) {
        for (int i = 0; i < theta.length; i++) {
          next[i] = theta[i] + length * direction[i];
        }
        nextValue = f.at(next, nextGradient);
        length /= 2;
      }
      if (!(nextValue <= value)) {
        return theta;
      }
      remember(pairs, theta, next, gradient, nextGradient);
      calm = value - nextValue < tolerance * Math.abs(value) ? calm + 1 : 0;
      theta = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return theta;
  }

  private static void remember(
      Deque<Pair> pairs, double[] theta, double[] next, double[] gradient, double[] nextGradient) {
    double[] step = new double[theta.length];
    double[] change = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      step[i] = next[i] - theta[i];
      change[i] = nextGradient[i] - gradient[i];
    }
    double product = dot(step, change);
    if (product > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change))) {
      pairs.addLast(new Pair(step, change, product));
      if (pairs.size() > MEMORY) {
        pairs.removeFirst();
      }
    }
  }

  private static double[] direction(double[] gradient, Deque<Pair> pairs) {
    double[] q = new double[gradient.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = -gradient[i];
    }
    double[] alpha = new double[pairs.size()];
    int k = pairs.size();
    for (var latest = pairs.descendingIterator(); latest.hasNext(); ) {
      Pair pair = latest.next();
      alpha[--k] = dot(pair.step, q) / pair.product;
      add(q, -alpha[k], pair.change);
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getLast();
      double factor = last.product / dot(last.change, last.change);
      for (int i = 0; i < q.length; i++) {
        q[i] *= factor;
      }
    }
    for (Pair pair : pairs) {
      double beta = dot(pair.change, q) / pair.product;
      add(q, alpha[k++] - beta, pair.step);
    }
    return q;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] a, double f, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += f * b[i];
    }
  }
}
