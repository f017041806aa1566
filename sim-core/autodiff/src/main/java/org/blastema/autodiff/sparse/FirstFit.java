package org.blastema.autodiff.sparse;

import java.util.Arrays;

/** Gives every vertex the smallest color that no neighbor before it has. */
final class FirstFit {
  private FirstFit() {}

  static Coloring color(Neighborhood graph, int[] order) {
    int n = graph.vertices();
    int[] colors = new int[n];
    Arrays.fill(colors, -1);
    Palette palette = new Palette(n);
    int[] neighbors = new int[n];
    for (int vertex : order) {
      palette.clear();
      int count = graph.neighbors(vertex, neighbors);
      for (int k = 0; k < count; k++) {
        palette.forbid(colors[neighbors[k]]);
      }
      colors[vertex] = palette.smallest();
    }
    return Coloring.of(colors);
  }
}
