package org.blastema.cellbox.fit;

import java.util.Arrays;
import org.blastema.cellbox.data.Draws;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.FixedSteps;
import org.blastema.cellbox.model.Gradient;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Solution;
import org.blastema.cellbox.model.Variant;

/**
 * The recipe of CellBox.jl (Ji et al., arXiv 2104.06467, with the constants of its configuration
 * files): Adam (Kingma and Ba 2015), one update for every condition, on the mean absolute
 * difference over a random number of first samples; decay is taken off whatever the learning rate.
 * Training stops when the averaged validation loss rises again and again.
 */
public final class FirstOrderFit {
  private static final int START_STREAM = 3;
  private static final int ORDER_STREAM = 4;
  private static final double LONGEST_STEP = 0.2;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /**
   * Settings, as the configuration files of CellBox.jl have them.
   *
   * @param learningRate of Adam
   * @param decay share of every parameter taken off in an update
   * @param horizonFrom least number of samples
   * @param conditionsPerEpoch updates in an epoch; 0 for all conditions
   * @param epochs at most
   * @param clip largest norm of a gradient; 0 for none
   * @param buffer epochs over which the validation loss is averaged, less one
   * @param burnIn epochs before stopping is thought of
   * @param tolerance rises in a row after which to stop
   */
  public record Options(
      double learningRate,
      double decay,
      int horizonFrom,
      int conditionsPerEpoch,
      int epochs,
      double clip,
      int buffer,
      int burnIn,
      int tolerance) {}

  /** Is told after every epoch. */
  @FunctionalInterface
  public interface Watcher {
    /** An epoch is done. */
    void epoch(int epoch, double validationLoss) throws InterruptedException;
  }

  private final Experiments data;
  private final Split split;
  private final Options options;
  private final int nodes;
  private final double step;
  private final int perSample;
  private final Draws order;
  private final double[] theta;
  private final double[] first;
  private final double[] second;
  private int updates;
  private int epochs;

  /** At the recipe's start: no weights, scales just above one half. */
  public FirstOrderFit(Experiments data, Split split, Options options, long seed) {
    this.data = data;
    this.split = split;
    this.options = options;
    this.nodes = data.nodes().size();
    double gap = data.times()[0];
    this.perSample = (int) Math.ceil(gap / LONGEST_STEP - 1e-9);
    this.step = gap / perSample;
    this.order = new Draws(seed, ORDER_STREAM);
    int n2 = nodes * nodes;
    this.theta = new double[n2 + nodes];
    Draws start = new Draws(seed, START_STREAM);
    for (int i = 0; i < nodes; i++) {
      theta[n2 + i] = 0.5 + 0.01 * start.uniform();
    }
    this.first = new double[theta.length];
    this.second = new double[theta.length];
  }

  /** Epochs done. */
  public int epochs() {
    return epochs;
  }

  /** Goes on until the recipe stops. */
  public Network fit(Watcher watcher) throws InterruptedException {
    double[] history = new double[options.epochs];
    double lastMean = Double.POSITIVE_INFINITY;
    int rises = 0;
    for (epochs = 0; epochs < options.epochs && rises <= options.tolerance; ) {
      int[] turn = order.permutation(split.train().length);
      int count =
          options.conditionsPerEpoch == 0
              ? turn.length
              : Math.min(turn.length, options.conditionsPerEpoch);
      for (int k = 0; k < count; k++) {
        int range = data.samples() - options.horizonFrom + 1;
        int horizon = options.horizonFrom + (int) (order.uniform() * range);
        update(split.train()[turn[k]], horizon);
      }
      double loss = 0;
      for (int condition : split.validation()) {
        loss += loss(condition) / split.validation().length;
      }
      history[epochs++] = loss;
      int from = Math.max(0, epochs - options.buffer - 1);
      double mean = Arrays.stream(history, from, epochs).average().orElse(loss);
      if (epochs > options.burnIn) {
        rises = mean > lastMean ? rises + 1 : 0;
      }
      lastMean = mean;
      watcher.epoch(epochs, loss);
    }
    return network();
  }

  private Network network() {
    int n2 = nodes * nodes;
    return new Network(
        nodes,
        Arrays.copyOf(theta, n2),
        Arrays.copyOfRange(theta, n2, n2 + nodes),
        Network.filled(nodes, 1),
        Network.filled(nodes, 1));
  }

  private Solution solution(int condition) {
    return new Solution(
        network(),
        Variant.STANDARD,
        FixedSteps.RUNGE_KUTTA_4,
        step,
        null,
        new double[][] {data.inputs()[condition]});
  }

  private double loss(int condition) {
    Solution solution = solution(condition);
    double sum = 0;
    for (int m = 0; m < data.samples(); m++) {
      solution.advance(perSample);
      for (int i = 0; i < nodes; i++) {
        sum += Math.abs(solution.state()[0][i] - data.responses()[condition][m][i]);
      }
    }
    return sum / (nodes * (double) data.samples());
  }

  private void update(int condition, int horizon) {
    Solution solution = solution(condition);
    double[][] states = new double[horizon][];
    for (int m = 0; m < horizon; m++) {
      solution.record(perSample);
      states[m] = solution.state()[0].clone();
    }
    Gradient sum = new Gradient(nodes);
    double[][] adjoint = new double[1][nodes];
    for (int m = horizon - 1; m >= 0; m--) {
      for (int i = 0; i < nodes; i++) {
        adjoint[0][i] +=
            Math.signum(states[m][i] - data.responses()[condition][m][i])
                / (nodes * (double) horizon);
      }
      solution.pull(adjoint, perSample, sum, null);
    }
    Network g = sum.values();
    double[] gradient = Arrays.copyOf(g.weights(), theta.length);
    System.arraycopy(g.scale(), 0, gradient, nodes * nodes, nodes);
    descend(gradient);
  }

  private void descend(double[] gradient) {
    double norm = 0;
    for (double g : gradient) {
      norm += g * g;
    }
    norm = Math.sqrt(norm);
    double factor = options.clip > 0 && norm > options.clip ? options.clip / norm : 1;
    updates++;
    double c1 = 1 - StrictMath.pow(BETA1, updates);
    double c2 = 1 - StrictMath.pow(BETA2, updates);
    for (int k = 0; k < theta.length; k++) {
      double g = factor * gradient[k];
      first[k] = BETA1 * first[k] + (1 - BETA1) * g;
      second[k] = BETA2 * second[k] + (1 - BETA2) * g * g;
      double move = options.learningRate * (first[k] / c1) / (Math.sqrt(second[k] / c2) + EPSILON);
      theta[k] -= move + options.decay * theta[k];
    }
  }
}
