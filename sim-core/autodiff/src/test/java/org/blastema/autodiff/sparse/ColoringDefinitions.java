package org.blastema.autodiff.sparse;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The definitions of the colorings, word by word, on dense patterns; and the fewest colors, by
 * trying all.
 */
final class ColoringDefinitions {
  /** Whether colors, some of which may be -1 for not yet given, break no rule. */
  interface Rule {
    boolean holds(SparsityPattern pattern, int[] colors);
  }

  private ColoringDefinitions() {}

  /** No row has two entries in columns of one color. */
  static boolean separatesColumns(SparsityPattern pattern, int[] colors) {
    for (int i = 0; i < pattern.rows(); i++) {
      for (int j : pattern.row(i)) {
        for (int k : pattern.row(i)) {
          if (j < k && colors[j] >= 0 && colors[j] == colors[k]) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean isProper(SparsityPattern pattern, int[] colors) {
    for (int i = 0; i < pattern.rows(); i++) {
      for (int j : pattern.row(i)) {
        if (i != j && colors[i] >= 0 && colors[i] == colors[j]) {
          return false;
        }
      }
    }
    return true;
  }

  /** Proper, and no path on four vertices has two colors. */
  static boolean isStar(SparsityPattern pattern, int[] colors) {
    if (!isProper(pattern, colors)) {
      return false;
    }
    for (int b = 0; b < pattern.rows(); b++) {
      for (int c : pattern.row(b)) {
        for (int a : pattern.row(b)) {
          for (int d : pattern.row(c)) {
            boolean path = a != b && a != c && b != c && b != d && c != d && a != d;
            boolean colored = colors[a] >= 0 && colors[b] >= 0;
            if (path && colored && colors[a] == colors[c] && colors[b] == colors[d]) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  /** Proper, and the vertices of any two colors make a forest: fewer edges than vertices. */
  static boolean isAcyclic(SparsityPattern pattern, int[] colors) {
    int count = IntStream.of(colors).max().orElse(-1) + 1;
    for (int p = 0; p < count; p++) {
      for (int q = p + 1; q < count; q++) {
        if (hasCycle(pattern, colors, p, q)) {
          return false;
        }
      }
    }
    return isProper(pattern, colors);
  }

  /** Takes vertices with fewer than two neighbors away until none is left, or only cycles are. */
  private static boolean hasCycle(SparsityPattern pattern, int[] colors, int p, int q) {
    boolean[] left = new boolean[colors.length];
    int rest = 0;
    for (int v = 0; v < left.length; v++) {
      left[v] = colors[v] == p || colors[v] == q;
      rest += left[v] ? 1 : 0;
    }
    for (boolean goesOn = true; goesOn; ) {
      goesOn = false;
      for (int v = 0; v < left.length; v++) {
        int vertex = v;
        if (left[v]
            && IntStream.of(pattern.row(v)).filter(w -> w != vertex && left[w]).count() < 2) {
          left[v] = false;
          rest--;
          goesOn = true;
        }
      }
    }
    return rest > 0;
  }

  /** Every entry is alone in its row and column color, or alone in its column and row color. */
  static boolean givesAllEntries(SparsityPattern pattern, int[] rows, int[] columns) {
    SparsityPattern transposed = pattern.transposed();
    for (int i = 0; i < pattern.rows(); i++) {
      for (int j : pattern.row(i)) {
        int row = i;
        boolean inRow =
            columns[j] >= 0
                && IntStream.of(pattern.row(i)).filter(k -> columns[k] == columns[j]).count() == 1;
        boolean inColumn =
            rows[i] >= 0
                && IntStream.of(transposed.row(j)).filter(k -> rows[k] == rows[row]).count() == 1;
        if (!inRow && !inColumn) {
          return false;
        }
      }
    }
    return true;
  }

  /** The fewest colors with which a rule can be kept. */
  static int fewest(SparsityPattern pattern, Rule rule) {
    int[] colors = new int[pattern.columns()];
    for (int count = 1; ; count++) {
      Arrays.fill(colors, -1);
      if (extend(pattern, rule, colors, 0, 0, count)) {
        return count;
      }
    }
  }

  private static boolean extend(
      SparsityPattern pattern, Rule rule, int[] colors, int vertex, int used, int count) {
    if (vertex == colors.length) {
      return true;
    }
    // colors that nobody has yet are all alike
    for (int color = 0; color < Math.min(used + 1, count); color++) {
      colors[vertex] = color;
      if (rule.holds(pattern, colors)
          && extend(pattern, rule, colors, vertex + 1, Math.max(used, color + 1), count)) {
        return true;
      }
    }
    colors[vertex] = -1;
    return false;
  }

  /** The fewest colors of rows and columns together that give all entries. */
  static int fewestOfBoth(SparsityPattern pattern) {
    int total = pattern.rows() + pattern.columns();
    for (int count = 0; ; count++) {
      for (int ofRows = 0; ofRows <= count; ofRows++) {
        if (extendBoth(pattern, new int[total], 0, ofRows, count - ofRows)) {
          return count;
        }
      }
    }
  }

  private static boolean extendBoth(
      SparsityPattern pattern, int[] colors, int vertex, int ofRows, int ofColumns) {
    if (vertex == colors.length) {
      return givesAllEntries(
          pattern,
          Arrays.copyOf(colors, pattern.rows()),
          Arrays.copyOfRange(colors, pattern.rows(), colors.length));
    }
    int most = vertex < pattern.rows() ? ofRows : ofColumns;
    for (int color = -1; color < most; color++) {
      colors[vertex] = color;
      if (extendBoth(pattern, colors, vertex + 1, ofRows, ofColumns)) {
        return true;
      }
    }
    return false;
  }
}
