package org.blastema.cellbox.fit;

import java.util.Arrays;
import org.blastema.cellbox.data.Draws;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.Course;
import org.blastema.cellbox.model.Gradient;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Scheme;
import org.blastema.cellbox.model.Setting;
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
  private final Scheme scheme;
  private final Setting setting;
  private final int nodes;
  private final Draws order;
  private final double[] theta;
  private final Adam adam;
  private int epochs;

  /**
   * At the recipe's start: no weights, scales just above one half.
   *
   * @param scheme how the equation is solved and differentiated
   */
  public FirstOrderFit(Experiments data, Split split, Options options, Scheme scheme, long seed) {
    this.data = data;
    this.split = split;
    this.options = options;
    this.nodes = data.nodes().size();
    this.scheme = scheme;
    this.setting = new Setting(Variant.STANDARD, data.held(), null);
    this.order = new Draws(seed, ORDER_STREAM);
    int n2 = nodes * nodes;
    this.theta = new double[n2 + nodes];
    Draws start = new Draws(seed, START_STREAM);
    for (int i = 0; i < nodes; i++) {
      theta[n2 + i] = 0.5 + 0.01 * start.uniform();
    }
    this.adam = new Adam(theta.length);
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

  private Course solve(int condition, int samples, boolean recorded) {
    return scheme.solve(
        network(),
        setting,
        new double[][] {data.inputs()[condition]},
        Arrays.copyOf(data.times(), samples),
        recorded);
  }

  private double loss(int condition) {
    double[][] states = solve(condition, data.samples(), false).states()[0];
    double sum = 0;
    for (int m = 0; m < states.length; m++) {
      for (int i = 0; i < nodes; i++) {
        sum += Math.abs(states[m][i] - data.responses()[condition][m][i]);
      }
    }
    return sum / (nodes * (double) states.length);
  }

  private void update(int condition, int horizon) {
    Course course = solve(condition, horizon, true);
    double[][] adjoint = new double[horizon][nodes];
    for (int m = 0; m < horizon; m++) {
      for (int i = 0; i < nodes; i++) {
        double difference = course.states()[0][m][i] - data.responses()[condition][m][i];
        adjoint[m][i] = Math.signum(difference) / (nodes * (double) horizon);
      }
    }
    Gradient sum = new Gradient(nodes);
    course.pull(new double[][][] {adjoint}, sum);
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
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] *= factor;
    }
    adam.descend(theta, gradient, options.learningRate, options.decay);
  }
}
