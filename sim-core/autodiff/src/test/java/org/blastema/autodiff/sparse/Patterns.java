package org.blastema.autodiff.sparse;

import java.util.Random;
import java.util.stream.IntStream;

/** Patterns that tests are about. */
final class Patterns {
  /** Whether an entry is in a pattern. */
  interface Entry {
    boolean at(int row, int column);
  }

  private Patterns() {}

  static SparsityPattern of(int rows, int columns, Entry entry) {
    return SparsityPattern.ofRows(
        columns,
        IntStream.range(0, rows)
            .mapToObj(i -> IntStream.range(0, columns).filter(j -> entry.at(i, j)).toArray())
            .toArray(int[][]::new));
  }

  static SparsityPattern banded(int n, int halfWidth) {
    return of(n, n, (i, j) -> Math.abs(i - j) <= halfWidth);
  }

  static SparsityPattern arrowhead(int n) {
    return of(n, n, (i, j) -> i == 0 || j == 0 || i == j);
  }

  /** Cells of a k x k grid and their neighbors in four directions. */
  static SparsityPattern grid(int k) {
    return of(k * k, k * k, (a, b) -> Math.abs(a / k - b / k) + Math.abs(a % k - b % k) <= 1);
  }

  static SparsityPattern random(Random random, int rows, int columns, double density) {
    boolean[][] entries = new boolean[rows][columns];
    for (boolean[] row : entries) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextDouble() < density;
      }
    }
    return of(rows, columns, (i, j) -> entries[i][j]);
  }

  static SparsityPattern randomSymmetric(Random random, int n, double density) {
    SparsityPattern half = random(random, n, n, density);
    return of(n, n, (i, j) -> half.contains(Math.min(i, j), Math.max(i, j)));
  }
}
