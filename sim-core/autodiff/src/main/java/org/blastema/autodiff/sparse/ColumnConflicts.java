package org.blastema.autodiff.sparse;

/**
 * The graph of the columns of a pattern where those that share a row are neighbors (Curtis, Powell
 * and Reid, 1974; Coleman and More, 1983). For use by one thread.
 */
final class ColumnConflicts implements Neighborhood {
  private final SparsityPattern pattern;
  private final SparsityPattern transposed;
  private final int[] listedIn;
  private int query;

  ColumnConflicts(SparsityPattern pattern) {
    this.pattern = pattern;
    this.transposed = pattern.transposed();
    this.listedIn = new int[pattern.columns()];
  }

  @Override
  public int vertices() {
    return pattern.columns();
  }

  @Override
  public int neighbors(int vertex, int[] into) {
    query++;
    listedIn[vertex] = query;
    int count = 0;
    for (int r = transposed.starts()[vertex]; r < transposed.starts()[vertex + 1]; r++) {
      int row = transposed.indices()[r];
      for (int e = pattern.starts()[row]; e < pattern.starts()[row + 1]; e++) {
        int other = pattern.indices()[e];
        if (listedIn[other] != query) {
          listedIn[other] = query;
          into[count++] = other;
        }
      }
    }
    return count;
  }
}
