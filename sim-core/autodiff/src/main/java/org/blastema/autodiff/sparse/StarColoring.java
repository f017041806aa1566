package org.blastema.autodiff.sparse;

import java.util.Arrays;

/**
 * Greedy star coloring that keeps the stars of two colors, one vertex in the middle and the others
 * around it (Gebremedhin, Tarafdar, Manne and Pothen, New acyclic and star coloring algorithms,
 * SIAM J. Sci. Comput. 2007, algorithm 4.1).
 */
final class StarColoring {
  private static final int NONE = -1;

  private final AdjacencyGraph graph;
  private final int[] colors;
  private final Palette palette;

  /** For every edge its star, a number of an edge in it. */
  private final int[] star;

  /** For every star its middle, or none while it has one edge only. */
  private final int[] hub;

  /** For every color the place of the first neighbor of the vertex at hand that has it. */
  private final int[] firstPlace;

  private final int[] firstPlaceOf;
  private final int[] treatedFor;

  StarColoring(AdjacencyGraph graph) {
    int n = graph.vertices();
    this.graph = graph;
    colors = new int[n];
    palette = new Palette(n);
    star = new int[graph.edgeCount()];
    hub = new int[graph.edgeCount()];
    firstPlace = new int[n];
    firstPlaceOf = new int[n];
    treatedFor = new int[n];
    Arrays.fill(colors, NONE);
    Arrays.fill(hub, NONE);
    Arrays.fill(firstPlaceOf, NONE);
    Arrays.fill(treatedFor, NONE);
  }

  Coloring color(int[] order) {
    for (int v : order) {
      palette.clear();
      for (int p = graph.start(v); p < graph.start(v + 1); p++) {
        int w = graph.end(p);
        if (colors[w] != NONE) {
          palette.forbid(colors[w]);
          forbidBeyond(v, p);
        }
      }
      colors[v] = palette.smallest();
      for (int p = graph.start(v); p < graph.start(v + 1); p++) {
        if (colors[graph.end(p)] != NONE) {
          extendStar(v, p);
        }
      }
    }
    return Coloring.of(colors);
  }

  /** Forbids the colors that would make a path of two colors through a neighbor. */
  private void forbidBeyond(int v, int place) {
    int w = graph.end(place);
    int color = colors[w];
    if (firstPlaceOf[color] == v) {
      // v lies between two neighbors of one color: nothing beyond either may have v's
      int other = graph.end(firstPlace[color]);
      if (treatedFor[other] != v) {
        forbidNeighborsOf(other, v);
      }
      forbidNeighborsOf(w, v);
      return;
    }
    firstPlaceOf[color] = v;
    firstPlace[color] = place;
    for (int p = graph.start(w); p < graph.start(w + 1); p++) {
      int x = graph.end(p);
      if (x != v && colors[x] != NONE && hub[star[graph.edge(p)]] == x) {
        palette.forbid(colors[x]);
      }
    }
  }

  private void forbidNeighborsOf(int w, int v) {
    for (int p = graph.start(w); p < graph.start(w + 1); p++) {
      if (graph.end(p) != v) {
        palette.forbid(colors[graph.end(p)]);
      }
    }
    treatedFor[w] = v;
  }

  private void extendStar(int v, int place) {
    int w = graph.end(place);
    int edge = graph.edge(place);
    for (int p = graph.start(w); p < graph.start(w + 1); p++) {
      if (graph.end(p) != v && colors[graph.end(p)] == colors[v]) {
        star[edge] = star[graph.edge(p)];
        hub[star[edge]] = w;
        return;
      }
    }
    int first = firstPlace[colors[w]];
    if (first != place) {
      star[edge] = star[graph.edge(first)];
      hub[star[edge]] = v;
    } else {
      star[edge] = edge;
    }
  }
}
