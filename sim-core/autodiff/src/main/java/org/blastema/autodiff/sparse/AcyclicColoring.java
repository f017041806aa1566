package org.blastema.autodiff.sparse;

import java.util.Arrays;

/**
 * Greedy acyclic coloring that keeps the trees of two colors as disjoint sets of edges
 * (Gebremedhin, Tarafdar, Manne and Pothen, New acyclic and star coloring algorithms, SIAM J. Sci.
 * Comput. 2007, algorithm 3.1).
 */
final class AcyclicColoring {
  private static final int NONE = -1;

  private final AdjacencyGraph graph;
  private final int[] colors;
  private final Palette palette;

  /** For every edge another one of its tree, or itself if it stands for the tree. */
  private final int[] parent;

  /** For every tree the vertex that came upon it last, and the neighbor through which it did. */
  private final int[] visitor;

  private final int[] gate;
  private final int[] firstPlace;
  private final int[] firstPlaceOf;

  AcyclicColoring(AdjacencyGraph graph) {
    int n = graph.vertices();
    this.graph = graph;
    colors = new int[n];
    palette = new Palette(n);
    parent = new int[graph.edgeCount()];
    visitor = new int[graph.edgeCount()];
    gate = new int[graph.edgeCount()];
    firstPlace = new int[n];
    firstPlaceOf = new int[n];
    Arrays.fill(colors, NONE);
    Arrays.fill(visitor, NONE);
    Arrays.fill(firstPlaceOf, NONE);
  }

  Coloring color(int[] order) {
    for (int v : order) {
      palette.clear();
      for (int p = graph.start(v); p < graph.start(v + 1); p++) {
        palette.forbid(colors[graph.end(p)]);
      }
      for (int p = graph.start(v); p < graph.start(v + 1); p++) {
        if (colors[graph.end(p)] != NONE) {
          forbidCycles(v, graph.end(p));
        }
      }
      colors[v] = palette.smallest();
      for (int p = graph.start(v); p < graph.start(v + 1); p++) {
        if (colors[graph.end(p)] != NONE) {
          growTree(v, p);
        }
      }
      for (int p = graph.start(v); p < graph.start(v + 1); p++) {
        if (colors[graph.end(p)] != NONE) {
          mergeTrees(v, p);
        }
      }
    }
    return Coloring.of(colors);
  }

  /** Forbids the colors that would close a cycle of two colors through a neighbor. */
  private void forbidCycles(int v, int w) {
    for (int p = graph.start(w); p < graph.start(w + 1); p++) {
      int x = graph.end(p);
      if (x == v || colors[x] == NONE) {
        continue;
      }
      int tree = find(graph.edge(p));
      if (visitor[tree] != v) {
        visitor[tree] = v;
        gate[tree] = w;
      } else if (gate[tree] != w) {
        palette.forbid(colors[x]);
      }
    }
  }

  /** An edge joins the one to the first neighbor of the same color. */
  private void growTree(int v, int place) {
    int edge = graph.edge(place);
    parent[edge] = edge;
    int color = colors[graph.end(place)];
    if (firstPlaceOf[color] == v) {
      join(edge, graph.edge(firstPlace[color]));
    } else {
      firstPlaceOf[color] = v;
      firstPlace[color] = place;
    }
  }

  /** An edge joins those from its other end to vertices of this one's color. */
  private void mergeTrees(int v, int place) {
    int w = graph.end(place);
    for (int p = graph.start(w); p < graph.start(w + 1); p++) {
      if (graph.end(p) != v && colors[graph.end(p)] == colors[v]) {
        join(graph.edge(place), graph.edge(p));
      }
    }
  }

  private void join(int a, int b) {
    parent[find(a)] = find(b);
  }

  private int find(int edge) {
    int root = edge;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }
}
