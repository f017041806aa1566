package org.blastema.autodiff;

/**
 * Moves numbers between rows and blocks of pairs. Pairs come in runs with the same first partner,
 * so its numbers are read and its sums are written once a run; every sum is added up in the order
 * of the pairs.
 */
final class PairRows {
  private PairRows() {}

  /**
   * Differences of second minus first partner for the pairs from {@code from} on, one block for
   * each of the columns.
   */
  static void differences(
      Pairs pairs, int from, int length, double[] values, int n, int columns, double[][] to) {
    int c = 0;
    for (; c + 3 <= columns; c += 3) {
      threeDifferences(pairs, from, length, values, c * n, n, to[c], to[c + 1], to[c + 2]);
    }
    for (; c < columns; c++) {
      oneDifference(pairs, from, length, values, c * n, to[c]);
    }
  }

  private static void threeDifferences(
      Pairs pairs,
      int from,
      int length,
      double[] values,
      int base,
      int n,
      double[] x,
      double[] y,
      double[] z) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    int k = 0;
    while (k < length) {
      int end = endOfRun(first, from, k, length);
      int a = base + first[from + k];
      double ax = values[a];
      double ay = values[a + n];
      double az = values[a + 2 * n];
      for (; k < end; k++) {
        int b = base + second[from + k];
        x[k] = values[b] - ax;
        y[k] = values[b + n] - ay;
        z[k] = values[b + 2 * n] - az;
      }
    }
  }

  private static void oneDifference(
      Pairs pairs, int from, int length, double[] values, int base, double[] to) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    for (int k = 0; k < length; k++) {
      to[k] = values[base + second[from + k]] - values[base + first[from + k]];
    }
  }

  /** {@code to[k] = values[rows[from + k]]}. */
  static void pick(int[] rows, int from, int length, double[] values, int base, double[] to) {
    for (int k = 0; k < length; k++) {
      to[k] = values[base + rows[from + k]];
    }
  }

  /** {@code to[k] = v[first[from + k]] + sign * v[second[from + k]]}. */
  static void combine(
      Pairs pairs, int from, int length, double[] values, int base, double sign, double[] to) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    for (int k = 0; k < length; k++) {
      to[k] = values[base + first[from + k]] + sign * values[base + second[from + k]];
    }
  }

  /**
   * Adds {@code forFirst * column} to the rows of the first and {@code forSecond * column} to those
   * of the second partners.
   */
  static void addBoth(
      Pairs pairs,
      int from,
      int length,
      double[][] columns,
      int column,
      int width,
      double[] out,
      int base,
      int n,
      double forFirst,
      double forSecond) {
    int c = 0;
    for (; c + 3 <= width; c += 3) {
      addThree(pairs, from, length, columns, column + c, out, base + c * n, n, forFirst, forSecond);
    }
    for (; c < width; c++) {
      addOne(
          pairs,
          from,
          length,
          columns[column + c],
          columns[column + c],
          out,
          base + c * n,
          forFirst,
          forSecond);
    }
  }

  private static void addThree(
      Pairs pairs,
      int from,
      int length,
      double[][] columns,
      int column,
      double[] out,
      int base,
      int n,
      double forFirst,
      double forSecond) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    double[] x = columns[column];
    double[] y = columns[column + 1];
    double[] z = columns[column + 2];
    int k = 0;
    while (k < length) {
      int end = endOfRun(first, from, k, length);
      int a = base + first[from + k];
      double sx = out[a];
      double sy = out[a + n];
      double sz = out[a + 2 * n];
      for (; k < end; k++) {
        int b = base + second[from + k];
        double vx = x[k];
        double vy = y[k];
        double vz = z[k];
        sx += forFirst * vx;
        sy += forFirst * vy;
        sz += forFirst * vz;
        out[b] += forSecond * vx;
        out[b + n] += forSecond * vy;
        out[b + 2 * n] += forSecond * vz;
      }
      out[a] = sx;
      out[a + n] = sy;
      out[a + 2 * n] = sz;
    }
  }

  /**
   * Adds {@code forFirst * v} to the rows of the first and {@code forSecond * w} to those of the
   * second partners.
   */
  static void addOne(
      Pairs pairs,
      int from,
      int length,
      double[] v,
      double[] w,
      double[] out,
      int base,
      double forFirst,
      double forSecond) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    int k = 0;
    while (k < length) {
      int end = endOfRun(first, from, k, length);
      int a = base + first[from + k];
      double sum = out[a];
      for (; k < end; k++) {
        sum += forFirst * v[k];
        out[base + second[from + k]] += forSecond * w[k];
      }
      out[a] = sum;
    }
  }

  private static int endOfRun(int[] first, int from, int start, int length) {
    int row = first[from + start];
    int end = start + 1;
    while (end < length && first[from + end] == row) {
      end++;
    }
    return end;
  }
}
