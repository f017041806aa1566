package org.blastema.autodiff.sparse;

/**
 * The graph of a symmetric pattern: an edge for every pair of entries (i, j) and (j, i) off the
 * diagonal, each with a number.
 */
final class AdjacencyGraph implements Neighborhood {
  private final int[] starts;
  private final int[] ends;
  private final int[] edges;

  /**
   * The graph of a pattern.
   *
   * @throws IllegalArgumentException if the pattern is not symmetric
   */
  AdjacencyGraph(SparsityPattern pattern) {
    if (!pattern.isSymmetric()) {
      throw new IllegalArgumentException("a pattern of " + pattern + " that is not symmetric");
    }
    starts = new int[pattern.rows() + 1];
    ends = new int[pattern.entries()];
    edges = new int[pattern.entries()];
    int count = 0;
    int edge = 0;
    int[] nextFromAbove = new int[pattern.rows()];
    for (int i = 0; i < pattern.rows(); i++) {
      nextFromAbove[i] = count;
      for (int j : pattern.row(i)) {
        if (j != i) {
          ends[count] = j;
          // rows above have met this edge already, in ascending order
          edges[count] = j < i ? edges[nextFromAbove[j]++] : edge++;
          count++;
        }
        if (j <= i) {
          nextFromAbove[i] = count;
        }
      }
      starts[i + 1] = count;
    }
  }

  @Override
  public int vertices() {
    return starts.length - 1;
  }

  @Override
  public int neighbors(int vertex, int[] into) {
    int count = starts[vertex + 1] - starts[vertex];
    System.arraycopy(ends, starts[vertex], into, 0, count);
    return count;
  }

  /** Where the neighbors of a vertex begin; those of the next vertex follow. */
  int start(int vertex) {
    return starts[vertex];
  }

  /** The neighbor at a place. */
  int end(int place) {
    return ends[place];
  }

  /** The number of the edge to the neighbor at a place: the same from both ends. */
  int edge(int place) {
    return edges[place];
  }

  /** Number of edges. */
  int edgeCount() {
    return starts[vertices()] / 2;
  }
}
