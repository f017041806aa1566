package org.blastema.kernel.chemistry;

/**
 * A dense symmetric positive definite matrix factored as {@code L L^T} (Cholesky), the lower
 * triangle stored column after column.
 */
final class Cholesky {
  private final int n;
  private final double[] lower;

  private Cholesky(int n, double[] lower) {
    this.n = n;
    this.lower = lower;
  }

  /** Where the entry of row j in column j is stored. */
  private static int start(int n, int j) {
    return j * n - j * (j - 1) / 2;
  }

  /**
   * Factors a matrix of which the lower triangle, column-major, is read.
   *
   * @throws ArithmeticException if it is not positive definite up to rounding
   */
  static Cholesky of(double[] matrix, int n) {
    double[] lower = new double[start(n, n)];
    double[] column = new double[n];
    for (int j = 0; j < n; j++) {
      System.arraycopy(matrix, j * n + j, column, j, n - j);
      int k = 0;
      for (; k + 3 < j; k += 4) {
        // shifted so that [shift + i] is row i
        int a = start(n, k) - k;
        int b = start(n, k + 1) - k - 1;
        int c = start(n, k + 2) - k - 2;
        int d = start(n, k + 3) - k - 3;
        double fa = lower[a + j];
        double fb = lower[b + j];
        double fc = lower[c + j];
        double fd = lower[d + j];
        for (int i = j; i < n; i++) {
          column[i] =
              column[i]
                  - fa * lower[a + i]
                  - fb * lower[b + i]
                  - fc * lower[c + i]
                  - fd * lower[d + i];
        }
      }
      for (; k < j; k++) {
        subtract(lower, start(n, k) - k, lower[start(n, k) - k + j], column, j, n);
      }
      double pivot = column[j];
      if (!(pivot > n * Math.ulp(matrix[j * n + j]))) {
        throw new ArithmeticException("not positive definite: pivot " + j + " is " + pivot);
      }
      double root = Math.sqrt(pivot);
      int to = start(n, j) - j;
      lower[to + j] = root;
      for (int i = j + 1; i < n; i++) {
        lower[to + i] = column[i] / root;
      }
    }
    return new Cholesky(n, lower);
  }

  private static void subtract(
      double[] lower, int shift, double factor, double[] from, int first, int n) {
    for (int i = first; i < n; i++) {
      from[i] -= factor * lower[shift + i];
    }
  }

  /** Overwrites a right-hand side by the solution. */
  void solve(double[] x) {
    if (x.length != n) {
      throw new IllegalArgumentException(
          "a right-hand side of " + x.length + " for " + n + " unknowns");
    }
    for (int k = 0; k < n; k++) {
      int shift = start(n, k) - k;
      x[k] /= lower[shift + k];
      subtract(lower, shift, x[k], x, k + 1, n);
    }
    for (int k = n - 1; k >= 0; k--) {
      int shift = start(n, k) - k;
      double sum = x[k];
      for (int i = k + 1; i < n; i++) {
        sum -= lower[shift + i] * x[i];
      }
      x[k] = sum / lower[shift + k];
    }
  }
}
