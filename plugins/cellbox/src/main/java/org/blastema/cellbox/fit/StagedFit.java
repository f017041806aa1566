package org.blastema.cellbox.fit;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.blastema.autodiff.Elementary;
import org.blastema.cellbox.data.Draws;
import org.blastema.cellbox.data.Experiments;
import org.blastema.cellbox.data.Split;
import org.blastema.cellbox.model.Course;
import org.blastema.cellbox.model.Edges;
import org.blastema.cellbox.model.Gradient;
import org.blastema.cellbox.model.Network;
import org.blastema.cellbox.model.Scheme;
import org.blastema.cellbox.model.Setting;
import org.blastema.cellbox.model.Variant;

/**
 * The schedule of the original CellBox (Yuan et al., Cell Systems 2021, with the constants of its
 * example configurations): Adam on mini-batches in stages with their own learning rate, penalties,
 * horizon and patience. The loss is the mean square over batch and nodes plus {@code l1 sum |W| +
 * l2 sum W^2}. A stage ends when the averaged loss of random validation batches has not improved
 * for a while; the next one goes on from the last numbers, and the result is the best of the last
 * stage.
 */
public final class StagedFit {
  private static final int START_STREAM = 6;
  private static final int ORDER_STREAM = 7;
  private static final double FIRST_LOSS = 1000;
  private static final double RAW_START = 1;

  /**
   * A stage.
   *
   * @param learningRate of Adam
   * @param l1 price of the sizes of all weights
   * @param l2 price of their squares
   * @param horizon time of the responses at rest; of time courses, that of the last sample that
   *     counts
   * @param patience iterations without improvement after which the stage ends
   * @param iterations at most
   */
  public record Stage(
      double learningRate, double l1, double l2, double horizon, int patience, int iterations) {}

  /**
   * Settings.
   *
   * @param stages in order
   * @param batch conditions in an update, at random; 0 for all
   * @param timePoints samples in an update, at random; 0 for all within the horizon
   * @param startMean mean of the weights at the start
   * @param startSpread their standard deviation
   * @param startScale scale of all nodes at the start, where it is not the published one
   * @param positive whether scales, decays and gains are softplus of a number that starts at 1, as
   *     published; else scales start at {@code startScale} and are free, and decays are 1
   * @param weighted whether squares are weighted with the size of the response
   * @param buffer validation losses that are averaged
   * @param wholeValidation whether each of them is over all validation conditions
   * @param freshMoments whether every stage begins with new moments of Adam
   * @param restarts numbers of starts, of which the one with the least validation error counts
   */
  public record Options(
      List<Stage> stages,
      int batch,
      int timePoints,
      double startMean,
      double startSpread,
      double startScale,
      boolean positive,
      boolean weighted,
      int buffer,
      boolean wholeValidation,
      boolean freshMoments,
      int restarts) {}

  /**
   * What was found.
   *
   * @param network the network
   * @param horizon of the last stage
   * @param iterations of all stages of the start that was chosen
   * @param validation its mean square on the validation conditions
   * @param firstLoss mean square on the training conditions before the first update
   * @param lastLoss and after the last one
   */
  public record Result(
      Network network,
      double horizon,
      int iterations,
      double validation,
      double firstLoss,
      double lastLoss) {}

  /** Is told after every iteration. */
  @FunctionalInterface
  public interface Watcher {
    /** So many are done. */
    void iteration(int iterations, double validationLoss) throws InterruptedException;
  }

  private final Experiments data;
  private final Split split;
  private final Options options;
  private final Scheme scheme;
  private final Setting setting;
  private final int nodes;
  private final int[] places;
  private int total;

  /**
   * A fit.
   *
   * @param allowed edges that the network may have, row by row
   */
  public StagedFit(
      Experiments data,
      Split split,
      Options options,
      Scheme scheme,
      Variant variant,
      boolean[] allowed) {
    this.data = data;
    this.split = split;
    this.options = options;
    this.scheme = scheme;
    this.nodes = data.nodes().size();
    this.setting = new Setting(variant, data.held(), Edges.ofFew(nodes, allowed));
    int count = 0;
    int[] all = new int[allowed.length];
    for (int k = 0; k < allowed.length; k++) {
      if (allowed[k]) {
        all[count++] = k;
      }
    }
    this.places = Arrays.copyOf(all, count);
  }

  /** Fits from all starts. */
  public Result fit(long seed, Watcher watcher) throws InterruptedException {
    Result best = null;
    total = 0;
    for (int start = 0; start < Math.max(1, options.restarts); start++) {
      Result result = new Descent(seed, start).run(watcher);
      if (best == null || result.validation < best.validation) {
        best = result;
      }
    }
    return best;
  }

  /** Predicted responses at the horizon, or of all samples. */
  public double[][][] predict(Network network, double[][] inputs, double horizon) {
    return scheme.solve(network, setting, inputs, allTimes(horizon), false).states();
  }

  private boolean atRest() {
    return data.times().length == 0;
  }

  private double[] allTimes(double horizon) {
    return atRest() ? new double[] {horizon} : data.times();
  }

  private int samplesWithin(double horizon) {
    if (atRest()) {
      return 1;
    }
    int count = 1;
    while (count < data.times().length && data.times()[count] <= horizon * (1 + 1e-9)) {
      count++;
    }
    return count;
  }

  private Network network(double[] theta) {
    double[] weights = new double[nodes * nodes];
    for (int k = 0; k < places.length; k++) {
      weights[places[k]] = theta[k];
    }
    double[] scale = new double[nodes];
    double[] decay = Network.filled(nodes, 1);
    double[] gain = Network.filled(nodes, 1);
    for (int i = 0; i < nodes; i++) {
      scale[i] = value(theta[places.length + i]);
      if (options.positive) {
        decay[i] = value(theta[places.length + nodes + i]);
        gain[i] = value(theta[places.length + 2 * nodes + i]);
      }
    }
    return new Network(nodes, weights, scale, decay, gain);
  }

  private double value(double raw) {
    return options.positive ? Elementary.log(1 + Elementary.exp(raw)) : raw;
  }

  private double slope(double raw) {
    return options.positive ? 1 / (1 + Elementary.exp(-raw)) : 1;
  }

  /** The derivatives by all coordinates. */
  private double[] chained(Network g, double[] theta) {
    double[] gradient = new double[theta.length];
    for (int k = 0; k < places.length; k++) {
      gradient[k] = g.weights()[places[k]];
    }
    for (int i = 0; i < nodes; i++) {
      int at = places.length + i;
      gradient[at] = g.scale()[i] * slope(theta[at]);
      if (options.positive) {
        gradient[at + nodes] = g.decay()[i] * slope(theta[at + nodes]);
        gradient[at + 2 * nodes] = g.gain()[i] * slope(theta[at + 2 * nodes]);
      }
    }
    return gradient;
  }

  private double penalty(Stage stage, double[] theta, double[] gradient) {
    double sum = 0;
    for (int k = 0; k < places.length; k++) {
      double w = theta[k];
      sum += stage.l1 * Math.abs(w) + stage.l2 * w * w;
      if (gradient != null) {
        gradient[k] += stage.l1 * Math.signum(w) + 2 * stage.l2 * w;
      }
    }
    return sum;
  }

  /**
   * The mean square over some conditions and samples.
   *
   * @param samples numbers of the samples, ascending
   * @param gradient added to, or null
   */
  private double loss(
      double[] theta, int[] conditions, int[] samples, double horizon, double[] gradient) {
    double[][] inputs = Ensemble.pick(data.inputs(), conditions);
    double[] times =
        atRest()
            ? new double[] {horizon}
            : Arrays.stream(samples).mapToDouble(m -> data.times()[m]).toArray();
    Network network = network(theta);
    Course course = scheme.solve(network, setting, inputs, times, gradient != null);
    double[][][] adjoint = new double[conditions.length][samples.length][nodes];
    double weights = 0;
    for (int c : conditions) {
      for (int m : samples) {
        weights += nodes * (double) data.repeats(c, m);
      }
    }
    double sum = 0;
    for (int k = 0; k < conditions.length; k++) {
      for (int m = 0; m < samples.length; m++) {
        double[] y = data.responses()[conditions[k]][samples[m]];
        double[] x = course.states()[k][m];
        double repeats = data.repeats(conditions[k], samples[m]) / weights;
        for (int i = 0; i < nodes; i++) {
          double weight = options.weighted ? repeats * Math.abs(y[i]) : repeats;
          sum += weight * (x[i] - y[i]) * (x[i] - y[i]);
          adjoint[k][m][i] = 2 * weight * (x[i] - y[i]);
        }
      }
    }
    if (gradient != null) {
      Gradient sums = new Gradient(nodes);
      course.pull(adjoint, sums);
      double[] chained = chained(sums.values(), theta);
      for (int k = 0; k < gradient.length; k++) {
        gradient[k] += chained[k];
      }
    }
    return sum;
  }

  /** The loss of a stage over some conditions and all their samples, and its gradient. */
  double loss(Stage stage, double[] theta, int[] conditions, double[] gradient) {
    double value =
        loss(theta, conditions, first(samplesWithin(stage.horizon)), stage.horizon, gradient);
    return value + penalty(stage, theta, gradient);
  }

  private static int[] first(int count) {
    int[] first = new int[count];
    Arrays.setAll(first, k -> k);
    return first;
  }

  /** The start of a descent: coordinates of weights, scales, decays, gains. */
  double[] start(long seed, int number) {
    double[] theta = new double[places.length + (options.positive ? 3 : 1) * nodes];
    Draws draws = new Draws(seed, START_STREAM + 16 * number);
    for (int k = 0; k < places.length; k++) {
      theta[k] = options.startMean + options.startSpread * draws.gaussian();
    }
    Arrays.fill(
        theta, places.length, theta.length, options.positive ? RAW_START : options.startScale);
    return theta;
  }

  /** Batches from one random order of all conditions after the other. */
  private static final class Batches {
    private final int[] all;
    private final int size;
    private final Draws draws;
    private int[] order = {};
    private int next;

    Batches(int[] all, int size, Draws draws) {
      this.all = all;
      this.size = size <= 0 ? all.length : Math.min(size, all.length);
      this.draws = draws;
    }

    int[] next() {
      if (next >= order.length) {
        order = draws.permutation(all.length);
        next = 0;
      }
      int[] batch = new int[Math.min(size, order.length - next)];
      Arrays.setAll(batch, k -> all[order[next + k]]);
      next += batch.length;
      return batch;
    }
  }

  /** One descent through all stages. */
  private final class Descent {
    private final double[] theta;
    private final Draws draws;
    private final Batches train;
    private final Batches validation;
    private Adam adam;
    private int iterations;

    Descent(long seed, int number) {
      theta = start(seed, number);
      draws = new Draws(seed, ORDER_STREAM + 16 * number);
      train = new Batches(split.train(), options.batch, draws);
      validation =
          new Batches(split.validation(), options.wholeValidation ? 0 : options.batch, draws);
      adam = new Adam(theta.length);
    }

    Result run(Watcher watcher) throws InterruptedException {
      double horizon = options.stages.getFirst().horizon;
      double before = error(theta, split.train(), horizon);
      double[] best = theta;
      for (Stage stage : options.stages) {
        if (options.freshMoments) {
          adam = new Adam(theta.length);
        }
        best = run(stage, watcher);
        horizon = stage.horizon;
      }
      return new Result(
          network(best),
          horizon,
          iterations,
          error(best, split.validation(), horizon),
          before,
          error(best, split.train(), horizon));
    }

    private double error(double[] at, int[] conditions, double horizon) {
      return loss(at, conditions, first(samplesWithin(horizon)), horizon, null);
    }

    private double[] run(Stage stage, Watcher watcher) throws InterruptedException {
      Deque<Double> losses = new ArrayDeque<>(List.of(FIRST_LOSS));
      double least = Double.POSITIVE_INFINITY;
      double[] best = theta.clone();
      int within = samplesWithin(stage.horizon);
      int waited = 0;
      for (int k = 0; k < stage.iterations && waited <= stage.patience; k++) {
        double[] gradient = new double[theta.length];
        loss(theta, train.next(), samples(within), stage.horizon, gradient);
        penalty(stage, theta, gradient);
        adam.descend(theta, gradient, stage.learningRate, 0);
        double loss = loss(stage, theta, validation.next(), null);
        losses.addLast(loss);
        if (losses.size() > options.buffer) {
          losses.removeFirst();
        }
        double mean = losses.stream().mapToDouble(v -> v).average().orElse(loss);
        if (mean < least) {
          least = mean;
          best = theta.clone();
          waited = 0;
        } else {
          waited++;
        }
        iterations++;
        watcher.iteration(++total, loss);
      }
      return best;
    }

    private int[] samples(int within) {
      if (options.timePoints == 0 || options.timePoints >= within) {
        return first(within);
      }
      int[] some = Arrays.copyOf(draws.permutation(within), options.timePoints);
      Arrays.sort(some);
      return some;
    }
  }
}
