package org.blastema.autodiff.sparse;

import java.util.Arrays;

/**
 * Takes the entries of a symmetric matrix out of its products with one vector a color.
 *
 * <p>A component of a product is the sum of a group of entries: those of one row whose columns have
 * one color. An entry alone in its group is known; taking it away from the group that its mirror
 * image belongs to may leave another one alone there. With a star coloring every entry is alone on
 * one side from the beginning, with an acyclic one all get alone in the end, as the entries of two
 * colors make trees (Gebremedhin, Tarafdar, Pothen and Walther, Efficient computation of sparse
 * Hessians using coloring and automatic differentiation, INFORMS J. Comput. 2009).
 */
final class SymmetricRecovery {
  /** For every group its component among the products. */
  private final int[] components;

  /**
   * The entries in the order in which they get known, each with its mirror image and its groups.
   */
  private final int[] entries;

  private final int[] mirrors;
  private final int[] groups;
  private final int[] mirrorGroups;

  /**
   * Finds an order.
   *
   * @throws IllegalArgumentException if the pattern is not symmetric or the colors do not determine
   *     the entries
   */
  SymmetricRecovery(SparsityPattern pattern, Coloring coloring) {
    if (!pattern.isSymmetric()) {
      throw new IllegalArgumentException("a pattern of " + pattern + " that is not symmetric");
    }
    if (coloring.colors().length != pattern.columns()) {
      throw new IllegalArgumentException(
          coloring.colors().length + " colors for a pattern of " + pattern);
    }
    Groups all = new Groups(pattern, coloring);
    components = all.components;
    int pairs = 0;
    for (int i = 0; i < pattern.rows(); i++) {
      for (int j : pattern.row(i)) {
        pairs += j <= i ? 1 : 0;
      }
    }
    entries = new int[pairs];
    mirrors = new int[pairs];
    groups = new int[pairs];
    mirrorGroups = new int[pairs];
    int known = all.peel(this);
    if (known < pairs) {
      throw new IllegalArgumentException(
          "the colors determine " + known + " of " + pairs + " entries");
    }
  }

  /**
   * The entries from the products.
   *
   * @param products column-major, one row for each color
   * @param values where the entries go, in the order of the pattern
   */
  void recover(double[] products, double[] values) {
    double[] sums = new double[components.length];
    for (int g = 0; g < sums.length; g++) {
      sums[g] = products[components[g]];
    }
    for (int k = 0; k < entries.length; k++) {
      double value = sums[groups[k]];
      values[entries[k]] = value;
      values[mirrors[k]] = value;
      sums[mirrorGroups[k]] -= value;
    }
  }

  /** The groups of entries, while they are taken apart. */
  private static final class Groups {
    private final int[] components;
    private final int[] groupOf;
    private final int[] mirrorOf;
    private final int[] size;

    /** The exclusive or of the entries still in each group: the entry itself if there is one. */
    private final int[] rest;

    Groups(SparsityPattern pattern, Coloring coloring) {
      int count = pattern.entries();
      groupOf = new int[count];
      mirrorOf = new int[count];
      size = new int[count];
      rest = new int[count];
      int[] component = new int[count];
      int[] groupOfColor = new int[coloring.count()];
      Arrays.fill(groupOfColor, -1);
      int total = 0;
      for (int i = 0; i < pattern.rows(); i++) {
        int firstOfRow = total;
        for (int e = pattern.starts()[i]; e < pattern.starts()[i + 1]; e++) {
          int j = pattern.indices()[e];
          int color = coloring.colors()[j];
          if (color < 0) {
            throw new IllegalArgumentException("column " + j + " has entries but no color");
          }
          int group = groupOfColor[color];
          if (group < firstOfRow) {
            group = total++;
            groupOfColor[color] = group;
            component[group] = place(coloring, i, color);
          }
          groupOf[e] = group;
          mirrorOf[e] = pattern.position(j, i);
          size[group]++;
          rest[group] ^= e;
        }
      }
      components = Arrays.copyOf(component, total);
    }

    private static int place(Coloring coloring, int row, int color) {
      return row * coloring.count() + color;
    }

    /** Fills in the order and returns how many pairs of entries get known. */
    int peel(SymmetricRecovery order) {
      int[] queue = new int[components.length];
      int end = 0;
      for (int g = 0; g < components.length; g++) {
        if (size[g] == 1) {
          queue[end++] = g;
        }
      }
      int known = 0;
      for (int at = 0; at < end; at++) {
        int group = queue[at];
        if (size[group] == 0) {
          continue;
        }
        int entry = rest[group];
        int mirror = mirrorOf[entry];
        int other = groupOf[mirror];
        order.entries[known] = entry;
        order.mirrors[known] = mirror;
        order.groups[known] = group;
        order.mirrorGroups[known] = other;
        known++;
        size[group]--;
        if (other != group) {
          rest[other] ^= mirror;
          size[other]--;
          if (size[other] == 1) {
            queue[end++] = other;
          }
        }
      }
      return known;
    }
  }
}
