package org.blastema.cellbox.model;

import java.util.Arrays;

/**
 * Products of small dense matrices given as arrays of rows. Sums run in the order of the indices,
 * with one rounding per operation, so the bits do not depend on the width of the machine's vectors.
 * Four rows at a time go into two sums at a time, so that most numbers are used several times
 * before they leave the registers.
 */
public final class Products {
  private Products() {}

  /** {@code out = x m} for the first rows of x. */
  public static void multiply(double[][] out, double[][] x, double[][] m, int rows) {
    for (int r = 0; r < rows; r++) {
      Arrays.fill(out[r], 0);
    }
    int r = 0;
    for (; r + 1 < rows; r += 2) {
      addTwo(out[r], x[r], out[r + 1], x[r + 1], m);
    }
    if (r < rows) {
      add(out[r], x[r], m);
    }
  }

  private static void addTwo(double[] out, double[] a, double[] out2, double[] b, double[][] m) {
    int k = 0;
    for (; k + 3 < m.length; k += 4) {
      addTwo(
          out, a[k], a[k + 1], a[k + 2], a[k + 3], out2, b[k], b[k + 1], b[k + 2], b[k + 3], m, k);
    }
    switch (m.length - k) {
      case 3 -> {
        add(out, a[k], m[k], a[k + 1], m[k + 1], a[k + 2], m[k + 2]);
        add(out2, b[k], m[k], b[k + 1], m[k + 1], b[k + 2], m[k + 2]);
      }
      case 2 -> {
        add(out, a[k], m[k], a[k + 1], m[k + 1]);
        add(out2, b[k], m[k], b[k + 1], m[k + 1]);
      }
      case 1 -> {
        add(out, a[k], m[k]);
        add(out2, b[k], m[k]);
      }
      default -> {}
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
    int r = 0;
    for (; r + 3 < rows; r += 4) {
      double[] a = v[r];
      double[] b = v[r + 1];
      double[] c = v[r + 2];
      double[] d = v[r + 3];
      int i = 0;
      for (; i + 1 < out.length; i += 2) {
        int j = i + 1;
        addTwo(out[i], a[i], b[i], c[i], d[i], out[j], a[j], b[j], c[j], d[j], x, r);
      }
      if (i < out.length) {
        add(out[i], a[i], x[r], b[i], x[r + 1], c[i], x[r + 2], d[i], x[r + 3]);
      }
    }
    for (; r < rows; r++) {
      for (int i = 0; i < out.length; i++) {
        add(out[i], v[r][i], x[r]);
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

  private static void addTwo(
      double[] out,
      double a0,
      double a1,
      double a2,
      double a3,
      double[] out2,
      double b0,
      double b1,
      double b2,
      double b3,
      double[][] rows,
      int first) {
    double[] x0 = rows[first];
    double[] x1 = rows[first + 1];
    double[] x2 = rows[first + 2];
    double[] x3 = rows[first + 3];
    for (int i = 0; i < out.length; i++) {
      out[i] = (((out[i] + a0 * x0[i]) + a1 * x1[i]) + a2 * x2[i]) + a3 * x3[i];
      out2[i] = (((out2[i] + b0 * x0[i]) + b1 * x1[i]) + b2 * x2[i]) + b3 * x3[i];
    }
  }
}
