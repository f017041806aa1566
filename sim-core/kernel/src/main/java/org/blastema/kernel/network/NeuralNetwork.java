package org.blastema.kernel.network;

import java.util.ArrayList;
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
 * A small neural network in every cell, of what the cell senses and of its own variables. With
 * layers {@code z = W a / sqrt(width of a) + b}, {@code a = tanh(z)} and a linear last layer, it is
 * a map, one layer after the other once a macro-step,
 *
 * <pre>hidden := tanh(z),    outputs := ln(1 + exp(z))</pre>
 *
 * or the right-hand side of a neural differential equation (R. T. Q. Chen et al., Neural Ordinary
 * Differential Equations, NeurIPS 2018) that drives the variables x,
 *
 * <pre>dx/dt = logistic(z) - decay x</pre>
 *
 * so that variables that begin positive stay positive. The division by the root of the width lets
 * weights of size 1 be a good start for every width (A. Jacot et al., NeurIPS 2018).
 */
public final class NeuralNetwork implements IntracellularModel {
  /** More connections than a cell's formula should have. */
  private static final int MOST_WEIGHTS = 4096;

  /**
   * Configuration of the map.
   *
   * @param layers widths of the layers between input and output
   * @param weights weights of all layers
   * @param biases biases of all layers
   */
  @Describe("A small neural network, applied once in a macro-step to what the cell senses.")
  public record Plain(
      @Describe("Widths of the layers between input and output; may be empty.")
          @Default("[8]")
          @Range(min = 1, max = 256)
          List<Integer> layers,
      @Describe("Weights of all layers, one after the other, each target after target.")
          @Default("{init: normal, scale: 1, train: true}")
          @Unit("")
          ParameterSpec weights,
      @Describe("Biases of all layers, one after the other.")
          @Default("{value: 0, train: true}")
          @Unit("")
          ParameterSpec biases) {}

  /**
   * Configuration of the differential equation.
   *
   * @param layers widths of the layers between input and output
   * @param weights weights of all layers
   * @param biases biases of all layers
   * @param decay decay rate of every variable
   * @param solver how the equation is solved
   */
  @Describe("A neural differential equation: dx/dt = logistic(network(sensed, x)) - decay x.")
  public record Equation(
      @Describe("Widths of the layers between input and output; may be empty.")
          @Default("[8]")
          @Range(min = 1, max = 256)
          List<Integer> layers,
      @Describe("Weights of all layers, one after the other, each target after target.")
          @Default("{init: normal, scale: 1, train: true}")
          @Unit("")
          ParameterSpec weights,
      @Describe("Biases of all layers, one after the other.")
          @Default("{value: 0, train: true}")
          @Unit("")
          ParameterSpec biases,
      @Describe("Decay rate of every variable, or one for all.") @Default("0.1") @Unit("1/time")
          ParameterSpec decay,
      @Describe("How the equation is solved.") @Default("{}") Solver solver) {}

  /** What turns the network into motion of the variables; empty for the map. */
  private record Motion(Parameter decay, OdeSolver solver) {}

  private final int inputs;
  private final int hidden;
  private final List<Integer> widths = new ArrayList<>();
  private final Parameter weights;
  private final Parameter biases;
  private final Optional<Motion> motion;
  private final Formula formula;

  private NeuralNetwork(
      List<Integer> layers,
      ParameterSpec weights,
      ParameterSpec biases,
      int inputs,
      int hidden,
      int outputs,
      long seed,
      Optional<Motion> motion) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.motion = motion;
    int variables = hidden + outputs;
    widths.add(inputs + (motion.isPresent() ? variables : hidden));
    widths.addAll(layers);
    widths.add(variables);
    int connections = 0;
    int targets = 0;
    for (int k = 1; k < widths.size(); k++) {
      connections += widths.get(k - 1) * widths.get(k);
      targets += widths.get(k);
    }
    if (connections > MOST_WEIGHTS) {
      throw InvalidConfiguration.at(
          "model.layers",
          "the network has " + connections + " weights; at most " + MOST_WEIGHTS + " are possible");
    }
    this.weights = weights.resolve(1, connections, seed);
    this.biases = biases.resolve(1, targets, seed);
    this.formula = trace(variables);
  }

  static Factory plain(Plain c, BuildContext context) {
    return (inputs, hidden, outputs, types) ->
        new NeuralNetwork(
            c.layers,
            c.weights,
            c.biases,
            inputs,
            hidden,
            outputs,
            context.seed(),
            Optional.empty());
  }

  static Factory equation(Equation c, BuildContext context) {
    return (inputs, hidden, outputs, types) ->
        new NeuralNetwork(
            c.layers,
            c.weights,
            c.biases,
            inputs,
            hidden,
            outputs,
            context.seed(),
            Optional.of(
                new Motion(
                    c.decay.resolve(1, hidden + outputs, context.seed()), c.solver.create())));
  }

  private Formula trace(int variables) {
    int seen = motion.isPresent() ? variables : hidden;
    List<Port> ports = new ArrayList<>();
    if (seen > 0) {
      ports.add(Port.vector("x", seen));
    }
    ports.add(Port.vector("u", inputs));
    ports.add(Port.vector("W", weights.size()));
    ports.add(Port.vector("b", biases.size()));
    if (motion.isPresent()) {
      ports.add(Port.vector("decay", variables));
    }
    return Formula.trace(
        motion.isPresent() ? "neural differential equation" : "neural network",
        ports,
        in -> {
          Expr[] x = seen == 0 ? new Expr[0] : in.vector("x");
          Expr[] z = layers(in.vector("u"), x, in.vector("W"), in.vector("b"));
          for (int k = 0; k < z.length; k++) {
            z[k] =
                motion.isPresent()
                    ? z[k].logistic().minus(in.vector("decay")[k].times(x[k]))
                    : k < hidden ? z[k].tanh() : softplus(z[k]);
          }
          return z;
        });
  }

  /** The last layer before its activation. */
  private Expr[] layers(Expr[] u, Expr[] x, Expr[] w, Expr[] b) {
    Expr[] a = new Expr[widths.get(0)];
    System.arraycopy(u, 0, a, 0, inputs);
    System.arraycopy(x, 0, a, inputs, x.length);
    int weight = 0;
    int bias = 0;
    for (int layer = 1; layer < widths.size(); layer++) {
      Expr[] z = new Expr[widths.get(layer)];
      double scale = 1 / Math.sqrt(Math.max(1, a.length));
      for (int j = 0; j < z.length; j++) {
        Expr sum = Expr.constant(0);
        for (Expr source : a) {
          sum = sum.plus(w[weight++].times(source));
        }
        z[j] = sum.times(scale).plus(b[bias++]);
      }
      boolean last = layer == widths.size() - 1;
      a = z;
      for (int j = 0; j < z.length && !last; j++) {
        a[j] = z[j].tanh();
      }
    }
    return a;
  }

  /** {@code ln(1 + exp(z))} without overflow. */
  private static Expr softplus(Expr z) {
    return z.max(Expr.constant(0)).plus(z.abs().negate().exp().log1p());
  }

  @Override
  public List<Parameter> parameters() {
    return motion.isPresent()
        ? List.of(weights, biases, motion.get().decay())
        : List.of(weights, biases);
  }

  @Override
  public Var advance(
      Function<Parameter, Var> values, Var sensed, Var variables, int[] types, double duration) {
    Var w = values.apply(weights);
    Var b = values.apply(biases);
    if (motion.isEmpty()) {
      return hidden == 0
          ? formula.apply(sensed, w, b)
          : formula.apply(variables.columns(0, hidden), sensed, w, b);
    }
    Motion moves = motion.get();
    return moves
        .solver()
        .solve(formula, variables, List.of(sensed, w, b, values.apply(moves.decay())), duration);
  }
}
