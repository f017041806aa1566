package org.blastema.cellbox.fit;

/** The Cholesky factor of a symmetric matrix, of which the upper triangle is read. */
final class Cholesky {
  private final double[][] lower;
  private final boolean definite;

  Cholesky(double[][] upper) {
    int n = upper.length;
    lower = new double[n][];
    boolean ok = true;
    for (int i = 0; i < n && ok; i++) {
      double[] row = new double[i + 1];
      lower[i] = row;
      for (int j = 0; j < i; j++) {
        row[j] = (upper[j][i] - dot(row, lower[j], j)) / lower[j][j];
      }
      double rest = upper[i][i] - dot(row, row, i);
      ok = rest > 1e-14 * upper[i][i] && rest < Double.POSITIVE_INFINITY;
      row[i] = Math.sqrt(rest);
    }
    definite = ok;
  }

  private static double dot(double[] a, double[] b, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < length; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < length; k++) {
      s0 += a[k] * b[k];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * The factor of a matrix whose diagonal is made larger by a share, so that directions that no
   * data reach do not make it singular; coordinates that nothing depends on get a diagonal of 1.
   */
  static Cholesky ofRaised(double[][] upper, double share) {
    double[][] raised = new double[upper.length][];
    for (int k = 0; k < raised.length; k++) {
      raised[k] = upper[k].clone();
      raised[k][k] = raised[k][k] == 0 ? 1 : raised[k][k] * (1 + share);
    }
    return new Cholesky(raised);
  }

  /** Whether the matrix is positive definite as far as rounding tells. */
  boolean isDefinite() {
    return definite;
  }

  double[] solve(double[] right) {
    int n = lower.length;
    double[] x = right.clone();
    for (int i = 0; i < n; i++) {
      x[i] = (x[i] - dot(lower[i], x, i)) / lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      x[i] /= lower[i][i];
      for (int k = 0; k < i; k++) {
        x[k] -= lower[i][k] * x[i];
      }
    }
    return x;
  }

  /** The inverse matrix. */
  double[][] inverse() {
    int n = lower.length;
    double[][] inverse = new double[n][];
    for (int k = 0; k < n; k++) {
      double[] unit = new double[n];
      unit[k] = 1;
      inverse[k] = solve(unit);
    }
    return inverse;
  }
}
