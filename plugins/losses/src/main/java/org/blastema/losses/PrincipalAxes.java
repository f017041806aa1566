package org.blastema.losses;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.state.CellState;

/**
 * Ratio of the longest to the shortest principal axis: square root of the ratio of the covariance's
 * extreme eigenvalues.
 */
final class PrincipalAxes implements Metric {
  @Override
  public String unit() {
    return "";
  }

  @Override
  public double of(List<CellState> history) {
    Var x = history.get(history.size() - 1).position();
    int n = x.rows();
    int d = x.columns();
    double[][] covariance = new double[d][d];
    double[] mean = x.sumRows().divide(n).toArray();
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < d; b++) {
        for (int i = 0; i < n; i++) {
          covariance[a][b] += (x.get(i, a) - mean[a]) * (x.get(i, b) - mean[b]) / n;
        }
      }
    }
    double[] eigenvalues =
        new EigenDecomposition(MatrixUtils.createRealMatrix(covariance)).getRealEigenvalues();
    Arrays.sort(eigenvalues);
    return Math.sqrt(eigenvalues[d - 1] / eigenvalues[0]);
  }
}
