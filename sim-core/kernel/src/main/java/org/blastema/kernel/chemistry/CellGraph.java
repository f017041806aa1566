package org.blastema.kernel.chemistry;

import org.blastema.autodiff.Var;

/** Which cells exchange chemicals, and how easily. */
public interface CellGraph {
  /**
   * The graph Laplacian: the sum of a cell's weights on the diagonal, minus the weights elsewhere.
   *
   * @param x positions, {@code n x dimensions}
   * @param radius radii, {@code n x 1}
   * @return {@code n x n}
   */
  Var laplacian(Var x, Var radius);
}
