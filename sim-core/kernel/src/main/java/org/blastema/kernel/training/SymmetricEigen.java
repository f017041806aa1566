package org.blastema.kernel.training;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations in cyclic order. Always
 * the same bits for the same matrix.
 *
 * <p>Source: G. H. Golub and C. F. Van Loan, Matrix Computations, section 8.5 (4th edition, 2013).
 *
 * @param values eigenvalues, in no order
 * @param vectors {@code [i][k]}: component i of the unit eigenvector of value k
 */
record SymmetricEigen(double[] values, double[][] vectors) {
  private static final int MOST_SWEEPS = 60;

  /**
   * Decomposes a matrix.
   *
   * @param symmetric {@code n x n}; stays as it is
   * @throws ArithmeticException if a number is not finite
   */
  static SymmetricEigen of(double[][] symmetric) {
    int n = symmetric.length;
    double[][] a = new double[n][];
    double[][] v = new double[n][n];
    double size = 0;
    for (int i = 0; i < n; i++) {
      a[i] = symmetric[i].clone();
      v[i][i] = 1;
      for (double x : a[i]) {
        size += x * x;
      }
    }
    if (!Double.isFinite(size)) {
      throw new ArithmeticException("a matrix has a number that is not finite");
    }
    // rounding leaves about this much off the diagonal
    double negligible = 1e-30 * size;
    for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > negligible; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i][i];
    }
    return new SymmetricEigen(values, v);
  }

  private static double offDiagonal(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = i + 1; j < a.length; j++) {
        sum += 2 * a[i][j] * a[i][j];
      }
    }
    return sum;
  }

  /** Makes entry p, q zero. */
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    for (int k = 0; k < a.length; k++) {
      double pk = a[p][k];
      double qk = a[q][k];
      a[p][k] = c * pk - s * qk;
      a[q][k] = s * pk + c * qk;
      double vp = v[k][p];
      double vq = v[k][q];
      v[k][p] = c * vp - s * vq;
      v[k][q] = s * vp + c * vq;
    }
  }
}
