package org.blastema.autodiff.sparse;

import java.util.Arrays;
import java.util.Optional;

/**
 * Acyclic coloring by backtracking: tries vertex after vertex every color that closes no cycle of
 * two colors, and gives up after a number of tries, so that it costs little where it finds nothing.
 */
final class AcyclicSearch {
  private static final int LARGEST = 256;
  private static final int TRIES = 100_000;
  private static final int NONE = -1;

  private final AdjacencyGraph graph;
  private final int count;
  private final int[] colors;
  private final int[] seen;
  private final int[] stack;
  private int visit;
  private int tries;

  private AcyclicSearch(AdjacencyGraph graph, int count) {
    this.graph = graph;
    this.count = count;
    colors = new int[graph.vertices()];
    seen = new int[graph.vertices()];
    stack = new int[graph.vertices()];
    Arrays.fill(colors, NONE);
  }

  /** A coloring with at most so many colors, if the search comes upon one. */
  static Optional<Coloring> find(AdjacencyGraph graph, int count) {
    if (graph.vertices() > LARGEST || count < 1) {
      return Optional.empty();
    }
    AcyclicSearch search = new AcyclicSearch(graph, count);
    return search.extend(0, 0) ? Optional.of(Coloring.of(search.colors)) : Optional.empty();
  }

  /** Colors are alike until they are used, so only one unused color is tried. */
  private boolean extend(int v, int used) {
    if (v == colors.length) {
      return true;
    }
    for (int color = 0; color < Math.min(used + 1, count); color++) {
      if (++tries > TRIES) {
        return false;
      }
      if (fits(v, color)) {
        colors[v] = color;
        if (extend(v + 1, Math.max(used, color + 1))) {
          return true;
        }
        colors[v] = NONE;
      }
    }
    return false;
  }

  private boolean fits(int v, int color) {
    for (int p = graph.start(v); p < graph.start(v + 1); p++) {
      if (colors[graph.end(p)] == color) {
        return false;
      }
    }
    int first = visit + 1;
    for (int p = graph.start(v); p < graph.start(v + 1); p++) {
      int w = graph.end(p);
      if (colors[w] == NONE) {
        continue;
      }
      // a neighbor that was reached from one before it, through these two colors, closes a cycle
      if (seen[w] >= first) {
        return false;
      }
      spread(w, color);
    }
    return true;
  }

  /** Marks the tree of two colors that a vertex is in. */
  private void spread(int from, int color) {
    int other = colors[from];
    visit++;
    int height = 0;
    stack[height++] = from;
    seen[from] = visit;
    while (height > 0) {
      int x = stack[--height];
      int next = colors[x] == color ? other : color;
      for (int p = graph.start(x); p < graph.start(x + 1); p++) {
        int y = graph.end(p);
        if (colors[y] == next && seen[y] != visit) {
          seen[y] = visit;
          stack[height++] = y;
        }
      }
    }
  }
}
