package org.blastema.autodiff;

import java.util.Arrays;
import java.util.Optional;

/**
 * Pairs of rows {@code first[k] < second[k]} for {@code k < count}. The order of the pairs is the
 * order of every sum over them.
 */
public final class Pairs {
  private final int count;
  private final int[] first;
  private final int[] second;
  private volatile Optional<PairIndex> index;

  /** Pairs of rows; the arrays are not copied and must not change. */
  public Pairs(int count, int[] first, int[] second) {
    this.count = count;
    this.first = first;
    this.second = second;
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
