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
    add(out, x, m, 0);
  }

  /** {@code out += x m} for a row x and as many rows of m, from some row on. */
  static void add(double[] out, double[] x, double[][] m, int first) {
    int k = 0;
    for (; k + 3 < x.length; k += 4) {
      int at = first + k;
      add(out, x[k], m[at], x[k + 1], m[at + 1], x[k + 2], m[at + 2], x[k + 3], m[at + 3]);
    }
    int at = first + k;
    switch (x.length - k) {
      case 3 -> add(out, x[k], m[at], x[k + 1], m[at + 1], x[k + 2], m[at + 2]);
      case 2 -> add(out, x[k], m[at], x[k + 1], m[at + 1]);
      case 1 -> add(out, x[k], m[at]);
      default -> {}
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

  private static void add(
      double[] out, double a0, double[] x0, double a1, double[] x1, double a2, double[] x2) {
    for (int i = 0; i < out.length; i++) {
      out[i] = ((out[i] + a0 * x0[i]) + a1 * x1[i]) + a2 * x2[i];
    }
  }

  private static void add(double[] out, double a0, double[] x0, double a1, double[] x1) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (out[i] + a0 * x0[i]) + a1 * x1[i];
    }
  }
}
