package org.blastema.cellbox.data;

import java.nio.file.Path;
import java.util.List;

/**
 * A network that is known, or taken as the truth of synthetic data: who influences whom.
 *
 * @param nodes names in order
 * @param weights {@code W[target][source]} row by row
 */
public record ReferenceNetwork(List<String> nodes, double[] weights) {
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
}
