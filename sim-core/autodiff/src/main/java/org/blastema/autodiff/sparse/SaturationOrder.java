package org.blastema.autodiff.sparse;

import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The order in which a graph is colored if each time the vertex with the most different colors
 * around it is taken (Brelaz, New methods to color the vertices of a graph, Comm. ACM 1979).
 */
final class SaturationOrder {
  /** A vertex in the queue; outdated if its saturation has grown since. */
  private record Waiting(int vertex, int saturation, int degree) {}

  private final Neighborhood graph;
  private final BitSet[] around;
  private final int[] saturation;
  private final boolean[] taken;
  private final PriorityQueue<Waiting> queue =
      new PriorityQueue<>(
          Comparator.comparingInt(Waiting::saturation)
              .thenComparingInt(Waiting::degree)
              .reversed()
              .thenComparingInt(Waiting::vertex));

  private SaturationOrder(Neighborhood graph) {
    int n = graph.vertices();
    this.graph = graph;
    around = new BitSet[n];
    saturation = new int[n];
    taken = new boolean[n];
  }

  /** All vertices; ties go to the vertex with more neighbors, then to the first one. */
  static int[] of(Neighborhood graph) {
    return new SaturationOrder(graph).take();
  }

  private int[] take() {
    int n = taken.length;
    int[] degrees = new int[n];
    int[] neighbors = new int[n];
    for (int v = 0; v < n; v++) {
      degrees[v] = graph.neighbors(v, neighbors);
      around[v] = new BitSet();
      queue.add(new Waiting(v, 0, degrees[v]));
    }
    int[] order = new int[n];
    for (int k = 0; k < n; ) {
      Waiting next = queue.remove();
      int vertex = next.vertex;
      if (taken[vertex] || next.saturation < saturation[vertex]) {
        continue;
      }
      taken[vertex] = true;
      order[k++] = vertex;
      int color = around[vertex].nextClearBit(0);
      int count = graph.neighbors(vertex, neighbors);
      for (int j = 0; j < count; j++) {
        int neighbor = neighbors[j];
        if (!taken[neighbor] && !around[neighbor].get(color)) {
          around[neighbor].set(color);
          saturation[neighbor]++;
          queue.add(new Waiting(neighbor, saturation[neighbor], degrees[neighbor]));
        }
      }
      around[vertex] = null;
    }
    return order;
  }
}
