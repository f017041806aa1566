package org.blastema.autodiff.sparse;

import java.util.Arrays;

/**
 * Where a matrix may differ from zero, in compressed rows: the columns of row i are {@code
 * indices[starts[i]]} up to, not including, {@code indices[starts[i + 1]]}.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param starts {@code rows + 1} positions in the indices; not to be changed
 * @param indices columns, ascending in each row; not to be changed
 */
public record SparsityPattern(int rows, int columns, int[] starts, int[] indices) {
  /** Checks that the rows are ascending and inside the matrix. */
  public SparsityPattern {
    if (rows < 0 || columns < 0 || starts.length != rows + 1) {
      throw new IllegalArgumentException(
          "a pattern of " + rows + " x " + columns + " with " + starts.length + " starts");
    }
    if (starts[0] != 0 || starts[rows] != indices.length) {
      throw new IllegalArgumentException(
          "starts from " + starts[0] + " to " + starts[rows] + " for " + indices.length);
    }
    for (int i = 0; i < rows; i++) {
      int before = -1;
      for (int e = starts[i]; e < starts[i + 1]; e++) {
        if (indices[e] <= before || indices[e] >= columns) {
          throw new IllegalArgumentException(
              "row " + i + ": column " + indices[e] + " after " + before + " of " + columns);
        }
        before = indices[e];
      }
    }
  }

  /**
   * A pattern from the columns of every row, in any order; a repeated one counts once.
   *
   * @param columns number of columns
   * @param columnsOfRows for every row its columns
   */
  public static SparsityPattern ofRows(int columns, int[]... columnsOfRows) {
    int[] starts = new int[columnsOfRows.length + 1];
    int[][] sorted = new int[columnsOfRows.length][];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Arrays.stream(columnsOfRows[i]).sorted().distinct().toArray();
      starts[i + 1] = starts[i] + sorted[i].length;
    }
    return new SparsityPattern(
        sorted.length,
        columns,
        starts,
        Arrays.stream(sorted).flatMapToInt(Arrays::stream).toArray());
  }

  /** Number of entries. */
  public int entries() {
    return indices.length;
  }

  /** Number of entries of a row. */
  public int entries(int row) {
    return starts[row + 1] - starts[row];
  }

  /** The columns of a row, ascending. */
  public int[] row(int row) {
    return Arrays.copyOfRange(indices, starts[row], starts[row + 1]);
  }

  /**
   * The position of an entry among all entries, or a negative number if it is not in the pattern.
   */
  public int position(int row, int column) {
    int at = Arrays.binarySearch(indices, starts[row], starts[row + 1], column);
    return Math.max(at, -1);
  }

  /** Whether an entry may differ from zero. */
  public boolean contains(int row, int column) {
    return position(row, column) >= 0;
  }

  /** The most entries that any row has. */
  public int longestRow() {
    int longest = 0;
    for (int i = 0; i < rows; i++) {
      longest = Math.max(longest, entries(i));
    }
    return longest;
  }

  /** Rows and columns exchanged. */
  public SparsityPattern transposed() {
    int[] from = new int[columns + 1];
    for (int column : indices) {
      from[column + 1]++;
    }
    for (int j = 0; j < columns; j++) {
      from[j + 1] += from[j];
    }
    int[] next = from.clone();
    int[] to = new int[indices.length];
    for (int i = 0; i < rows; i++) {
      for (int e = starts[i]; e < starts[i + 1]; e++) {
        to[next[indices[e]]++] = i;
      }
    }
    return new SparsityPattern(columns, rows, from, to);
  }

  /**
   * The same shape with the entries of some of the rows only.
   *
   * @param kept for every row whether its entries stay
   */
  public SparsityPattern keepRows(boolean[] kept) {
    int[] from = new int[rows + 1];
    int[] some = new int[indices.length];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (kept[i]) {
        System.arraycopy(indices, starts[i], some, count, entries(i));
        count += entries(i);
      }
      from[i + 1] = count;
    }
    return new SparsityPattern(rows, columns, from, Arrays.copyOf(some, count));
  }

  /**
   * The same shape with the entries of some of the columns only.
   *
   * @param kept for every column whether its entries stay
   */
  public SparsityPattern keepColumns(boolean[] kept) {
    return transposed().keepRows(kept).transposed();
  }

  /** Whether it is square and contains (j, i) with every (i, j). */
  public boolean isSymmetric() {
    return rows == columns && equals(transposed());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparsityPattern that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(indices, that.indices);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(starts) + Arrays.hashCode(indices);
  }

  @Override
  public String toString() {
    return rows + " x " + columns + " with " + entries() + " entries";
  }
}
