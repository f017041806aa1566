package org.blastema.autodiff;

import java.util.Arrays;

/**
 * Pairs of rows {@code first[k] < second[k]} for {@code k < count}. The order of the pairs is the
 * order of every sum over them.
 *
 * @param count number of pairs; the arrays may be longer
 * @param first smaller row
 * @param second larger row
 */
public record Pairs(int count, int[] first, int[] second) {
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
