package org.blastema.kernel.chemistry;

import org.blastema.autodiff.Var;

/**
 * Cells in contact exchange chemicals with weight 1; cells at the rim, which have few neighbors,
 * lose some to the outside. The graph does not depend smoothly on positions: it contributes nothing
 * to derivatives by them.
 *
 * <p>Source: R. Deshpande et al., "Engineering morphogenesis of cell clusters with differentiable
 * programming", Nature Computational Science (2025), with reach 1.1, rim degree 5 and leak 1.
 *
 * @param reach how close cells in contact are, in multiples of the sum of their radii
 * @param rimDegree cells with at least one and fewer than this many neighbors are at the rim
 * @param leak weight of a rim cell's exchange with the outside
 */
public record ContactGraph(double reach, int rimDegree, double leak) implements CellGraph {
  @Override
  public double[] weights(Var x, Var radius) {
    int n = x.rows();
    double[] weights = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double contact = reach * (radius.get(i, 0) + radius.get(j, 0));
        if (distance(x, i, j) < contact) {
          weights[j * n + i] = 1;
          weights[i * n + j] = 1;
        }
      }
    }
    return weights;
  }

  @Override
  public double[] leaks(double[] weights, int n) {
    double[] leaks = new double[n];
    for (int j = 0; j < n; j++) {
      int degree = 0;
      for (int i = 0; i < n; i++) {
        degree += weights[j * n + i] == 0 ? 0 : 1;
      }
      leaks[j] = degree > 0 && degree < rimDegree ? leak : 0;
    }
    return leaks;
  }

  /** Contacts do not depend smoothly on positions. */
  @Override
  public void pull(Var x, double[] weights, double[] byWeight, double[] byPosition) {}

  private static double distance(Var x, int i, int j) {
    double squared = 0;
    for (int d = 0; d < x.columns(); d++) {
      double difference = x.get(j, d) - x.get(i, d);
      squared += difference * difference;
    }
    return Math.sqrt(squared);
  }
}
