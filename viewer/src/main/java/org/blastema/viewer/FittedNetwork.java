package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network that a fit left in its run folder: {@code fit/network.csv}, {@code fit/edges.csv}.
 */
final class FittedNetwork {
  private static final int FIRST_NUMBER = 3;

  private FittedNetwork() {}

  /**
   * Reads the network of a run.
   *
   * @return nothing if the run left none
   * @throws IOException if its table cannot be read
   */
  static Optional<GeneNetworks.Network> read(Path run) throws IOException {
    Path table = run.resolve("fit").resolve("network.csv");
    if (!Files.isRegularFile(table)) {
      return Optional.empty();
    }
    NetworkTable network = NetworkTable.read(table);
    int n = network.nodes().size();
    int[] targets = new int[n];
    for (int k = 0; k < n; k++) {
      targets[k] = k;
    }
    return Optional.of(
        new GeneNetworks.Network(
            CellBoxNetworks.KIND,
            "",
            network.nodes().stream()
                .map(name -> new GeneNetworks.Gene(name, "hidden", ""))
                .toList(),
            targets,
            network.weights(),
            new double[0][],
            true,
            edges(table.resolveSibling("edges.csv"))));
  }

  private static List<GeneNetworks.Edge> edges(Path file) throws IOException {
    List<GeneNetworks.Edge> edges = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      return edges;
    }
    List<String> lines = Files.readAllLines(file, UTF_8);
    List<String> names = lines.isEmpty() ? List.of() : NetworkTable.fields(lines.getFirst());
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      List<String> row = NetworkTable.fields(line);
      if (row.size() == names.size() && row.size() >= FIRST_NUMBER) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (int k = FIRST_NUMBER; k < row.size(); k++) {
          numbers.put(names.get(k), number(row.get(k)));
        }
        edges.add(new GeneNetworks.Edge(row.get(0), row.get(1), number(row.get(2)), numbers));
      }
    }
    return edges;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN; // the page says that there is none
    }
  }
}
