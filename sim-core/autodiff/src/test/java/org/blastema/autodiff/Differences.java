package org.blastema.autodiff;

import java.util.function.ToDoubleFunction;

/**
 * Derivatives by central differences with Richardson extrapolation: independent of everything that
 * is tested.
 */
final class Differences {
  private Differences() {}

  /** The gradient by every entry of an array; steps relative to an entry's size. */
  static double[] gradient(ToDoubleFunction<double[]> function, double[] at, double step) {
    double[] gradient = new double[at.length];
    for (int k = 0; k < at.length; k++) {
      double h = step * Math.max(Math.abs(at[k]), 0.1);
      double coarse = central(function, at, k, h);
      double fine = central(function, at, k, h / 2);
      gradient[k] = fine + (fine - coarse) / 3;
    }
    return gradient;
  }

  private static double central(ToDoubleFunction<double[]> function, double[] at, int k, double h) {
    double[] up = at.clone();
    double[] down = at.clone();
    up[k] += h;
    down[k] -= h;
    return (function.applyAsDouble(up) - function.applyAsDouble(down)) / (up[k] - down[k]);
  }
}
