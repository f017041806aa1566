package org.blastema.kernel.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * A gene network {@code dx/dt = s(x W + b) - gamma x}, {@code W[source][target]}, s the activation.
 * Genes are ordered inputs, hidden, outputs.
 *
 * <p>Input genes are held at the sensed values (Mjolsness, Sharp and Reinitz 1991), or they start
 * there, are driven by them and may themselves be regulated, {@code dx_in/dt = s(x W + b) - gamma x
 * + u}, as in the jax-morph paper branch.
 */
public final class GeneNetwork implements IntracellularModel {
  /** What the input genes do. */
  public enum InputGenes {
    /** They stay at the sensed values and are not regulated. */
    HELD,
    /** They start at the sensed values, are driven by them, decay, and may be regulated. */
    EVOLVING
  }

  /** How a sensed concentration enters. */
  public enum Sensing {
    /** As it is. */
    LINEAR,
    /**
     * As {@code log(1 + u / limit)}: fold changes are sensed alike over many orders of magnitude.
     */
    LOGARITHMIC
  }

  /**
   * Configuration.
   *
   * @param weights regulation of genes (columns) by genes (rows)
   * @param bias regulation without any gene
   * @param decay decay rates
   * @param activation from regulation to production
   * @param inputGenes what the input genes do
   * @param sensing how sensed values enter
   * @param detectionLimit the limit of logarithmic sensing
   * @param perType whether every cell type has weights of its own
   * @param edges which edges there may be
   * @param silent sources without effect
   * @param solver how the equation is solved
   */
  @Describe(
      "Genes that regulate each other: dx/dt = s(x W + b) - decay x, genes ordered inputs, hidden,"
          + " outputs.")
  public record Configuration(
      @Describe(
              "Regulation W[source][target]. Sources: inputs, hidden, outputs; targets: the same,"
                  + " or without the inputs if these are held. With per-type the tables of all"
                  + " types follow below each other.")
          @Default("{init: orthogonal, scale: 0.01, train: true}")
          @Unit("")
          ParameterSpec weights,
      @Describe("Regulation of every target without any source.") @Default("0") @Unit("")
          ParameterSpec bias,
      @Describe("Decay rate of every target, or one for all.") @Default("0.1") @Unit("1/time")
          ParameterSpec decay,
      @Describe("From regulation to production rate.") @Default("algebraic") Activation activation,
      @Describe("Whether input genes are held at what the cell senses, or evolve.") @Default("held")
          InputGenes inputGenes,
      @Describe("Whether sensed values enter as they are or as log(1 + value / detection-limit).")
          @Default("linear")
          Sensing sensing,
      @Describe("Where logarithmic sensing begins.")
          @Default("0.001")
          @Range(min = 0, exclusiveMin = true)
          double detectionLimit,
      @Describe("Whether every cell type has weights of its own.") @Default("false")
          boolean perType,
      @Describe(
              "Which edges there may be: a table like that of the weights, 0 forbids an edge."
                  + " Empty: all.")
          @Range(min = 0, max = 1)
          List<List<Integer>> edges,
      @Describe(
              "Sources without any effect, as places in the table of the weights, from 0: what"
                  + " a trained network does without them.")
          @Range(min = 0)
          List<Integer> silent,
      @Describe("How the equation is solved.") @Default("{}") Solver solver) {}

  private final Formula rightHandSide;
  private final OdeSolver solver;
  private final Parameter weights;
  private final Parameter bias;
  private final Parameter decay;
  private final Optional<Formula> sensing;
  private final boolean held;
  private final int inputs;
  private final int sources;
  private final int targets;
  private final int tables;

  /**
   * Makes a network.
   *
   * @throws InvalidConfiguration if a table has the wrong shape
   */
  public GeneNetwork(Configuration c, int inputs, int hidden, int outputs, int types, long seed) {
    this.held = c.inputGenes == InputGenes.HELD;
    this.inputs = inputs;
    this.sources = inputs + hidden + outputs;
    this.targets = held ? hidden + outputs : sources;
    this.tables = c.perType ? types : 1;
    this.weights = c.weights.resolve(tables * sources, targets, seed);
    this.bias = c.bias.resolve(1, targets, seed);
    this.decay = c.decay.resolve(1, targets, seed);
    this.solver = c.solver.create();
    this.sensing =
        c.sensing == Sensing.LINEAR
            ? Optional.empty()
            : Optional.of(logarithm(inputs, c.detectionLimit));
    this.rightHandSide = trace(c.activation, held ? inputs : 0, targets, inputs, mask(c));
  }

  static Factory factory(Configuration c, BuildContext context) {
    return (inputs, hidden, outputs, types) ->
        new GeneNetwork(c, inputs, hidden, outputs, types, context.seed());
  }

  /** Which edges there are. */
  private boolean[][] mask(Configuration c) {
    List<List<Integer>> edges = c.edges;
    if (!edges.isEmpty()
        && (edges.size() != sources || edges.stream().anyMatch(row -> row.size() != targets))) {
      throw InvalidConfiguration.at(
          "model.edges", "needs " + sources + " rows of " + targets + " entries");
    }
    boolean[][] allowed = new boolean[sources][targets];
    for (int i = 0; i < sources; i++) {
      for (int j = 0; j < targets; j++) {
        allowed[i][j] = edges.isEmpty() || edges.get(i).get(j) != 0;
      }
    }
    for (int k = 0; k < c.silent.size(); k++) {
      if (c.silent.get(k) >= sources) {
        throw InvalidConfiguration.at(
            "model.silent[" + k + "]", "the last source is " + (sources - 1));
      }
      Arrays.fill(allowed[c.silent.get(k)], false);
    }
    return allowed;
  }

  private static Formula logarithm(int inputs, double limit) {
    return Formula.trace(
        "log(1 + u/limit)",
        List.of(Port.vector("u", inputs)),
        in ->
            Arrays.stream(in.vector("u"))
                .map(u -> u.divide(limit).plus(1).log())
                .toArray(Expr[]::new));
  }

  /**
   * The right-hand side with ports y, u, W, b, gamma.
   *
   * @param heldInputs number of sources that come before the variables
   */
  private static Formula trace(
      Activation activation, int heldInputs, int targets, int inputs, boolean[][] allowed) {
    int sources = allowed.length;
    return Formula.trace(
        "gene network",
        List.of(
            Port.vector("y", targets),
            Port.vector("u", inputs),
            Port.matrix("W", sources, targets),
            Port.vector("b", targets),
            Port.vector("gamma", targets)),
        in -> {
          Expr[] y = in.vector("y");
          Expr[] u = in.vector("u");
          Expr[][] w = in.matrix("W", sources, targets);
          Expr[] b = in.vector("b");
          Expr[] gamma = in.vector("gamma");
          Expr[] rate = new Expr[targets];
          for (int j = 0; j < targets; j++) {
            Expr z = b[j];
            for (int i = 0; i < sources; i++) {
              if (allowed[i][j]) {
                z = z.plus((i < heldInputs ? u[i] : y[i - heldInputs]).times(w[i][j]));
              }
            }
            rate[j] = activation.of(z).minus(gamma[j].times(y[j]));
            if (heldInputs == 0 && j < inputs) {
              rate[j] = rate[j].plus(u[j]);
            }
          }
          return rate;
        });
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weights, bias, decay);
  }

  @Override
  public Var advance(
      Function<Parameter, Var> values, Var sensed, Var variables, int[] types, double duration) {
    Var end = evolved(values, sensed, variables, types, duration);
    return held ? end : end.columns(inputs, end.columns());
  }

  /**
   * All genes that evolve after a time, input genes included where they do.
   *
   * @param sensed {@code n x inputs}
   * @param variables hidden and output variables at the beginning
   */
  public Var evolved(
      Function<Parameter, Var> values, Var sensed, Var variables, int[] types, double duration) {
    Var u = sensing.isPresent() ? sensing.get().apply(sensed) : sensed;
    Var start = held ? variables : Var.concatColumns(u, variables);
    List<Var> arguments =
        List.of(u, tables(values.apply(weights), types), values.apply(bias), values.apply(decay));
    return solver.solve(rightHandSide, start, arguments, duration);
  }

  /** One weight table a row: a single row for all cells, or each cell's own by its type. */
  private Var tables(Var stacked, int[] types) {
    if (tables == 1) {
      return stacked.reshape(1, sources * targets);
    }
    List<Var> rows = new ArrayList<>();
    for (int k = 0; k < tables; k++) {
      rows.add(stacked.rowRange(k * sources, (k + 1) * sources).reshape(1, sources * targets));
    }
    return Var.concatRows(rows.toArray(Var[]::new)).gatherRows(types);
  }

  /**
   * The rates of change at one moment, for inspection and tests: all genes that evolve.
   *
   * @param sensed {@code n x inputs}
   * @param variables hidden and output variables
   */
  public Var rates(Function<Parameter, Var> values, Var sensed, Var variables, int[] types) {
    Var u = sensing.isPresent() ? sensing.get().apply(sensed) : sensed;
    return rightHandSide.apply(
        held ? variables : Var.concatColumns(u, variables),
        u,
        tables(values.apply(weights), types),
        values.apply(bias),
        values.apply(decay));
  }
}
