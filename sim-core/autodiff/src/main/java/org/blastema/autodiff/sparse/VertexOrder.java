package org.blastema.autodiff.sparse;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Computes orders in which degrees change while vertices are taken, in time proportional to the
 * edges: vertices wait in queues, one for every degree.
 */
final class VertexOrder {
  private static final int NONE = -1;
  private static final int TAKEN = -2;

  private final int[] first;
  private final int[] last;
  private final int[] next;
  private final int[] previous;
  private final int[] degree;

  private VertexOrder(int vertices, int[] degrees) {
    first = new int[vertices + 1];
    last = new int[vertices + 1];
    next = new int[vertices];
    previous = new int[vertices];
    degree = degrees;
    Arrays.fill(first, NONE);
    Arrays.fill(last, NONE);
    for (int v = 0; v < vertices; v++) {
      append(v);
    }
  }

  /** The vertices of a graph in some order. */
  static int[] of(ColoringOrder order, Neighborhood graph) {
    int n = graph.vertices();
    return switch (order) {
      case NATURAL -> IntStream.range(0, n).toArray();
      case LARGEST_FIRST -> {
        int[] degrees = degrees(graph);
        yield IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingInt((Integer v) -> -degrees[v]))
            .mapToInt(Integer::intValue)
            .toArray();
      }
      case SMALLEST_LAST -> {
        int[] removed = new VertexOrder(n, degrees(graph)).take(graph, false, -1);
        yield IntStream.range(0, n).map(k -> removed[n - 1 - k]).toArray();
      }
      case INCIDENCE_DEGREE -> new VertexOrder(n, new int[n]).take(graph, true, 1);
      case DYNAMIC_LARGEST_FIRST -> new VertexOrder(n, degrees(graph)).take(graph, true, -1);
      case SATURATION -> SaturationOrder.of(graph);
    };
  }

  private static int[] degrees(Neighborhood graph) {
    int[] scratch = new int[graph.vertices()];
    return IntStream.range(0, graph.vertices()).map(v -> graph.neighbors(v, scratch)).toArray();
  }

  /**
   * Takes all vertices, the one of the largest or smallest degree each time.
   *
   * @param change what the degree of a waiting vertex changes by when a neighbor is taken
   */
  private int[] take(Neighborhood graph, boolean largest, int change) {
    int n = next.length;
    int[] order = new int[n];
    int[] neighbors = new int[n];
    int at = largest ? n : 0;
    for (int k = 0; k < n; k++) {
      while (first[at] == NONE) {
        at += largest ? -1 : 1;
      }
      int vertex = first[at];
      remove(vertex);
      previous[vertex] = TAKEN;
      order[k] = vertex;
      int count = graph.neighbors(vertex, neighbors);
      for (int j = 0; j < count; j++) {
        int neighbor = neighbors[j];
        if (previous[neighbor] != TAKEN) {
          remove(neighbor);
          degree[neighbor] += change;
          append(neighbor);
        }
      }
      // degrees move by at most one
      at = largest ? Math.min(n, at + 1) : Math.max(0, at - 1);
    }
    return order;
  }

  private void append(int vertex) {
    int d = degree[vertex];
    previous[vertex] = last[d];
    next[vertex] = NONE;
    if (last[d] == NONE) {
      first[d] = vertex;
    } else {
      next[last[d]] = vertex;
    }
    last[d] = vertex;
  }

  private void remove(int vertex) {
    int d = degree[vertex];
    if (previous[vertex] == NONE) {
      first[d] = next[vertex];
    } else {
      next[previous[vertex]] = next[vertex];
    }
    if (next[vertex] == NONE) {
      last[d] = previous[vertex];
    } else {
      previous[next[vertex]] = previous[vertex];
    }
  }
}
