package org.blastema.autodiff;

import org.blastema.autodiff.lanes.PairLanes;

/**
 * Adds central pair forces to rows as {@link CentralScatter} does, with the same bits, but row by
 * row, so that several threads can share the work: a row's pairs as second partner come before
 * those as first partner, as they do in the order of the pairs.
 */
final class SharedScatter {
  /** Rows of a task. */
  private static final int ROWS = 1024;

  private SharedScatter() {}

  /**
   * Sums of all rows.
   *
   * @param rows {@link CentralRows#STRIDE} numbers a row
   * @param factor one number a pair
   * @return likewise as {@code rows}; the last of a row is of no meaning
   */
  static double[] sums(Pairs pairs, PairIndex index, int n, double[] rows, double[] factor) {
    double[] sums = new double[CentralRows.STRIDE * n];
    boolean lanes = LaneSupport.count() >= CentralRows.STRIDE;
    Workers.forEach(
        (n + ROWS - 1) / ROWS,
        task -> {
          int from = task * ROWS;
          int to = Math.min(from + ROWS, n);
          if (lanes) {
            PairLanes.gather(
                pairs.first(),
                pairs.second(),
                index.firsts(),
                index.seconds(),
                index.listed(),
                from,
                to,
                rows,
                factor,
                sums);
          } else {
            oneByOne(pairs, index, from, to, rows, factor, sums);
          }
        });
    return sums;
  }

  private static void oneByOne(
      Pairs pairs,
      PairIndex index,
      int from,
      int to,
      double[] rows,
      double[] factor,
      double[] sums) {
    for (int row = from; row < to; row++) {
      for (int c = 0; c < CentralRows.STRIDE - 1; c++) {
        int at = CentralRows.STRIDE * row + c;
        double own = rows[at];
        double sum = 0;
        for (int k = index.seconds()[row]; k < index.seconds()[row + 1]; k++) {
          int pair = index.listed()[k];
          sum -= factor[pair] * (own - rows[CentralRows.STRIDE * pairs.first()[pair] + c]);
        }
        for (int pair = index.firsts()[row]; pair < index.firsts()[row + 1]; pair++) {
          sum += factor[pair] * (rows[CentralRows.STRIDE * pairs.second()[pair] + c] - own);
        }
        sums[at] = sum;
      }
    }
  }
}
