package org.blastema.kernel.training;

import java.util.List;

/**
 * A model of a function's gradient, fitted to differences of the function's values: the path
 * integral of the gradient along the straight line from a to b is to be f(b) - f(a) (GradPIE, arXiv
 * 2501.19161).
 */
interface GradientField {
  /**
   * Two points and how much the function differs.
   *
   * @param from a
   * @param to b
   * @param change f(b) - f(a)
   */
  record Pair(double[] from, double[] to, double change) {}

  /** How a field is fitted. */
  interface Fit {
    /**
     * Fits a field.
     *
     * @param pairs at least one, all of the same dimension
     */
    GradientField to(List<Pair> pairs);
  }

  /** The gradient at a point. */
  double[] at(double[] point);

  /** The path integral of the gradient along the straight line between two points. */
  double change(double[] from, double[] to);
}
