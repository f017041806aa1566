package org.blastema.autodiff;

import java.util.Arrays;
import java.util.Optional;

/**
 * Pairs of rows {@code first[k] < second[k]} for {@code k < count}. The order of the pairs is the
 * order of every sum over them.
 *
 * <p>Space may be periodic along some axes. Then the displacement of a pair is that to the nearest
 * image of the second partner, which is unique for less than half a period.
 */
public final class Pairs {
  private final int count;
  private final int[] first;
  private final int[] second;
  private final double[] periods;
  private volatile Optional<PairIndex> index;

  /** Pairs of rows; the arrays are not copied and must not change. */
  public Pairs(int count, int[] first, int[] second) {
    this(count, first, second, new double[0]);
  }

  /**
   * Pairs of rows in a space that may be periodic; the arrays are not copied and must not change.
   *
   * @param periods length of the period along every axis, infinite where there is none; empty where
   *     no axis has one
   */
  public Pairs(int count, int[] first, int[] second, double[] periods) {
    this.count = count;
    this.first = first;
    this.second = second;
    this.periods = periods;
  }

  /** Whether space is periodic along some axis. */
  boolean periodic() {
    return periods.length > 0;
  }

  /**
   * A difference of two coordinates to the nearest image.
   *
   * @param difference the difference of the coordinates
   * @param axis the axis that they belong to
   */
  public double nearest(double difference, int axis) {
    return periodic() ? nearestImage(difference, periods[axis]) : difference;
  }

  /** A difference plus the multiple of a period, which may be infinite, that is nearest to 0. */
  public static double nearestImage(double difference, double period) {
    return period < Double.POSITIVE_INFINITY
        ? difference - period * Math.rint(difference / period)
        : difference;
  }

  /** Brings displacements, one block for each of the axes, to nearest images. */
  void toNearestImages(double[][] displacements, int length) {
    for (int axis = 0; axis < periods.length; axis++) {
      double period = periods[axis];
      if (period < Double.POSITIVE_INFINITY) {
        double[] along = displacements[axis];
        for (int k = 0; k < length; k++) {
          along[k] = nearestImage(along[k], period);
        }
      }
    }
  }

  /** Number of pairs; the arrays may be longer. */
  public int count() {
    return count;
  }

  /** Smaller rows. */
  public int[] first() {
    return first;
  }

  /** Larger rows. */
  public int[] second() {
    return second;
  }

  /**
   * Which pairs every row is in, found once; empty if the pairs are not in the order of their first
   * partners.
   *
   * @param rows number of rows, always the same
   */
  Optional<PairIndex> index(int rows) {
    Optional<PairIndex> known = index;
    if (known == null) {
      known = PairIndex.of(this, rows);
      index = known;
    }
    return known;
  }

  /**
   * Which rows hang together through pairs, directly or through others.
   *
   * @param rows number of rows
   * @return for each row the first row of its cluster, as a label for {@link NullModes#rigid}
   */
  public int[] clusters(int rows) {
    int[] root = new int[rows];
    Arrays.setAll(root, row -> row);
    for (int k = 0; k < count; k++) {
      int a = rootOf(root, first[k]);
      int b = rootOf(root, second[k]);
      root[Math.max(a, b)] = Math.min(a, b);
    }
    for (int row = 0; row < rows; row++) {
      root[row] = rootOf(root, row);
    }
    return root;
  }

  private static int rootOf(int[] root, int row) {
    int at = row;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }
}
