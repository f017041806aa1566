package org.blastema.cellbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Var;
import org.blastema.cellbox.data.BadTable;
import org.blastema.cellbox.data.ReferenceNetwork;
import org.blastema.cellbox.model.Envelope;
import org.blastema.cellbox.model.Equation;
import org.blastema.cellbox.model.Variant;
import org.blastema.kernel.network.IntracellularModel;
import org.blastema.kernel.network.Solver;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Unit;

/**
 * A CellBox network inside of every cell: what the cell senses perturbs some nodes, and some nodes
 * drive what the cell does. The hidden variables are the nodes; an output is {@code
 * logistic(threshold + slope x)} of the node it reads.
 */
final class CellBoxModel implements IntracellularModel {
  /**
   * Configuration.
   *
   * @param network table of the weights
   * @param weights in place of the table's, or whether they are trained
   * @param scale of the nodes
   * @param decay of the nodes
   * @param perturbs nodes
   * @param potency of what is sensed
   * @param reads nodes
   * @param slope of the outputs
   * @param threshold of the outputs
   * @param solver of the equation
   */
  @Describe(
      "A CellBox network, x' = scale tanh(W x + u) - decay x, whose nodes are perturbed by what the"
          + " cell senses.")
  record Configuration(
      @Describe("Table of a network, such as network.csv of a fit: names, then W[target][source].")
          String network,
      @Describe(
              "Weights W[target][source] in place of the table's; a single number leaves the"
                  + " table's, and {value: 0, train: true} trains them from there.")
          @Default("0")
          @Unit("")
          ParameterSpec weights,
      @Describe("Scale of every node, or one for all.") @Default("1") @Unit("") ParameterSpec scale,
      @Describe("Decay of every node, or one for all.") @Default("1") @Unit("") ParameterSpec decay,
      @Describe("The node that each sensed quantity perturbs, in the order of the inputs.")
          List<String> perturbs,
      @Describe(
              "Perturbation by a sensed value of 1, for each input or one for all; negative numbers"
                  + " inhibit.")
          @Default("-1")
          @Unit("")
          ParameterSpec potency,
      @Describe("The node that each output reads, in the order of the outputs.") List<String> reads,
      @Describe("Slope of the outputs, logistic(threshold + slope x).") @Default("4") @Unit("")
          ParameterSpec slope,
      @Describe("Threshold of the outputs, logistic(threshold + slope x).") @Default("0") @Unit("")
          ParameterSpec threshold,
      @Describe("How the equation is solved.") @Default("{}") Solver solver) {}

  private final Equation equation;
  private final OdeSolver solver;
  private final int nodes;
  private final int[] perturbs;
  private final int[] reads;
  private final Parameter weights;
  private final Parameter scale;
  private final Parameter decay;
  private final Parameter potency;
  private final Parameter slope;
  private final Parameter threshold;

  private CellBoxModel(
      Configuration c, ReferenceNetwork network, int inputs, int hidden, int outputs, long seed) {
    this.nodes = network.nodes().size();
    if (hidden != nodes) {
      throw InvalidConfiguration.at(
          "network", "has %d nodes, but the cell has %d hidden variables".formatted(nodes, hidden));
    }
    this.perturbs = places(c.perturbs, "perturbs", inputs, network.nodes());
    this.reads = places(c.reads, "reads", outputs, network.nodes());
    this.equation = new Equation(nodes, new Variant(Envelope.TANH, Variant.Placement.INSIDE, 1));
    this.solver = c.solver.create();
    this.weights = weights(c.weights, network, seed);
    this.scale = c.scale.resolve(1, nodes, seed);
    this.decay = c.decay.resolve(1, nodes, seed);
    this.potency = c.potency.resolve(1, inputs, seed);
    this.slope = c.slope.resolve(1, outputs, seed);
    this.threshold = c.threshold.resolve(1, outputs, seed);
  }

  /**
   * Reads the network.
   *
   * @throws InvalidConfiguration if the table is no network
   */
  static IntracellularModel.Factory factory(Configuration c, BuildContext context) {
    try {
      ReferenceNetwork network = ReferenceNetwork.read(context.file(c.network), c.network);
      return (inputs, hidden, outputs, types) ->
          new CellBoxModel(c, network, inputs, hidden, outputs, context.seed());
    } catch (BadTable e) {
      throw InvalidConfiguration.at("network", e.getMessage());
    }
  }

  private Parameter weights(ParameterSpec spec, ReferenceNetwork network, long seed) {
    Parameter written = spec.resolve(nodes, nodes, seed);
    boolean single = Arrays.stream(written.values()).allMatch(v -> v == written.values()[0]);
    if (!single) {
      return written;
    }
    double[] columns = new double[nodes * nodes];
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        columns[j * nodes + i] = network.weights()[i * nodes + j];
      }
    }
    return new Parameter(
        written.path(), nodes, nodes, columns, written.trained(), written.lower(), written.upper());
  }

  private static int[] places(List<String> names, String entry, int expected, List<String> nodes) {
    if (names.size() != expected) {
      throw InvalidConfiguration.at(
          entry, "names %d nodes where %d are needed".formatted(names.size(), expected));
    }
    int[] places = new int[expected];
    for (int k = 0; k < expected; k++) {
      places[k] = nodes.indexOf(names.get(k));
      if (places[k] < 0) {
        throw InvalidConfiguration.unknownWord(entry + "[" + k + "]", "node", names.get(k), nodes);
      }
    }
    return places;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weights, scale, decay, potency, slope, threshold);
  }

  @Override
  public Var advance(
      Function<Parameter, Var> values, Var sensed, Var variables, int[] types, double duration) {
    int cells = variables.rows();
    Var x =
        equation.solveAt(
            solver,
            variables.columns(0, nodes),
            inputs(sensed.times(values.apply(potency)), cells),
            values.apply(weights),
            values.apply(scale),
            values.apply(decay),
            Var.filled(1, nodes, 1),
            duration);
    List<Var> columns = new ArrayList<>();
    for (int node : reads) {
      columns.add(x.column(node));
    }
    Var read = Var.concatColumns(columns.toArray(Var[]::new));
    Var out = read.times(values.apply(slope)).plus(values.apply(threshold)).logistic();
    return Var.concatColumns(x, out);
  }

  /** What each node gets of the sensed quantities. */
  private Var inputs(Var sensed, int cells) {
    Var[] columns = new Var[nodes];
    Arrays.fill(columns, Var.zeros(cells, 1));
    for (int k = 0; k < perturbs.length; k++) {
      columns[perturbs[k]] = columns[perturbs[k]].plus(sensed.column(k));
    }
    return Var.concatColumns(columns);
  }
}
