package org.blastema.cellbox.fit;

import java.util.Arrays;
import java.util.Comparator;
import org.blastema.cellbox.data.Experiments;

/** How well numbers agree. */
public final class Scores {
  private Scores() {}

  /** The correlation coefficient; NaN if one of the two does not vary. */
  public static double pearson(double[] a, double[] b) {
    double ma = Arrays.stream(a).average().orElse(0);
    double mb = Arrays.stream(b).average().orElse(0);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < a.length; k++) {
      ab += (a[k] - ma) * (b[k] - mb);
      aa += (a[k] - ma) * (a[k] - ma);
      bb += (b[k] - mb) * (b[k] - mb);
    }
    return ab / Math.sqrt(aa * bb);
  }

  /** The correlation of two square tables without their diagonals. */
  public static double pearsonOffDiagonal(double[] a, double[] b, int nodes) {
    return pearson(offDiagonal(a, nodes), offDiagonal(b, nodes));
  }

  private static double[] offDiagonal(double[] a, int nodes) {
    double[] rest = new double[nodes * nodes - nodes];
    int count = 0;
    for (int k = 0; k < a.length; k++) {
      if (k % (nodes + 1) != 0) {
        rest[count++] = a[k];
      }
    }
    return rest;
  }

  /** The mean of squares of differences. */
  public static double meanSquare(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum / a.length;
  }

  /** The mean absolute difference between two sets of responses; NaN if one is unknown or empty. */
  public static double meanAbsolute(double[][][] a, double[][][] b) {
    if (a == null || b == null || a.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    long count = 0;
    for (int c = 0; c < a.length; c++) {
      for (int m = 0; m < a[c].length; m++) {
        for (int i = 0; i < a[c][m].length; i++) {
          sum += Math.abs(a[c][m][i] - b[c][m][i]);
          count++;
        }
      }
    }
    return sum / count;
  }

  /**
   * The area under the receiver operating characteristic of {@code |learned|} for the presence of
   * an edge; ties count half. NaN if there are no edges, or no other pairs.
   */
  public static double auroc(double[] learned, double[] truth) {
    Integer[] order = new Integer[learned.length];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, Comparator.comparingDouble(k -> Math.abs(learned[k])));
    double rankSum = 0;
    long edges = 0;
    for (int k = 0; k < order.length; ) {
      int end = k;
      while (end < order.length && Math.abs(learned[order[end]]) == Math.abs(learned[order[k]])) {
        end++;
      }
      double rank = (k + 1 + end) / 2.0;
      for (int q = k; q < end; q++) {
        if (truth[order[q]] != 0) {
          rankSum += rank;
          edges++;
        }
      }
      k = end;
    }
    long others = learned.length - edges;
    return (rankSum - edges * (edges + 1) / 2.0) / (edges * (double) others);
  }

  /** Entries whose sign differs, where anything up to the threshold in size counts as 0. */
  public static int signErrors(double[] learned, double[] truth, double threshold) {
    int errors = 0;
    for (int k = 0; k < learned.length; k++) {
      if (sign(learned[k], threshold) != sign(truth[k], threshold)) {
        errors++;
      }
    }
    return errors;
  }

  private static int sign(double value, double threshold) {
    return Math.abs(value) <= threshold ? 0 : (int) Math.signum(value);
  }

  /** All responses of some experiments in one row. */
  static double[] flat(double[][][] responses) {
    return Arrays.stream(responses)
        .flatMap(Arrays::stream)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  static double rootMeanSquare(Experiments data) {
    double[] all = flat(data.responses());
    return Math.sqrt(meanSquare(all, new double[all.length]));
  }
}
