package org.blastema.gradbench;

import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Var;

/**
 * Cameras, points and observations: observation i is one of camera i mod n and of point i mod m.
 * Arrays hold one camera, point or observation after another.
 *
 * @param n number of cameras
 * @param m number of points
 * @param p number of observations
 * @param cameras numbers of the cameras
 * @param points coordinates of the points
 * @param weights weights of the observations
 * @param seen where the observations are in the pictures
 */
record Bundle(
    int n, int m, int p, double[] cameras, double[] points, double[] weights, double[] seen) {
  private static final int BLOCK = 1024;

  /** What is done with the results of a block of observations. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes results.
     *
     * @param first the first observation
     * @param rows number of observations
     * @param columns all results of the first output, then all of the second, and so on
     */
    void take(int first, int rows, double[] columns);
  }

  /** Copies the one camera, point, weight and feature of an input as often as it says. */
  static Bundle read(Fields input) {
    int n = input.whole("n");
    int m = input.whole("m");
    int p = input.whole("p");
    if (n < 1 || m < 1 || p < 1) {
      throw new IllegalArgumentException("'n', 'm' and 'p' must be at least 1");
    }
    return new Bundle(
        n,
        m,
        p,
        copies(n, entries(input, "cam", BundleAdjustmentEval.CAMERA)),
        copies(m, entries(input, "x", BundleAdjustmentEval.POINT)),
        copies(p, input.number("w")),
        copies(p, entries(input, "feat", 2)));
  }

  private static double[] entries(Fields input, String name, int length) {
    double[] entries = input.vector(name);
    if (entries.length != length) {
      throw new IllegalArgumentException("'" + name + "' must have " + length + " entries");
    }
    return entries;
  }

  private static double[] copies(int count, double... entries) {
    double[] all = new double[Math.multiplyExact(count, entries.length)];
    for (int k = 0; k < count; k++) {
      System.arraycopy(entries, 0, all, k * entries.length, entries.length);
    }
    return all;
  }

  /** Camera of an observation. */
  int camera(int observation) {
    return observation % n;
  }

  /** Point of an observation. */
  int point(int observation) {
    return observation % m;
  }

  /** Applies a formula of camera, point, weight and feature to all observations. */
  void apply(Formula formula, Sink sink) {
    for (int first = 0; first < p; first += BLOCK) {
      int rows = Math.min(BLOCK, p - first);
      sink.take(
          first,
          rows,
          formula
              .apply(
                  gathered(cameras, BundleAdjustmentEval.CAMERA, n, first, rows),
                  gathered(points, BundleAdjustmentEval.POINT, m, first, rows),
                  gathered(weights, 1, p, first, rows),
                  gathered(seen, 2, p, first, rows))
              .data());
    }
  }

  private static Var gathered(double[] from, int width, int count, int first, int rows) {
    double[] columns = new double[rows * width];
    int at = first % count * width;
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < width; c++) {
        columns[c * rows + row] = from[at + c];
      }
      at += width;
      at = at == from.length ? 0 : at;
    }
    return Var.of(rows, width, columns);
  }
}
