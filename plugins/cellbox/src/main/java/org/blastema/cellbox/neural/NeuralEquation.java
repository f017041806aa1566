package org.blastema.cellbox.neural;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.cellbox.data.Draws;

/**
 * The neural variant of CellBox.jl (Ji et al., arXiv 2104.06467): {@code x' = alpha tanh(N(x) + u)
 * - x}, where the network N has four hidden layers as wide as the state, with the tanh form of the
 * Gaussian error linear unit, and a linear layer after them. N(0) is not 0 in general.
 */
public final class NeuralEquation {
  /** Layers of N, the linear one included. */
  public static final int LAYERS = 5;

  private static final double CUBIC = 0.044715;
  private static final double INSIDE = Math.sqrt(2 / Math.PI);
  private static final double FIRST_SCALE = 0.5;

  private final int nodes;
  private final Formula rate;

  /** For so many nodes. */
  public NeuralEquation(int nodes) {
    this.nodes = nodes;
    List<Port> ports = new ArrayList<>();
    ports.add(Port.vector("x", nodes));
    ports.add(Port.vector("u", nodes));
    for (int l = 0; l < LAYERS; l++) {
      ports.add(Port.matrix("W" + l, nodes, nodes));
      ports.add(Port.vector("b" + l, nodes));
    }
    ports.add(Port.vector("scale", nodes));
    this.rate =
        Formula.trace(
            "cellbox-neural",
            ports,
            in -> {
              Expr[] h = in.vector("x");
              for (int l = 0; l < LAYERS; l++) {
                h = layer(in.matrix("W" + l, nodes, nodes), in.vector("b" + l), h);
                for (int i = 0; l < LAYERS - 1 && i < nodes; i++) {
                  h[i] = unit(h[i]);
                }
              }
              Expr[] rates = new Expr[nodes];
              for (int i = 0; i < nodes; i++) {
                Expr drive = h[i].plus(in.vector("u")[i]).tanh();
                rates[i] = in.vector("scale")[i].times(drive).minus(in.vector("x")[i]);
              }
              return rates;
            });
  }

  private static Expr[] layer(Expr[][] w, Expr[] b, Expr[] h) {
    Expr[] out = new Expr[b.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = b[i];
      for (int j = 0; j < h.length; j++) {
        out[i] = out[i].plus(w[i][j].times(h[j]));
      }
    }
    return out;
  }

  private static Expr unit(Expr x) {
    Expr inside = x.plus(x.times(x).times(x).times(CUBIC)).times(INSIDE);
    return x.times(0.5).times(inside.tanh().plus(1));
  }

  /** Number of parameters: weights and biases layer by layer, then scales. */
  public int parameters() {
    return LAYERS * (nodes * nodes + nodes) + nodes;
  }

  /** A start: Glorot's weights (uniform, Glorot and Bengio 2010), no biases, scales of one half. */
  public double[] start(Draws draws) {
    double[] theta = new double[parameters()];
    double reach = Math.sqrt(3.0 / nodes);
    int at = 0;
    for (int l = 0; l < LAYERS; l++) {
      for (int k = 0; k < nodes * nodes; k++) {
        theta[at++] = reach * (2 * draws.uniform() - 1);
      }
      at += nodes;
    }
    for (int i = 0; i < nodes; i++) {
      theta[at++] = FIRST_SCALE;
    }
    return theta;
  }

  private List<Var> arguments(Var theta) {
    List<Var> arguments = new ArrayList<>();
    int at = 0;
    for (int l = 0; l < LAYERS; l++) {
      arguments.add(theta.columns(at, at + nodes * nodes));
      at += nodes * nodes;
      arguments.add(theta.columns(at, at + nodes));
      at += nodes;
    }
    arguments.add(theta.columns(at, at + nodes));
    return arguments;
  }

  /**
   * The rates of change.
   *
   * @param x states, conditions by nodes
   * @param u perturbations, conditions by nodes
   * @param theta the parameters in a row
   */
  public Var rate(Var x, Var u, Var theta) {
    List<Var> all = new ArrayList<>(List.of(x, u));
    all.addAll(arguments(theta));
    return rate.apply(all.toArray(Var[]::new));
  }

  /**
   * States at some times, side by side, from nothing.
   *
   * @param u perturbations, conditions by nodes
   * @param theta the parameters in a row
   */
  public Var solveAt(OdeSolver solver, Var u, Var theta, double... times) {
    List<Var> all = new ArrayList<>(List.of(u));
    all.addAll(arguments(theta));
    return solver.solveAt(rate, Var.zeros(u.rows(), nodes), all, times);
  }
}
