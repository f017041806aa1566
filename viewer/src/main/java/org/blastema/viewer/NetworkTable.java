package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of a CellBox network as a table: names of the sources in the first line, then a
 * target and its weights in each.
 *
 * @param nodes names of the nodes
 * @param weights from sources (rows) to targets (columns)
 */
record NetworkTable(List<String> nodes, double[][] weights) {
  private static final long MOST_BYTES = 16L << 20;

  /**
   * Reads a table.
   *
   * @throws IOException if it cannot be read or is no such table
   */
  static NetworkTable read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file.getFileName() + " is too large for a network");
    }
    List<String> lines =
        Files.readAllLines(file, UTF_8).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    List<String> nodes = lines.isEmpty() ? List.of() : fields(lines.getFirst());
    nodes = nodes.subList(Math.min(1, nodes.size()), nodes.size());
    double[][] weights = new double[nodes.size()][nodes.size()];
    for (int target = 0; target < nodes.size(); target++) {
      List<String> row = target + 1 < lines.size() ? fields(lines.get(target + 1)) : List.of();
      if (row.size() != nodes.size() + 1) {
        throw new IOException(file.getFileName() + " is no square table of weights");
      }
      for (int source = 0; source < nodes.size(); source++) {
        try {
          weights[source][target] = Double.parseDouble(row.get(source + 1));
        } catch (NumberFormatException e) {
          throw new IOException(file.getFileName() + " holds '" + row.get(source + 1) + "'", e);
        }
      }
    }
    return new NetworkTable(nodes, weights);
  }

  /** The fields of a line; names of nodes hold neither commas nor quotes that matter. */
  static List<String> fields(String line) {
    return Arrays.stream(line.split(",", -1))
        .map(field -> field.strip().replace("\"", ""))
        .toList();
  }
}
