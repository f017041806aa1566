package org.blastema.cellbox.model;

import java.util.Arrays;

/**
 * The edges that a large network can have. Work along them costs their number instead of the square
 * of the number of nodes.
 */
public final class Edges {
  private static final int FEWEST_NODES = 100;

  private final int nodes;
  private final int[] from;
  private final int[] sources;

  private Edges(int nodes, int[] from, int[] sources) {
    this.nodes = nodes;
    this.from = from;
    this.sources = sources;
  }

  /**
   * Some edges.
   *
   * @param allowed for every {@code W[target][source]} row by row whether it may differ from 0
   */
  public static Edges of(int nodes, boolean[] allowed) {
    if (allowed.length != nodes * nodes) {
      throw new IllegalArgumentException(
          "%d entries for the edges of %d nodes".formatted(allowed.length, nodes));
    }
    int[] from = new int[nodes + 1];
    int[] sources = new int[allowed.length];
    int count = 0;
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        if (allowed[i * nodes + j]) {
          sources[count++] = j;
        }
      }
      from[i + 1] = count;
    }
    return new Edges(nodes, from, Arrays.copyOf(sources, count));
  }

  /**
   * Some edges of a large network, or null where work on all pairs is as good: below a hundred
   * nodes, or if a fifth of the pairs has an edge.
   */
  public static Edges ofFew(int nodes, boolean[] allowed) {
    int count = 0;
    for (boolean edge : allowed) {
      count += edge ? 1 : 0;
    }
    return nodes < FEWEST_NODES || 5L * count > allowed.length ? null : of(nodes, allowed);
  }

  /** The edges of a large network whose weight is not 0, or null as in {@link #ofFew}. */
  public static Edges ofFew(Network network) {
    double[] weights = network.weights();
    boolean[] present = new boolean[weights.length];
    for (int k = 0; k < weights.length; k++) {
      present[k] = weights[k] != 0;
    }
    return ofFew(network.nodes(), present);
  }

  /** Number of edges. */
  public int count() {
    return sources.length;
  }

  /** The products of a network's weights along the edges. */
  Influences influences(Network network) {
    double[] weights = new double[sources.length];
    for (int i = 0; i < nodes; i++) {
      for (int k = from[i]; k < from[i + 1]; k++) {
        weights[k] = network.weight(i, sources[k]);
      }
    }
    return new Along(this, weights);
  }

  /**
   * Products along edges.
   *
   * @param edges which
   * @param weights of each
   */
  private record Along(Edges edges, double[] weights) implements Influences {
    @Override
    public void forward(double[][] out, double[][] x, int rows) {
      for (int r = 0; r < rows; r++) {
        for (int i = 0; i < edges.nodes; i++) {
          double sum = 0;
          for (int k = edges.from[i]; k < edges.from[i + 1]; k++) {
            sum += weights[k] * x[r][edges.sources[k]];
          }
          out[r][i] = sum;
        }
      }
    }

    @Override
    public void back(double[][] out, double[][] v, int rows) {
      for (int r = 0; r < rows; r++) {
        double[] into = out[r];
        Arrays.fill(into, 0);
        for (int i = 0; i < edges.nodes; i++) {
          double a = v[r][i];
          for (int k = edges.from[i]; k < edges.from[i + 1]; k++) {
            into[edges.sources[k]] += weights[k] * a;
          }
        }
      }
    }

    @Override
    public void addOuter(double[][] into, double[][] v, double[][] x, int rows) {
      for (int i = 0; i < edges.nodes; i++) {
        double[] row = into[i];
        for (int k = edges.from[i]; k < edges.from[i + 1]; k++) {
          int j = edges.sources[k];
          for (int r = 0; r < rows; r++) {
            row[j] += v[r][i] * x[r][j];
          }
        }
      }
    }
  }
}
