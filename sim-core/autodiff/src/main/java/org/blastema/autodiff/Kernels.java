package org.blastema.autodiff;

/**
 * One loop per operation over the first n numbers of registers. The loops are as plain as can be,
 * so that the compiler turns them into vector instructions; n is a multiple of {@link #GRANULE}, so
 * that none has a slow tail.
 */
final class Kernels {
  /** Rows are computed in groups of this many. */
  static final int GRANULE = 8;

  private Kernels() {}

  static void negate(double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = -a[k];
    }
  }

  static void abs(double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Math.abs(a[k]);
    }
  }

  static void sign(double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Math.signum(a[k]);
    }
  }

  static void sqrt(double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Math.sqrt(a[k]);
    }
  }

  static void sin(double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Elementary.sin(a[k]);
    }
  }

  static void cos(double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Elementary.cos(a[k]);
    }
  }

  static void expm1(double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Elementary.expm1(a[k]);
    }
  }

  static void log1p(double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Elementary.log1p(a[k]);
    }
  }

  static void atan(double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Elementary.atan(a[k]);
    }
  }

  static void erf(double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Elementary.erf(a[k]);
    }
  }

  static void pow(double[] a, double exponent, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = StrictMath.pow(a[k], exponent);
    }
  }

  static void add(double[] a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] + b[k];
    }
  }

  static void add(double[] a, double b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] + b;
    }
  }

  static void subtract(double[] a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] - b[k];
    }
  }

  static void subtract(double a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a - b[k];
    }
  }

  static void multiply(double[] a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] * b[k];
    }
  }

  static void multiply(double[] a, double b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] * b;
    }
  }

  static void divide(double[] a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] / b[k];
    }
  }

  static void divide(double a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a / b[k];
    }
  }

  static void divide(double[] a, double b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] / b;
    }
  }

  static void min(double[] a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Math.min(a[k], b[k]);
    }
  }

  static void max(double[] a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Math.max(a[k], b[k]);
    }
  }

  static void gatedProduct(double[] a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Scalars.gatedProduct(a[k], b[k]);
    }
  }

  static void maskedProduct(double[] a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Scalars.maskedProduct(a[k], b[k]);
    }
  }

  static void multiplyAdd(double[] a, double[] b, double[] c, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] * b[k] + c[k];
    }
  }

  static void multiplyAdd(double[] a, double b, double[] c, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] * b + c[k];
    }
  }

  static void multiplyAdd(double[] a, double[] b, double c, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] * b[k] + c;
    }
  }

  static void multiplySubtract(double[] a, double[] b, double[] c, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] * b[k] - c[k];
    }
  }

  static void subtractProduct(double[] a, double[] b, double[] c, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = c[k] - a[k] * b[k];
    }
  }

  static void subtractProduct(double[] a, double b, double[] c, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = c[k] - a[k] * b;
    }
  }

  static void multiplyTwice(double[] a, double[] b, double[] c, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] * b[k] * c[k];
    }
  }

  static void multiplyTwice(double[] a, double b, double[] c, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = a[k] * b * c[k];
    }
  }

  /** Whether all numbers of three registers are finite. */
  static boolean areFinite(double[] a, double[] b, double[] c, int n) {
    long all = 1;
    for (int k = 0; k < n; k++) {
      double zero = 0 * a[k] + 0 * b[k] + 0 * c[k];
      all &= (long) (1 + zero);
    }
    return all == 1;
  }

  /**
   * The sum of {@code n} numbers from {@code from} on, in four parts that the processor adds at the
   * same time: always the same four, so that rounding does not depend on the machine. Any n.
   */
  static double sum(double[] a, int from, int n) {
    double s = 0;
    double t = 0;
    double u = 0;
    double v = 0;
    int k = from;
    for (int end = from + n - 3; k < end; k += 4) {
      s += a[k];
      t += a[k + 1];
      u += a[k + 2];
      v += a[k + 3];
    }
    for (int end = from + n; k < end; k++) {
      s += a[k];
    }
    return s + t + (u + v);
  }

  /**
   * Adds the first {@code n} numbers of a block to those of an array from {@code start} on. Any n.
   */
  static void addTo(double[] to, int start, double[] block, int n) {
    for (int k = 0; k < n; k++) {
      to[start + k] += block[k];
    }
  }
}
