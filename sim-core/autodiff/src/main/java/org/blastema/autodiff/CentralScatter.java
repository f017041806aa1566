package org.blastema.autodiff;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.blastema.autodiff.lanes.PairLanes;

/**
 * Adds central pair forces to rows: number by number at first, and the numbers of a row at once on
 * vector lanes when that has become faster, with the same bits.
 */
final class CentralScatter {
  /** Pairs after which lanes are tried. */
  private static final long COLD = 1_000_000;

  /** Pairs of a trial, of rows 0 to 2 {@link #TRIAL_RUN} - 1. */
  private static final int TRIAL_PAIRS = 256;

  /** Pairs with the same first row. */
  private static final int TRIAL_RUN = 16;

  private static final AtomicLong PAIRS_SO_FAR = new AtomicLong();
  private static volatile boolean lanesAreFaster;

  private CentralScatter() {}

  /**
   * For the pairs from {@code from} on, adds factor times displacement to the sums of the first
   * partners and subtracts it from those of the second ones.
   *
   * @param length number of pairs, not 0
   * @param rows {@link CentralRows#STRIDE} numbers a row
   * @param sums likewise; the last of a row is of no meaning
   */
  static void scatter(
      Pairs pairs, int from, int length, double[] rows, double[] factor, double[] sums) {
    if (lanesAreFaster) {
      PairLanes.scatter(pairs.first(), pairs.second(), from, length, rows, factor, sums);
    } else {
      oneByOne(pairs.first(), pairs.second(), from, length, rows, factor, sums);
      count(length);
    }
  }

  private static void oneByOne(
      int[] first,
      int[] second,
      int from,
      int length,
      double[] rows,
      double[] factor,
      double[] sums) {
    int row = first[from];
    int a = CentralRows.STRIDE * row;
    double ax = rows[a];
    double ay = rows[a + 1];
    double az = rows[a + 2];
    double sx = sums[a];
    double sy = sums[a + 1];
    double sz = sums[a + 2];
    for (int k = 0; k < length; k++) {
      int next = first[from + k];
      if (next != row) {
        sums[a] = sx;
        sums[a + 1] = sy;
        sums[a + 2] = sz;
        row = next;
        a = CentralRows.STRIDE * row;
        ax = rows[a];
        ay = rows[a + 1];
        az = rows[a + 2];
        sx = sums[a];
        sy = sums[a + 1];
        sz = sums[a + 2];
      }
      int b = CentralRows.STRIDE * second[from + k];
      double f = factor[k];
      double vx = f * (rows[b] - ax);
      double vy = f * (rows[b + 1] - ay);
      double vz = f * (rows[b + 2] - az);
      sx += vx;
      sy += vy;
      sz += vz;
      sums[b] -= vx;
      sums[b + 1] -= vy;
      sums[b + 2] -= vz;
    }
    sums[a] = sx;
    sums[a + 1] = sy;
    sums[a + 2] = sz;
  }

  private static void count(int pairs) {
    long before = PAIRS_SO_FAR.getAndAdd(pairs);
    boolean isTime = before < COLD && before + pairs >= COLD;
    if (isTime && LaneSupport.count() >= CentralRows.STRIDE) {
      Trial.begin(CentralScatter::tryLanes);
    }
  }

  private static void tryLanes() {
    int[] first = new int[TRIAL_PAIRS];
    int[] second = new int[TRIAL_PAIRS];
    Arrays.setAll(first, k -> k / TRIAL_RUN);
    Arrays.setAll(second, k -> TRIAL_RUN + k % TRIAL_RUN);
    double[] rows = new double[CentralRows.STRIDE * 2 * TRIAL_RUN];
    Arrays.setAll(rows, k -> k);
    double[] factor = new double[TRIAL_PAIRS];
    double[] sums = new double[rows.length];
    lanesAreFaster =
        Trial.isFaster(
            () -> PairLanes.scatter(first, second, 0, TRIAL_PAIRS, rows, factor, sums),
            () -> oneByOne(first, second, 0, TRIAL_PAIRS, rows, factor, sums));
  }
}
