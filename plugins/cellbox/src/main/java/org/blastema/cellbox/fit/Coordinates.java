package org.blastema.cellbox.fit;

import java.util.Arrays;
import org.blastema.cellbox.model.Network;

/**
 * Which numbers of a network are fitted, in which order: weights row by row, then scales, then
 * decays.
 *
 * @param nodes number of nodes
 * @param places place of every coordinate in the full order of all numbers
 * @param base values of the numbers that are not fitted
 */
record Coordinates(int nodes, int[] places, Network base) {
  /** All weights, and the scales. */
  static Coordinates of(Network base, boolean[] allowed, boolean decays) {
    int n = base.nodes();
    int[] places = new int[n * n + 2 * n];
    int count = 0;
    for (int k = 0; k < n * n; k++) {
      if (allowed[k]) {
        places[count++] = k;
      }
    }
    for (int i = 0; i < (decays ? 2 * n : n); i++) {
      places[count++] = n * n + i;
    }
    return new Coordinates(n, Arrays.copyOf(places, count), base);
  }

  int count() {
    return places.length;
  }

  boolean decays() {
    return places[places.length - 1] >= nodes * nodes + nodes;
  }

  boolean isWeight(int coordinate) {
    return places[coordinate] < nodes * nodes;
  }

  boolean isDiagonal(int coordinate) {
    return isWeight(coordinate) && places[coordinate] % (nodes + 1) == 0;
  }

  boolean isScale(int coordinate) {
    return !isWeight(coordinate) && places[coordinate] < nodes * nodes + nodes;
  }

  double[] of(Network network) {
    double[] theta = new double[places.length];
    for (int k = 0; k < theta.length; k++) {
      int at = places[k];
      int n2 = nodes * nodes;
      theta[k] =
          at < n2
              ? network.weights()[at]
              : at < n2 + nodes ? network.scale()[at - n2] : network.decay()[at - n2 - nodes];
    }
    return theta;
  }

  Network network(double[] theta) {
    int n2 = nodes * nodes;
    double[] weights = base.weights().clone();
    double[] scale = base.scale().clone();
    double[] decay = base.decay().clone();
    for (int k = 0; k < theta.length; k++) {
      int at = places[k];
      if (at < n2) {
        weights[at] = theta[k];
      } else if (at < n2 + nodes) {
        scale[at - n2] = theta[k];
      } else {
        decay[at - n2 - nodes] = theta[k];
      }
    }
    return new Network(nodes, weights, scale, decay, base.gain());
  }
}
