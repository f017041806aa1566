package org.blastema.viewer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.train.ParameterSnapshot;
import org.blastema.record.train.ParameterValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Finds the gene networks of a scenario, and where in the record their activity and their weights
 * are: dx/dt = s(x W + b) - decay x, genes ordered inputs, hidden, outputs.
 */
final class GeneNetworks {
  private static final YAMLMapper YAML = YAMLMapper.shared();

  private static final String KIND = "gene-network";

  private final CellsSchema schema;
  private final Map<String, ParameterValue> trained;

  GeneNetworks(CellsSchema schema, Map<String, ParameterValue> trained) {
    this.schema = schema;
    this.trained = trained;
  }

  /**
   * A gene.
   *
   * @param name for people
   * @param role input, hidden or output
   * @param column the column of the cells that tells its activity; empty if none was recorded
   */
  record Gene(String name, String role, String column) {}

  /**
   * An edge as a fit tells it.
   *
   * @param source name of the gene that acts
   * @param target name of the gene that is acted upon
   * @param weight what was learned
   * @param numbers what else is known of it by name, such as its standard error
   */
  record Edge(String source, String target, double weight, Map<String, Double> numbers) {}

  /**
   * A network.
   *
   * @param kind what equation it follows: gene-network or cellbox
   * @param step name of the step that runs it; empty for one that was fitted to measurements
   * @param genes inputs, hidden, outputs
   * @param targets index of the gene that each column of the weights regulates
   * @param weights from genes (rows) to targets (columns), the tables of all cell types below each
   *     other if each has its own; empty if the run does not tell them
   * @param bias of the targets, or one for all; empty if the run does not tell
   * @param trained whether the weights were found by training
   * @param edges the edges of a fit; empty for a network inside of cells
   */
  record Network(
      String kind,
      String step,
      List<Gene> genes,
      int[] targets,
      double[][] weights,
      double[][] bias,
      boolean trained,
      List<Edge> edges) {}

  /**
   * The networks of a scenario.
   *
   * @param resolved the scenario with all defaults
   * @throws IOException if it is no YAML
   */
  static List<Network> of(String resolved, CellsSchema schema, Optional<ParameterSnapshot> snapshot)
      throws IOException {
    GeneNetworks finder =
        new GeneNetworks(schema, snapshot.map(ParameterSnapshot::values).orElse(Map.of()));
    List<Network> networks = new ArrayList<>();
    try {
      JsonNode steps = YAML.readTree(resolved).path("steps");
      for (Map.Entry<String, JsonNode> step : steps.properties()) {
        JsonNode model = step.getValue().path("model");
        if (model.path("kind").asString("").equals(KIND)) {
          networks.add(finder.network(step.getKey(), step.getValue(), model));
        }
      }
    } catch (JacksonException e) {
      throw new IOException("the resolved scenario is damaged: " + e.getOriginalMessage(), e);
    }
    return networks;
  }

  private Network network(String name, JsonNode step, JsonNode model) {
    List<Gene> genes = new ArrayList<>();
    for (JsonNode input : step.path("inputs")) {
      genesOf(input.asString(""), "input").forEach(genes::add);
    }
    int inputs = genes.size();
    List<String> memory = columns(step.path("memory").asString("genes"));
    int hidden = step.path("hidden").asInt(0);
    for (int k = 0; k < hidden; k++) {
      genes.add(new Gene("hidden " + (k + 1), "hidden", k < memory.size() ? memory.get(k) : ""));
    }
    boolean raw = step.path("feedback").asString("raw").equals("raw");
    int kept = hidden;
    for (JsonNode output : step.path("outputs")) {
      for (Gene gene : genesOf(output.asString(""), "output")) {
        String activity = raw && kept < memory.size() ? memory.get(kept) : gene.column;
        genes.add(new Gene(gene.name, gene.role, activity));
        kept++;
      }
    }
    boolean held = model.path("input-genes").asString("held").equals("held");
    int first = held ? inputs : 0;
    int[] targets = new int[genes.size() - first];
    for (int k = 0; k < targets.length; k++) {
      targets[k] = first + k;
    }
    String path = "steps." + name + ".model.";
    double[][] weights = values(path + "weights", model.path("weights"));
    boolean fits =
        weights.length > 0
            && weights.length % genes.size() == 0
            && weights[0].length == targets.length;
    return new Network(
        KIND,
        name,
        genes,
        targets,
        fits ? weights : new double[0][],
        values(path + "bias", model.path("bias")),
        trained.containsKey(path + "weights"),
        List.of());
  }

  /** One gene a component of a field; one in all if the field was not recorded. */
  List<Gene> genesOf(String field, String role) {
    List<String> columns = columns(field);
    return columns.isEmpty()
        ? List.of(new Gene(field, role, ""))
        : columns.stream().map(column -> new Gene(column, role, column)).toList();
  }

  /** The columns of a field: itself, or one a component. */
  List<String> columns(String field) {
    List<String> names = schema.names();
    return names.contains(field)
        ? List.of(field)
        : names.stream().filter(name -> name.startsWith(field + ".")).toList();
  }

  /** What training found, else what the scenario says: a number, a list, rows, or their value. */
  double[][] values(String path, JsonNode written) {
    ParameterValue found = trained.get(path);
    if (found != null) {
      return ViewedRun.rows(found);
    }
    JsonNode node = written.isObject() ? written.path("value") : written;
    if (node.isNumber()) {
      return new double[][] {{node.asDouble()}};
    }
    if (!node.isArray() || node.isEmpty()) {
      return new double[0][];
    }
    if (!node.path(0).isArray()) {
      return new double[][] {numbers(node)};
    }
    double[][] rows = new double[node.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = numbers(node.path(i));
    }
    return rows;
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.path(i).asDouble(Double.NaN);
    }
    return numbers;
  }
}
