package org.blastema.autodiff;

import java.util.Arrays;

/**
 * Results of comparisons, all bits set where they hold, and choices by them without branches: which
 * branch a row takes is unpredictable, and a mispredicted jump costs as much as dozens of vector
 * operations.
 */
final class Masks {
  private static final int NOWHERE = 0;
  private static final int EVERYWHERE = 1;
  private static final int MIXED = 2;

  private final long[][] bits;
  private final int[] state;

  Masks(int count, int length) {
    bits = new long[count][length];
    state = new int[count];
  }

  /** Sets a mask that is the same in every row. */
  void set(int mask, boolean holds) {
    state[mask] = holds ? EVERYWHERE : NOWHERE;
  }

  /** {@code a < b}. */
  void less(int mask, double[] a, double[] b, int n) {
    summarize(mask, less(a, b, bits[mask], n), n);
  }

  /** {@code a < b}. */
  void less(int mask, double[] a, double b, int n) {
    summarize(mask, less(a, b, bits[mask], n), n);
  }

  /** {@code a > b}. */
  void above(int mask, double[] a, double b, int n) {
    summarize(mask, above(a, b, bits[mask], n), n);
  }

  /** {@code a <= b}. */
  void atMost(int mask, double[] a, double[] b, int n) {
    summarize(mask, atMost(a, b, bits[mask], n), n);
  }

  private void summarize(int mask, long minusCount, int n) {
    state[mask] = minusCount == 0 ? NOWHERE : minusCount == -n ? EVERYWHERE : MIXED;
  }

  /** {@code mask ? a : b}. */
  @SuppressWarnings("ReferenceEquality") // whether they are the same array
  void select(int mask, double[] a, double[] b, double[] o, int n) {
    if (state[mask] == MIXED) {
      blend(bits[mask], a, b, o, n);
    } else {
      double[] chosen = state[mask] == EVERYWHERE ? a : b;
      if (chosen != o) {
        System.arraycopy(chosen, 0, o, 0, n);
      }
    }
  }

  /** {@code mask ? a : 0}. */
  void selectOrZero(int mask, double[] a, double[] o, int n) {
    if (state[mask] == MIXED) {
      keep(bits[mask], a, o, n);
    } else {
      copyOrClear(state[mask] == EVERYWHERE, a, o, n);
    }
  }

  /** {@code mask ? 0 : a}. */
  void zeroOrSelect(int mask, double[] a, double[] o, int n) {
    if (state[mask] == MIXED) {
      clear(bits[mask], a, o, n);
    } else {
      copyOrClear(state[mask] == NOWHERE, a, o, n);
    }
  }

  @SuppressWarnings("ReferenceEquality") // whether they are the same array
  private static void copyOrClear(boolean copy, double[] a, double[] o, int n) {
    if (!copy) {
      Arrays.fill(o, 0, n, 0);
    } else if (a != o) {
      System.arraycopy(a, 0, o, 0, n);
    }
  }

  /**
   * The sign of the difference is that of the comparison, also below the normal range; undefined
   * becomes 0.
   */
  private static long less(double[] a, double[] b, long[] o, int n) {
    long minusCount = 0;
    for (int k = 0; k < n; k++) {
      long holds = -(long) Math.signum(b[k] - a[k]) >> 63;
      o[k] = holds;
      minusCount += holds;
    }
    return minusCount;
  }

  private static long less(double[] a, double b, long[] o, int n) {
    long minusCount = 0;
    for (int k = 0; k < n; k++) {
      long holds = -(long) Math.signum(b - a[k]) >> 63;
      o[k] = holds;
      minusCount += holds;
    }
    return minusCount;
  }

  private static long above(double[] a, double b, long[] o, int n) {
    long minusCount = 0;
    for (int k = 0; k < n; k++) {
      long holds = -(long) Math.signum(a[k] - b) >> 63;
      o[k] = holds;
      minusCount += holds;
    }
    return minusCount;
  }

  private static long atMost(double[] a, double[] b, long[] o, int n) {
    long minusCount = 0;
    for (int k = 0; k < n; k++) {
      long holds = a[k] <= b[k] ? -1 : 0;
      o[k] = holds;
      minusCount += holds;
    }
    return minusCount;
  }

  private static void blend(long[] mask, double[] a, double[] b, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      long then = Double.doubleToRawLongBits(a[k]);
      long otherwise = Double.doubleToRawLongBits(b[k]);
      o[k] = Double.longBitsToDouble(otherwise ^ ((then ^ otherwise) & mask[k]));
    }
  }

  private static void keep(long[] mask, double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Double.longBitsToDouble(Double.doubleToRawLongBits(a[k]) & mask[k]);
    }
  }

  private static void clear(long[] mask, double[] a, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Double.longBitsToDouble(Double.doubleToRawLongBits(a[k]) & ~mask[k]);
    }
  }
}
