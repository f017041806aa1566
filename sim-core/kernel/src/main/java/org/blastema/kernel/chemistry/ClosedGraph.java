package org.blastema.kernel.chemistry;

import org.blastema.autodiff.Var;

/**
 * All cells exchange chemicals with all others, with weight 1/distance. Nothing leaves: what is
 * secreted decays in the cells.
 *
 * <p>Source: R. Deshpande et al., "Engineering morphogenesis of cell clusters with differentiable
 * programming", Nature Computational Science (2025).
 */
public record ClosedGraph() implements CellGraph {
  @Override
  public Var laplacian(Var x, Var radius) {
    int n = x.rows();
    Var identity = identity(n);
    // ones on the diagonal keep the power finite there and are taken away again
    Var squares = identity;
    for (int d = 0; d < x.columns(); d++) {
      Var column = x.column(d);
      squares = squares.plus(column.minus(column.transpose()).square());
    }
    Var weights = squares.sqrt().reciprocal().minus(identity);
    return identity.times(weights.sumColumns()).minus(weights);
  }

  static Var identity(int n) {
    double[] entries = new double[n * n];
    for (int i = 0; i < n; i++) {
      entries[i * n + i] = 1;
    }
    return Var.of(n, n, entries);
  }
}
