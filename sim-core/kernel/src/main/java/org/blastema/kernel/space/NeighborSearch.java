package org.blastema.kernel.space;

import org.blastema.autodiff.Pairs;

/** Finds the pairs of cells that are close enough to matter. */
public interface NeighborSearch {
  /**
   * All pairs {@code i < j}, ordered by {@code i} and then {@code j}, whose distance is below
   * {@code range}; a few more distant ones may be among them. What is computed from pairs must
   * vanish beyond the range, so that results never depend on the search.
   *
   * @param positions column-major {@code count x dimensions}
   */
  Pairs within(double[] positions, int count, int dimensions, double range);
}
