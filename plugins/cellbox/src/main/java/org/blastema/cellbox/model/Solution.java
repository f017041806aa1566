package org.blastema.cellbox.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The equation solved with equal steps for some conditions at a time, and the exact adjoint of the
 * steps that were taken. May be used again from the beginning; belongs to one thread.
 */
public final class Solution {
  private final Network network;
  private final Variant variant;
  private final FixedSteps method;
  private final boolean[] held;
  private final Influences influences;
  private final double[] sums;
  private final int nodes;
  private final double[][] inputs;
  private final double[][] state;
  private final double[][] rate;
  private final double[][] increment;
  private final List<Stage> stages = new ArrayList<>();
  private double[] lengths = new double[16];
  private double step;
  private int used;

  /**
   * What a stage computed, conditions by nodes.
   *
   * @param x the state it starts from
   * @param value of the envelope
   * @param slope of the envelope
   */
  record Stage(double[][] x, double[][] value, double[][] slope) {
    static Stage of(int conditions, int nodes) {
      return new Stage(
          new double[conditions][nodes],
          new double[conditions][nodes],
          new double[conditions][nodes]);
    }
  }

  /**
   * At time 0.
   *
   * @param held nodes that stay where they start ("fix x"), or null for none
   * @param step length of a step
   * @param inputs perturbations, conditions by nodes
   */
  public Solution(
      Network network,
      Variant variant,
      FixedSteps method,
      double step,
      boolean[] held,
      double[][] inputs) {
    this(network, variant, method, step, held, inputs, null);
  }

  /**
   * At time 0, along some edges.
   *
   * @param held nodes that stay where they start ("fix x"), or null for none
   * @param step length of a step
   * @param inputs perturbations, conditions by nodes
   * @param edges all that the network may have, or null for any
   */
  public Solution(
      Network network,
      Variant variant,
      FixedSteps method,
      double step,
      boolean[] held,
      double[][] inputs,
      Edges edges) {
    this.network = network;
    this.variant = variant;
    this.method = method;
    this.step = step;
    this.held = held;
    this.influences = edges == null ? Influences.dense(network) : edges.influences(network);
    this.nodes = network.nodes();
    this.inputs = inputs;
    int c = inputs.length;
    this.state = new double[c][nodes];
    this.rate = new double[c][nodes];
    this.increment = new double[c][nodes];
    this.sums = variant.degree() == 2 ? sums() : null;
    restart();
  }

  private double[] sums() {
    double[] s = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        s[i] += network.weight(i, j);
      }
    }
    return s;
  }

  /** Changes the length of the steps to come. */
  public void step(double length) {
    step = length;
  }

  /** Back to time 0: held nodes at their perturbation, all others at 0. */
  public void restart() {
    used = 0;
    for (int r = 0; r < state.length; r++) {
      for (int i = 0; i < nodes; i++) {
        state[r][i] = held != null && held[i] ? inputs[r][i] : 0;
      }
    }
  }

  /** Moves to other states, conditions by nodes. */
  public void start(double[][] states) {
    used = 0;
    for (int r = 0; r < state.length; r++) {
      System.arraycopy(states[r], 0, state[r], 0, nodes);
    }
  }

  /** The states now, conditions by nodes; changed by the next step. */
  public double[][] state() {
    return state;
  }

  /** A copy of the states now. */
  public double[][] copy() {
    double[][] copy = new double[state.length][];
    for (int r = 0; r < copy.length; r++) {
      copy[r] = state[r].clone();
    }
    return copy;
  }

  /** Takes steps and forgets them. */
  public void advance(int count) {
    Stage scratch = stage(0);
    for (int t = 0; t < count; t++) {
      for (int s = 0; s < method.stages(); s++) {
        take(s, scratch);
      }
      finish();
    }
  }

  /** Takes steps and remembers them for {@link #pull}. */
  public void record(int count) {
    for (int t = 0; t < count; t++) {
      int taken = used / method.stages();
      if (taken == lengths.length) {
        lengths = Arrays.copyOf(lengths, 2 * taken);
      }
      lengths[taken] = step;
      for (int s = 0; s < method.stages(); s++) {
        take(s, stage(used++));
      }
      finish();
    }
  }

  private Stage stage(int k) {
    while (stages.size() <= k) {
      stages.add(Stage.of(state.length, nodes));
    }
    return stages.get(k);
  }

  private void take(int s, Stage stage) {
    double reach = step * method.reach(s);
    double weight = step * method.weight(s);
    for (int r = 0; r < state.length; r++) {
      double[] x = state[r];
      double[] at = stage.x[r];
      double[] k = rate[r];
      for (int i = 0; i < nodes; i++) {
        at[i] = x[i] + reach * k[i];
      }
    }
    rates(stage.x, stage.value, stage.slope, rate);
    for (int r = 0; r < state.length; r++) {
      double[] sum = increment[r];
      double[] k = rate[r];
      for (int i = 0; i < nodes; i++) {
        sum[i] = s == 0 ? weight * k[i] : sum[i] + weight * k[i];
      }
    }
  }

  private void finish() {
    for (int r = 0; r < state.length; r++) {
      double[] x = state[r];
      double[] sum = increment[r];
      for (int i = 0; i < nodes; i++) {
        x[i] += held != null && held[i] ? 0 : sum[i];
        rate[r][i] = 0;
      }
    }
  }

  /** The rates of change now, conditions by nodes. */
  public double[][] rates() {
    double[][] out = new double[state.length][nodes];
    Stage scratch = Stage.of(state.length, nodes);
    rates(state, scratch.value, scratch.slope, out);
    return out;
  }

  private void rates(double[][] x, double[][] value, double[][] slope, double[][] out) {
    influences.forward(out, x, state.length);
    Envelope envelope = variant.envelope();
    double[] scale = network.scale();
    double[] decay = network.decay();
    for (int r = 0; r < state.length; r++) {
      double[] u = inputs[r];
      for (int i = 0; i < nodes; i++) {
        double s = sums == null ? out[r][i] : out[r][i] + x[r][i] * sums[i];
        double z = variant.placement() == Variant.Placement.INSIDE ? s + u[i] : s;
        double p = envelope.value(z);
        value[r][i] = p;
        slope[r][i] = envelope.slope(z, p);
        double drive =
            switch (variant.placement()) {
              case INSIDE -> scale[i] * p;
              case SCALED -> scale[i] * (p + u[i]);
              case BESIDE -> scale[i] * p + network.gain()[i] * u[i];
            };
        out[r][i] = drive - decay[i] * x[r][i];
      }
    }
  }

  /**
   * Goes back over remembered steps, the latest first, and forgets them.
   *
   * @param adjoint adjoint of the states after the steps; afterward of those before
   * @param gradient added to
   * @param inputAdjoint added to, conditions by nodes; may be null
   */
  public void pull(double[][] adjoint, int count, Gradient gradient, double[][] inputAdjoint) {
    int c = adjoint.length;
    double[][] kappa = new double[c][nodes];
    double[][] v = new double[c][nodes];
    double[][] y = new double[c][nodes];
    double[][] before = new double[c][nodes];
    for (int t = 0; t < count; t++) {
      for (int r = 0; r < c; r++) {
        System.arraycopy(adjoint[r], 0, before[r], 0, nodes);
      }
      for (int s = method.stages() - 1; s >= 0; s--) {
        double length = length(--used);
        Stage stage = stages.get(used);
        for (int r = 0; r < c; r++) {
          stageAdjoint(s, length, adjoint[r], y[r], stage.slope[r], kappa[r], v[r]);
          gradient.add(variant, kappa[r], stage.x[r], stage.value[r], inputs[r]);
          if (inputAdjoint != null) {
            addInput(inputAdjoint[r], kappa[r], v[r]);
          }
        }
        influences.addOuter(gradient.rows(), v, stage.x, c);
        influences.back(y, v, c);
        for (int r = 0; r < c; r++) {
          finishAdjoint(y[r], kappa[r], v[r]);
          if (sums != null) {
            gradient.addSums(v[r], stage.x[r]);
          }
          for (int i = 0; i < nodes; i++) {
            before[r][i] += y[r][i];
          }
        }
      }
      for (int r = 0; r < c; r++) {
        System.arraycopy(before[r], 0, adjoint[r], 0, nodes);
      }
    }
  }

  private void addInput(double[] into, double[] kappa, double[] v) {
    for (int i = 0; i < nodes; i++) {
      into[i] +=
          switch (variant.placement()) {
            case INSIDE -> v[i];
            case SCALED -> kappa[i] * network.scale()[i];
            case BESIDE -> kappa[i] * network.gain()[i];
          };
    }
  }

  /** The adjoint of a stage's rate, and what of it reaches the sum of influences. */
  private void stageAdjoint(
      int s,
      double length,
      double[] adjoint,
      double[] later,
      double[] slope,
      double[] kappa,
      double[] v) {
    double weight = length * method.weight(s);
    double reach = s + 1 < method.stages() ? length * method.reach(s + 1) : 0;
    double[] scale = network.scale();
    for (int i = 0; i < nodes; i++) {
      double direct = held != null && held[i] ? 0 : weight * adjoint[i];
      kappa[i] = direct + reach * later[i];
      v[i] = kappa[i] * scale[i] * slope[i];
    }
  }

  /** The same for one node and any number of adjoints side by side. */
  void stageAdjoint(
      int s,
      double length,
      int node,
      double[] adjoint,
      double[] later,
      double[] slope,
      double[] kappa,
      double[] v) {
    double weight = held != null && held[node] ? 0 : length * method.weight(s);
    double reach = s + 1 < method.stages() ? length * method.reach(s + 1) : 0;
    double scale = network.scale()[node];
    for (int l = 0; l < adjoint.length; l++) {
      double k = weight * adjoint[l] + reach * later[l];
      kappa[l] = k;
      v[l] = k * scale * slope[l];
    }
  }

  /** Completes the adjoint of a stage's state, of which {@code v W} is there. */
  private void finishAdjoint(double[] y, double[] kappa, double[] v) {
    double[] decay = network.decay();
    for (int i = 0; i < nodes; i++) {
      y[i] -= decay[i] * kappa[i];
    }
    if (sums != null) {
      for (int i = 0; i < nodes; i++) {
        y[i] += v[i] * sums[i];
      }
    }
  }

  int remembered() {
    return used;
  }

  Stage remembered(int k) {
    return stages.get(k);
  }

  /** Length of the step that a remembered stage belongs to. */
  double length(int k) {
    return lengths[k / method.stages()];
  }

  Network network() {
    return network;
  }

  int stagesOfStep() {
    return method.stages();
  }

  double[] input(int condition) {
    return inputs[condition];
  }

  Variant variant() {
    return variant;
  }

  int nodes() {
    return nodes;
  }
}
