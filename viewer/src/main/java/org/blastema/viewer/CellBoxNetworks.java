package org.blastema.viewer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.train.ParameterSnapshot;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Finds the CellBox networks inside of a scenario's cells: x' = scale tanh(x W + u) - decay x. What
 * a cell senses perturbs nodes, the hidden variables; outputs read nodes.
 */
final class CellBoxNetworks {
  static final String KIND = "cellbox";
  private static final YAMLMapper YAML = YAMLMapper.shared();

  private final GeneNetworks columns;
  private final boolean trainable;

  private CellBoxNetworks(GeneNetworks columns, boolean trainable) {
    this.columns = columns;
    this.trainable = trainable;
  }

  /**
   * The networks of a scenario.
   *
   * @param resolved the scenario with all defaults
   * @param inputs the copies of files by the names in the scenario
   * @throws IOException if a text or table cannot be read
   */
  static List<GeneNetworks.Network> of(
      String resolved,
      CellsSchema schema,
      Optional<ParameterSnapshot> snapshot,
      Function<String, Optional<Path>> inputs)
      throws IOException {
    CellBoxNetworks finder =
        new CellBoxNetworks(
            new GeneNetworks(schema, snapshot.map(ParameterSnapshot::values).orElse(Map.of())),
            snapshot.isPresent());
    List<GeneNetworks.Network> networks = new ArrayList<>();
    try {
      for (Map.Entry<String, JsonNode> step : YAML.readTree(resolved).path("steps").properties()) {
        JsonNode model = step.getValue().path("model");
        if (model.path("kind").asString("").equals(KIND)) {
          Optional<Path> table = inputs.apply(model.path("network").asString(""));
          if (table.isPresent()) {
            networks.add(
                finder.network(
                    step.getKey(), step.getValue(), model, NetworkTable.read(table.get())));
          }
        }
      }
    } catch (JacksonException e) {
      throw new IOException("the resolved scenario is damaged: " + e.getOriginalMessage(), e);
    }
    return networks;
  }

  private GeneNetworks.Network network(
      String name, JsonNode step, JsonNode model, NetworkTable table) {
    List<GeneNetworks.Gene> genes = new ArrayList<>();
    step.path("inputs")
        .forEach(input -> genes.addAll(columns.genesOf(input.asString(""), "input")));
    int sensed = genes.size();
    List<String> memory = columns.columns(step.path("memory").asString("genes"));
    int nodes = table.nodes().size();
    for (int k = 0; k < nodes; k++) {
      String column = k < memory.size() ? memory.get(k) : "";
      genes.add(new GeneNetworks.Gene(table.nodes().get(k), "hidden", column));
    }
    int first = genes.size();
    step.path("outputs")
        .forEach(output -> genes.addAll(columns.genesOf(output.asString(""), "output")));
    int[] targets = new int[genes.size() - sensed];
    for (int k = 0; k < targets.length; k++) {
      targets[k] = sensed + k;
    }
    double[][] weights = new double[genes.size()][targets.length];
    String path = "steps." + name + ".model.";
    double[][] own = columns.values(path + "weights", model.path("weights"));
    boolean given = own.length == nodes && nodes > 1; // rows are targets there
    for (int source = 0; source < nodes; source++) {
      for (int target = 0; target < nodes; target++) {
        weights[sensed + source][target] =
            given ? own[target][source] : table.weights()[source][target];
      }
    }
    double[][] potency = columns.values(path + "potency", model.path("potency"));
    double[][] slope = columns.values(path + "slope", model.path("slope"));
    for (int k = 0; k < sensed; k++) {
      int node = table.nodes().indexOf(model.path("perturbs").path(k).asString(""));
      if (node >= 0) {
        weights[k][node] = entry(potency, k);
      }
    }
    for (int k = first; k < genes.size(); k++) {
      int node = table.nodes().indexOf(model.path("reads").path(k - first).asString(""));
      if (node >= 0) {
        weights[sensed + node][k - sensed] = entry(slope, k - first);
      }
    }
    return new GeneNetworks.Network(
        KIND, name, genes, targets, weights, new double[0][], given && trainable, List.of());
  }

  /** An entry of a list, or the one number that stands for all. */
  private static double entry(double[][] values, int k) {
    double[] row = values.length == 0 ? new double[] {Double.NaN} : values[0];
    return row[Math.min(k, row.length - 1)];
  }
}
