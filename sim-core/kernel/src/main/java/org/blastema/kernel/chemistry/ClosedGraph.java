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
  public double[] weights(Var x, Var radius) {
    int n = x.rows();
    double[] place = x.data();
    double[] weights = new double[n * n];
    for (int c = 0; c < x.columns(); c++) {
      for (int j = 0; j < n; j++) {
        double here = place[c * n + j];
        for (int i = j + 1; i < n; i++) {
          double difference = place[c * n + i] - here;
          weights[j * n + i] += difference * difference;
        }
      }
    }
    for (int j = 0; j < n; j++) {
      for (int i = j + 1; i < n; i++) {
        weights[j * n + i] = 1 / Math.sqrt(weights[j * n + i]);
      }
      for (int i = j + 1; i < n; i++) {
        double weight = weights[j * n + i];
        if (!(weight < Double.POSITIVE_INFINITY)) {
          throw new ArithmeticException("the cells in rows " + j + " and " + i + " coincide");
        }
        weights[i * n + j] = weight;
      }
    }
    return weights;
  }

  @Override
  public double[] leaks(double[] weights, int n) {
    return new double[n];
  }

  @Override
  public void pull(Var x, double[] weights, double[] byWeight, double[] byPosition) {
    int n = x.rows();
    double[] place = x.data();
    double[] along = new double[n];
    for (int j = 0; j < n; j++) {
      for (int i = j + 1; i < n; i++) {
        double weight = weights[j * n + i];
        along[i] = byWeight[j * n + i] * weight * weight * weight;
      }
      for (int c = 0; c < x.columns(); c++) {
        double here = place[c * n + j];
        double total = 0;
        for (int i = j + 1; i < n; i++) {
          double pull = along[i] * (place[c * n + i] - here);
          byPosition[c * n + i] -= pull;
          total += pull;
        }
        byPosition[c * n + j] += total;
      }
    }
  }
}
