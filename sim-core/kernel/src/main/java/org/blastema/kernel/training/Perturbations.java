package org.blastema.kernel.training;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.random.Purpose;

/** Random points around a center, and what their rewards are turned into. */
final class Perturbations {
  private Perturbations() {}

  /** Points {@code center + sigma e_k, center - sigma e_k, ...} with standard normal e_k. */
  static double[][] mirrored(double[] center, double sigma, int pairs, KeyedRandom random) {
    double[][] points = new double[2 * pairs][center.length];
    for (int k = 0; k < pairs; k++) {
      for (int i = 0; i < center.length; i++) {
        double move = sigma * random.gaussian(Purpose.PERTURBATION, k, i);
        points[2 * k][i] = center[i] + move;
        points[2 * k + 1][i] = center[i] - move;
      }
    }
    return points;
  }

  /** Ranks from -1/2 (least) to 1/2 (greatest); equal values share their mean rank. */
  static double[] centeredRanks(double[] values) {
    int n = values.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> values[k]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[n];
    int from = 0;
    while (from < n) {
      int to = from;
      while (to < n && values[order[to]] == values[order[from]]) {
        to++;
      }
      double rank = n == 1 ? 0 : (from + to - 1) / 2.0 / (n - 1) - 0.5;
      for (int k = from; k < to; k++) {
        ranks[order[k]] = rank;
      }
      from = to;
    }
    return ranks;
  }
}
