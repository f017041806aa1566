package org.blastema.record.picture;

import java.util.stream.IntStream;

/**
 * Points that can be drawn.
 *
 * @param x finite numbers
 * @param y finite numbers, as many
 */
record Curve(double[] x, double[] y) {
  static final Curve NONE = new Curve(new double[0], new double[0]);

  /** The points with finite coordinates and, where wanted, a positive second one. */
  static Curve of(double[] x, double[] y, boolean positive) {
    int[] kept =
        IntStream.range(0, x.length)
            .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]) && (!positive || y[i] > 0))
            .toArray();
    return new Curve(
        IntStream.of(kept).mapToDouble(i -> x[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> y[i]).toArray());
  }

  int size() {
    return x.length;
  }

  /**
   * The mean over the {@code window} points around each point; near the ends over those that there
   * are.
   */
  Curve runningMean(int window) {
    double[] mean = new double[y.length];
    for (int i = 0; i < mean.length; i++) {
      int first = Math.max(0, i - (window - 1) / 2);
      int last = Math.min(y.length - 1, i + window / 2);
      double sum = 0;
      for (int j = first; j <= last; j++) {
        sum += y[j];
      }
      mean[i] = sum / (last + 1 - first);
    }
    return new Curve(x, mean);
  }
}
