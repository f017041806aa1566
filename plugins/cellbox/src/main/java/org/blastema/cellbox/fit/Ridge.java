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
    coefficients = x.length < x[0].length / 2 ? dual(x, y, price) : primal(x, y, price);
  }

  /** By {@code (x x^T + price)^-1}, for few conditions of many features. */
  private static double[][] dual(double[][] x, double[][] y, double price) {
    int count = x.length;
    double[][] matrix = new double[count][count];
    for (int r = 0; r < count; r++) {
      for (int s = r; s < count; s++) {
        for (int i = 0; i < x[r].length; i++) {
          matrix[r][s] += x[r][i] * x[s][i];
        }
      }
      matrix[r][r] += price;
    }
    Cholesky factor = new Cholesky(matrix);
    double[][] coefficients = new double[y[0].length][x[0].length];
    double[] right = new double[count];
    for (int o = 0; o < coefficients.length; o++) {
      for (int r = 0; r < count; r++) {
        right[r] = y[r][o];
      }
      double[] share = factor.solve(right);
      for (int r = 0; r < count; r++) {
        for (int i = 0; i < x[r].length; i++) {
          coefficients[o][i] += share[r] * x[r][i];
        }
      }
    }
    return coefficients;
  }

  private static double[][] primal(double[][] x, double[][] y, double price) {
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
    double[][] coefficients = new double[q][];
    for (int o = 0; o < q; o++) {
      coefficients[o] = factor.solve(right[o]);
    }
    return coefficients;
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
