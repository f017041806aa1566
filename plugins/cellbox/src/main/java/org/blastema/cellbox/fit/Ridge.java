package org.blastema.cellbox.fit;

/**
 * Ridge regression without intercept, the baseline of every prediction: responses as a weighted sum
 * of the perturbations.
 */
public final class Ridge {
  private final double[][] coefficients;

  /**
   * Fits all outputs with the same price.
   *
   * @param x conditions by features
   * @param y conditions by outputs
   * @param price added to the diagonal of {@code x^T x}, positive
   */
  public Ridge(double[][] x, double[][] y, double price) {
    int p = x[0].length;
    int q = y[0].length;
    double[][] matrix = new double[p][p];
    double[][] right = new double[q][p];
    for (int r = 0; r < x.length; r++) {
      for (int i = 0; i < p; i++) {
        if (x[r][i] != 0) {
          for (int j = i; j < p; j++) {
            matrix[i][j] += x[r][i] * x[r][j];
          }
          for (int o = 0; o < q; o++) {
            right[o][i] += x[r][i] * y[r][o];
          }
        }
      }
    }
    for (int i = 0; i < p; i++) {
      matrix[i][i] += price;
    }
    Cholesky factor = new Cholesky(matrix);
    coefficients = new double[q][];
    for (int o = 0; o < q; o++) {
      coefficients[o] = factor.solve(right[o]);
    }
  }

  /** How an output responds to a feature. */
  public double coefficient(int output, int feature) {
    return coefficients[output][feature];
  }

  /** Predictions, conditions by outputs. */
  public double[][] predict(double[][] x) {
    double[][] y = new double[x.length][coefficients.length];
    for (int r = 0; r < x.length; r++) {
      for (int o = 0; o < coefficients.length; o++) {
        for (int i = 0; i < x[r].length; i++) {
          y[r][o] += coefficients[o][i] * x[r][i];
        }
      }
    }
    return y;
  }
}
