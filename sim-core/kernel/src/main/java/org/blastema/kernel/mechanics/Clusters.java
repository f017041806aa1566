package org.blastema.kernel.mechanics;

import java.util.Arrays;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Var;

/** Groups of cells that feel each other, directly or through others. */
final class Clusters {
  private Clusters() {}

  /** The rows of every cluster, ascending, clusters in order of their first row. */
  static int[][] of(Potential potential, Pairs pairs, Var x, Var radius) {
    int n = x.rows();
    int[] root = new int[n];
    Arrays.setAll(root, i -> i);
    for (int k = 0; k < pairs.count(); k++) {
      int i = pairs.first()[k];
      int j = pairs.second()[k];
      double squared = 0;
      for (int d = 0; d < x.columns(); d++) {
        double difference = x.get(j, d) - x.get(i, d);
        squared += difference * difference;
      }
      if (Math.sqrt(squared) < potential.range(radius.get(i, 0) + radius.get(j, 0))) {
        int a = find(root, i);
        int b = find(root, j);
        root[Math.max(a, b)] = Math.min(a, b);
      }
    }
    int[] size = new int[n];
    for (int i = 0; i < n; i++) {
      size[find(root, i)]++;
    }
    int[] number = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      number[i] = size[i] > 0 ? count++ : -1;
    }
    int[][] clusters = new int[count][];
    int[] filled = new int[count];
    for (int i = 0; i < n; i++) {
      int r = find(root, i);
      int c = number[r];
      if (clusters[c] == null) {
        clusters[c] = new int[size[r]];
      }
      clusters[c][filled[c]++] = i;
    }
    return clusters;
  }

  private static int find(int[] root, int i) {
    while (root[i] != i) {
      root[i] = root[root[i]];
      i = root[i];
    }
    return i;
  }
}
