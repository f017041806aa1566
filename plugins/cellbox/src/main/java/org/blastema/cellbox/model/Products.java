package org.blastema.cellbox.model;

import java.util.Arrays;

/**
 * Products of small dense matrices given as arrays of rows. Sums run in the order of the indices,
 * with one rounding per operation, so the bits do not depend on the width of the machine's vectors.
 */
public final class Products {
  private Products() {}

  /** {@code out = x m} for the first rows of x. */
  public static void multiply(double[][] out, double[][] x, double[][] m, int rows) {
    for (int r = 0; r < rows; r++) {
      Arrays.fill(out[r], 0);
      add(out[r], x[r], m);
    }
  }

  /** {@code out += x m} for a row x. */
  public static void add(double[] out, double[] x, double[][] m) {
    int k = 0;
    for (; k + 3 < m.length; k += 4) {
      add(out, x[k], m[k], x[k + 1], m[k + 1], x[k + 2], m[k + 2], x[k + 3], m[k + 3]);
    }
    for (; k < m.length; k++) {
      add(out, x[k], m[k]);
    }
  }

  /** {@code out += v^T x} for the first rows of v and x. */
  public static void addOuter(double[][] out, double[][] v, double[][] x, int rows) {
    for (int i = 0; i < out.length; i++) {
      double[] row = out[i];
      int r = 0;
      for (; r + 3 < rows; r += 4) {
        add(
            row,
            v[r][i],
            x[r],
            v[r + 1][i],
            x[r + 1],
            v[r + 2][i],
            x[r + 2],
            v[r + 3][i],
            x[r + 3]);
      }
      for (; r < rows; r++) {
        add(row, v[r][i], x[r]);
      }
    }
  }

  /** {@code out += a x}. */
  public static void add(double[] out, double a, double[] x) {
    if (a == 0) {
      return;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] += a * x[i];
    }
  }

  private static void add(
      double[] out,
      double a0,
      double[] x0,
      double a1,
      double[] x1,
      double a2,
      double[] x2,
      double a3,
      double[] x3) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (((out[i] + a0 * x0[i]) + a1 * x1[i]) + a2 * x2[i]) + a3 * x3[i];
    }
  }
}
