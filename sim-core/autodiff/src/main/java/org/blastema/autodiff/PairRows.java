package org.blastema.autodiff;

/**
 * Moves numbers between rows and blocks of pairs. Pairs come in runs with the same first partner, so its numbers are read
 * and its sums are written once a run; every sum is added up in the order of the pairs.
 */
final class PairRows {
  private PairRows() {}

  /** {@code to[k] = values[second] + sign * values[first]} for the pairs from {@code from} on. */
  static void combine(
      Pairs pairs, int from, int length, double[] values, int base, double sign, double[] to) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    for (int k = 0; k < length; k++) {
      to[k] = values[base + second[from + k]] + sign * values[base + first[from + k]];
    }
  }

  /** {@code to[k] = values[rows[from + k]]}. */
  static void pick(int[] rows, int from, int length, double[] values, int base, double[] to) {
    for (int k = 0; k < length; k++) {
      to[k] = values[base + rows[from + k]];
    }
  }

  /** Adds {@code forFirst * column} to the rows of the first and {@code forSecond * column} to those of the second partners. */
  static void addBoth(
      Pairs pairs,
      int from,
      int length,
      double[][] columns,
      int column,
      int width,
      double[] out,
      int n,
      double forFirst,
      double forSecond) {
    int c = 0;
    for (; c + 3 <= width; c += 3) {
      addThree(pairs, from, length, columns, column + c, out, c * n, n, forFirst, forSecond);
    }
    for (; c < width; c++) {
      addOne(pairs, from, length, columns[column + c], columns[column + c], out, c * n, forFirst, forSecond);
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
      int i = first[from + k];
      int a = base + i;
      double sx = out[a];
      double sy = out[a + n];
      double sz = out[a + 2 * n];
      do {
        int b = base + second[from + k];
        sx += forFirst * x[k];
        sy += forFirst * y[k];
        sz += forFirst * z[k];
        out[b] += forSecond * x[k];
        out[b + n] += forSecond * y[k];
        out[b + 2 * n] += forSecond * z[k];
        k++;
      } while (k < length && first[from + k] == i);
      out[a] = sx;
      out[a + n] = sy;
      out[a + 2 * n] = sz;
    }
  }

  /** Adds {@code forFirst * v} to the rows of the first and {@code forSecond * w} to those of the second partners. */
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
      int i = first[from + k];
      double sum = out[base + i];
      do {
        sum += forFirst * v[k];
        out[base + second[from + k]] += forSecond * w[k];
        k++;
      } while (k < length && first[from + k] == i);
      out[base + i] = sum;
    }
  }
}
