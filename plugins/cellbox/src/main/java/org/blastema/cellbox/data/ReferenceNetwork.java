package org.blastema.cellbox.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that is known, or taken as the truth of synthetic data: who influences whom.
 *
 * @param nodes names in order
 * @param weights {@code W[target][source]} row by row
 */
public record ReferenceNetwork(List<String> nodes, double[] weights) {
  private static final int RANDOM_STREAM = 13;

  /**
   * Reads a square table whose header names the nodes; row i holds what acts on node i. Rows are
   * taken by position, whatever they are called.
   *
   * @param name for messages
   * @throws BadTable if it is not square or has no names
   */
  public static ReferenceNetwork read(Path path, String name) {
    CsvTable table = CsvTable.read(path, name);
    int n = table.width();
    if (table.columns().isEmpty()) {
      throw new BadTable(name, "the first row must name the nodes");
    }
    if (table.values().length != n) {
      throw new BadTable(
          name, "has " + table.values().length + " rows of " + n + " numbers, so it is not square");
    }
    double[] weights = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(table.values()[i], 0, weights, i * n, n);
    }
    return new ReferenceNetwork(table.columns(), weights);
  }

  /**
   * A random network: edges between different nodes, equally likely, with standard normal weights.
   *
   * @throws IllegalArgumentException if there are fewer pairs than edges
   */
  public static ReferenceNetwork random(int nodes, int edges, long seed) {
    if (edges > nodes * (long) (nodes - 1)) {
      throw new IllegalArgumentException(edges + " edges between " + nodes + " nodes");
    }
    Draws draws = new Draws(seed, RANDOM_STREAM);
    double[] weights = new double[nodes * nodes];
    for (int count = 0; count < edges; ) {
      int target = (int) (draws.uniform() * nodes);
      int source = (int) (draws.uniform() * nodes);
      if (target != source && weights[target * nodes + source] == 0) {
        weights[target * nodes + source] = draws.gaussian();
        count++;
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      names.add("n" + (i + 1));
    }
    return new ReferenceNetwork(List.copyOf(names), weights);
  }
}
