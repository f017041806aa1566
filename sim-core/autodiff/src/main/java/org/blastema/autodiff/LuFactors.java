package org.blastema.autodiff;

/**
 * A dense square matrix factored as a permutation times unit lower times upper triangular, with
 * partial pivoting.
 */
final class LuFactors {
  private final int n;
  private final double[] lu;
  private final int[] pivot;

  private LuFactors(int n, double[] lu, int[] pivot) {
    this.n = n;
    this.lu = lu;
    this.pivot = pivot;
  }

  /**
   * Factors a column-major matrix, which is not changed.
   *
   * @throws ArithmeticException if a pivot is only rounding, measured by its row and its column
   */
  static LuFactors of(double[] matrix, int n) {
    double[] lu = matrix.clone();
    int[] pivot = new int[n];
    double[] rowScale = new double[n];
    double[] columnScale = new double[n];
    for (int c = 0; c < n; c++) {
      for (int r = 0; r < n; r++) {
        double size = Math.abs(matrix[c * n + r]);
        rowScale[r] = Math.max(rowScale[r], size);
        columnScale[c] = Math.max(columnScale[c], size);
      }
    }
    for (int k = 0; k < n; k++) {
      int p = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(lu[k * n + i]) > Math.abs(lu[k * n + p])) {
          p = i;
        }
      }
      pivot[k] = p;
      double scale = Math.min(rowScale[p], columnScale[k]);
      if (!(Math.abs(lu[k * n + p]) > n * Math.ulp(scale))) {
        throw new ArithmeticException(
            "singular matrix: pivot " + k + " of " + n + " is " + lu[k * n + p]);
      }
      if (p != k) {
        for (int c = 0; c < n; c++) {
          double swap = lu[c * n + k];
          lu[c * n + k] = lu[c * n + p];
          lu[c * n + p] = swap;
        }
        rowScale[p] = rowScale[k];
      }
      for (int i = k + 1; i < n; i++) {
        lu[k * n + i] /= lu[k * n + k];
      }
      for (int c = k + 1; c < n; c++) {
        double factor = lu[c * n + k];
        for (int i = k + 1; i < n; i++) {
          lu[c * n + i] -= lu[k * n + i] * factor;
        }
      }
    }
    return new LuFactors(n, lu, pivot);
  }

  /** Overwrites the right-hand side at {@code from} by the solution. */
  void solve(double[] x, int from) {
    for (int k = 0; k < n; k++) {
      swap(x, from + k, from + pivot[k]);
    }
    for (int k = 0; k < n; k++) {
      for (int i = k + 1; i < n; i++) {
        x[from + i] -= lu[k * n + i] * x[from + k];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      x[from + k] /= lu[k * n + k];
      for (int i = 0; i < k; i++) {
        x[from + i] -= lu[k * n + i] * x[from + k];
      }
    }
  }

  /** The same for the transposed matrix. */
  void solveTransposed(double[] x, int from) {
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < k; i++) {
        x[from + k] -= lu[k * n + i] * x[from + i];
      }
      x[from + k] /= lu[k * n + k];
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int i = k + 1; i < n; i++) {
        x[from + k] -= lu[k * n + i] * x[from + i];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      swap(x, from + k, from + pivot[k]);
    }
  }

  private static void swap(double[] x, int a, int b) {
    double kept = x[a];
    x[a] = x[b];
    x[b] = kept;
  }
}
