package org.blastema.cellbox.model;

import java.util.Arrays;

/**
 * A CellBox network with numbers: who influences whom, how strongly, and how fast.
 *
 * @param nodes number n of nodes
 * @param weights influence {@code W[target][source]} row by row, {@code n x n}
 * @param scale epsilon of every node
 * @param decay alpha of every node
 * @param gain psi of every node, used by {@link Variant.Placement#BESIDE} alone
 */
public record Network(int nodes, double[] weights, double[] scale, double[] decay, double[] gain) {
  /** Checks the shapes. */
  public Network {
    if (weights.length != nodes * nodes
        || scale.length != nodes
        || decay.length != nodes
        || gain.length != nodes) {
      throw new IllegalArgumentException(
          "a network of %d nodes with %d weights, %d scales, %d decays, %d gains"
              .formatted(nodes, weights.length, scale.length, decay.length, gain.length));
    }
  }

  /** A network with the same scale, decay 1 and gain 1 everywhere. */
  public static Network of(int nodes, double[] weights, double scale) {
    return new Network(nodes, weights, filled(nodes, scale), filled(nodes, 1), filled(nodes, 1));
  }

  /** An array of equal numbers. */
  public static double[] filled(int length, double value) {
    double[] array = new double[length];
    Arrays.fill(array, value);
    return array;
  }

  /** Zeros of the same shape, for a gradient. */
  public Network zeros() {
    return new Network(
        nodes, new double[nodes * nodes], new double[nodes], new double[nodes], new double[nodes]);
  }

  /** The influence of a node on another one. */
  public double weight(int target, int source) {
    return weights[target * nodes + source];
  }

  /** The weights as rows. */
  double[][] rows() {
    double[][] rows = new double[nodes][];
    for (int i = 0; i < nodes; i++) {
      rows[i] = Arrays.copyOfRange(weights, i * nodes, (i + 1) * nodes);
    }
    return rows;
  }

  /** The weights as columns. */
  double[][] columns() {
    double[][] columns = new double[nodes][nodes];
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        columns[j][i] = weights[i * nodes + j];
      }
    }
    return columns;
  }
}
