package org.blastema.autodiff.sparse;

/**
 * In which order a greedy coloring takes the vertices of a graph (Gebremedhin, Manne and Pothen,
 * What color is your Jacobian?, SIAM Review 2005, section 7). Ties go to what has waited longest,
 * so that every order is reproducible.
 */
public enum ColoringOrder {
  /** By index. */
  NATURAL,
  /** Those with the most neighbors first (Welsh and Powell, 1967). */
  LARGEST_FIRST,
  /** Backward, each with the fewest neighbors among those left (Matula, 1968). */
  SMALLEST_LAST,
  /** Each with the most neighbors among those before it (Coleman and More, 1983). */
  INCIDENCE_DEGREE,
  /** Each with the most neighbors among those left. */
  DYNAMIC_LARGEST_FIRST,
  /**
   * Each with the most different colors around it (Brelaz, 1979); the fewest of all on regular
   * grids.
   */
  SATURATION
}
