package org.blastema.autodiff.sparse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Colors for some rows and some columns of a matrix, such that every entry is in a product with the
 * matrix or with the transposed one as it is: alone in its row among the columns of its column's
 * color, or alone in its column among the rows of its row's color (direct bicoloring: Coleman and
 * Verma, The efficient computation of sparse Jacobian matrices using automatic differentiation,
 * SIAM J. Sci. Comput. 1998; star bicoloring: Gebremedhin, Manne and Pothen, 2005). For matrices
 * with a few dense rows and a few dense columns.
 *
 * @param rows colors for products with the transposed matrix
 * @param columns colors for products with the matrix
 */
public record Bicoloring(Coloring rows, Coloring columns) {
  /**
   * A bicoloring from which all entries follow; how many entries a row or column has at least to be
   * taken on its own side is chosen so that the colors are fewest. One side may stay empty.
   */
  public static Bicoloring of(SparsityPattern pattern) {
    return search(pattern, Coloring::columns);
  }

  /** A bicoloring of which each side is colored in the given order. */
  public static Bicoloring of(SparsityPattern pattern, ColoringOrder order) {
    return search(pattern, part -> Coloring.columns(part, order));
  }

  /** Number of products needed, of both kinds. */
  public int count() {
    return rows.count() + columns.count();
  }

  /** What colors the columns of a pattern. */
  private interface ColumnColoring {
    Coloring of(SparsityPattern pattern);
  }

  /**
   * A split of the entries: those of rows that are longer than some length are taken by rows, the
   * others by columns; the other way round if the pattern is the transposed one.
   *
   * @param bound never more than the colors that it takes
   */
  private record Split(SparsityPattern pattern, int length, boolean transposed, int bound) {
    Bicoloring colored(ColumnColoring coloring) {
      boolean[] isLong = new boolean[pattern.rows()];
      boolean[] isShort = new boolean[pattern.rows()];
      for (int i = 0; i < isLong.length; i++) {
        isLong[i] = pattern.entries(i) > length;
        isShort[i] = !isLong[i];
      }
      Coloring first = coloring.of(pattern.keepRows(isLong).transposed());
      Coloring second = coloring.of(pattern.keepRows(isShort));
      return transposed ? new Bicoloring(second, first) : new Bicoloring(first, second);
    }
  }

  private static Bicoloring search(SparsityPattern pattern, ColumnColoring coloring) {
    List<Split> splits = new ArrayList<>();
    addSplits(splits, pattern, false);
    addSplits(splits, pattern.transposed(), true);
    splits.sort(Comparator.comparingInt(Split::bound));
    Bicoloring best = null;
    for (Split split : splits) {
      if (best == null || split.bound < best.count()) {
        Bicoloring candidate = split.colored(coloring);
        if (best == null || candidate.count() < best.count()) {
          best = candidate;
        }
      }
    }
    return best;
  }

  /** A split at every length that rows have, from the longest on, and one at 0. */
  private static void addSplits(List<Split> splits, SparsityPattern pattern, boolean transposed) {
    int[] byLength =
        IntStream.range(0, pattern.rows())
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> -pattern.entries(i)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] met = new int[pattern.columns()];
    int longestColumn = 0;
    int above = -1;
    for (int row : byLength) {
      int length = pattern.entries(row);
      if (length != above) {
        splits.add(new Split(pattern, length, transposed, longestColumn + length));
        above = length;
      }
      for (int j : pattern.row(row)) {
        longestColumn = Math.max(longestColumn, ++met[j]);
      }
    }
    if (above != 0) {
      splits.add(new Split(pattern, 0, transposed, longestColumn));
    }
  }
}
