package org.blastema.kernel.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Surrogate gradients: a differentiable model of the reward near the present parameters, fitted to
 * differences of rewards between pairs of points by the path integral of its gradient (GradPIE,
 * arXiv 2501.19161). Pairs are of the same epoch, whose points share their random numbers.
 *
 * <p>The error is told honestly: mirrored points are held out in turn, and differences of rewards
 * between held-out points are foretold by models that have not seen them.
 */
final class Surrogate implements PerturbationEstimator {
  /** What the surrogate is. */
  enum Model {
    /** A linear function. */
    LINEAR,
    /** A quadratic function; it has half as many coefficients as the square of the parameters. */
    QUADRATIC,
    /** A gradient that is a network with one hidden layer. */
    NETWORK
  }

  /**
   * Configuration.
   *
   * @param model what the surrogate is
   * @param pairs number of mirrored pairs of points
   * @param sigma standard deviation of the points around the center
   * @param window epochs whose points count
   * @param neighborhood largest distance of a point from the center that counts
   * @param folds parts for the cross-validation
   * @param ridge price of large coefficients
   * @param hidden width of the network
   * @param steps steps of the network's training
   */
  @Describe(
      "Gradient of a differentiable surrogate fitted to rewards near the present parameters; tells"
          + " how well the surrogate foretells rewards that it has not seen.")
  record Configuration(
      @Describe("What the surrogate is.") @Default("linear") Model model,
      @Describe("Mirrored pairs of points in an epoch; each takes all rollouts of the epoch twice.")
          @Default("8")
          @Range(min = 2, max = 10000)
          int pairs,
      @Describe(
              "Standard deviation of the points around the present parameters; of logarithms and"
                  + " logits where parameters have bounds.")
          @Default("0.1")
          @Range(min = 0, exclusiveMin = true)
          double sigma,
      @Describe("Epochs whose points count, the present one included.")
          @Default("1")
          @Range(min = 1, max = 1000)
          int window,
      @Describe(
              "Points of earlier epochs count up to this distance, in typical distances of a new"
                  + " point.")
          @Default("3")
          @Range(min = 0)
          double neighborhood,
      @Describe("Parts that are held out in turn to measure the surrogate's error.")
          @Default("4")
          @Range(min = 2, max = 100)
          int folds,
      @Describe("Price of large coefficients, relative to the mean square of what they multiply.")
          @Default("1e-6")
          @Range(min = 0, exclusiveMin = true)
          double ridge,
      @Describe("Hidden units of a network.") @Default("16") @Range(min = 1, max = 10000)
          int hidden,
      @Describe("Steps of a network's training.") @Default("300") @Range(min = 0, max = 1000000)
          int steps) {}

  /**
   * Points whose rewards were measured with the same random numbers; the first one is the center.
   */
  private record Sample(double[][] points, double[] rewards) {}

  private final Configuration c;
  private final GradientField.Fit fit;
  private final Deque<Sample> earlier = new ArrayDeque<>();

  Surrogate(Configuration configuration) {
    this.c = configuration;
    this.fit =
        switch (c.model) {
          case LINEAR -> AffineField.fit(false, c.ridge);
          case QUADRATIC -> AffineField.fit(true, c.ridge);
          case NETWORK -> NeuralField.fit(c.hidden, c.steps, c.ridge);
        };
  }

  @Override
  public List<String> measures() {
    return List.of("surrogate_r2", "surrogate_error");
  }

  @Override
  public double[][] points(double[] center, KeyedRandom random) {
    return Perturbations.mirrored(center, c.sigma, c.pairs, random);
  }

  @Override
  public Estimate estimate(double[] center, double reward, double[][] points, double[] rewards) {
    Sample now = sample(center, reward, points, rewards);
    List<GradientField.Pair> old = new ArrayList<>();
    earlier.forEach(s -> addPairs(near(s, center), old));
    List<GradientField.Pair> all = new ArrayList<>(old);
    Sample local = near(now, center);
    addPairs(local, all);
    double[] zero = new double[center.length];
    double[] gradient = fit.to(all).at(zero);

    int folds = Math.min(c.folds, c.pairs);
    double squares = 0;
    double errors = 0;
    int held = 0;
    List<double[]> gradients = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      List<GradientField.Pair> seen = new ArrayList<>(old);
      addPairs(part(local, fold, folds, false), seen);
      GradientField field = fit.to(seen);
      gradients.add(field.at(zero));
      List<GradientField.Pair> unseen = new ArrayList<>();
      addPairs(part(local, fold, folds, true), unseen);
      for (GradientField.Pair pair : unseen) {
        double error = pair.change() - field.change(pair.from(), pair.to());
        squares += pair.change() * pair.change();
        errors += error * error;
        held++;
      }
    }
    double explained = squares == 0 ? 0 : 1 - errors / squares;
    remember(now);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= c.sigma;
    }
    return new Estimate(
        gradient,
        jackknife(gradients) / c.sigma,
        new double[] {explained, Math.sqrt(errors / held)},
        explained > 0
            ? List.of()
            : List.of(
                "the surrogate explains nothing of how rewards differ near the present parameters;"
                    + " its gradient is noise (more pairs or rollouts, or another sigma, may"
                    + " help)"));
  }

  private static Sample sample(
      double[] center, double reward, double[][] points, double[] rewards) {
    double[][] all = new double[points.length + 1][];
    double[] values = new double[points.length + 1];
    all[0] = center.clone();
    values[0] = reward;
    System.arraycopy(points, 0, all, 1, points.length);
    System.arraycopy(rewards, 0, values, 1, rewards.length);
    return new Sample(all, values);
  }

  /** The points within the neighborhood of a center, relative to it in units of sigma. */
  private Sample near(Sample sample, double[] center) {
    double reach = c.neighborhood * Math.sqrt(center.length);
    List<double[]> points = new ArrayList<>();
    List<Double> rewards = new ArrayList<>();
    boolean own = Arrays.equals(sample.points[0], center);
    for (int k = 0; k < sample.points.length; k++) {
      double[] relative = new double[center.length];
      double squared = 0;
      for (int i = 0; i < relative.length; i++) {
        relative[i] = (sample.points[k][i] - center[i]) / c.sigma;
        squared += relative[i] * relative[i];
      }
      if (own || squared <= reach * reach) {
        points.add(relative);
        rewards.add(sample.rewards[k]);
      }
    }
    return new Sample(
        points.toArray(double[][]::new),
        rewards.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The mirrored points of a fold, or all others with the center. */
  private static Sample part(Sample sample, int fold, int folds, boolean held) {
    List<double[]> points = new ArrayList<>();
    List<Double> rewards = new ArrayList<>();
    for (int k = 0; k < sample.points.length; k++) {
      boolean inFold = k > 0 && (k - 1) / 2 % folds == fold;
      if (inFold == held) {
        points.add(sample.points[k]);
        rewards.add(sample.rewards[k]);
      }
    }
    return new Sample(
        points.toArray(double[][]::new),
        rewards.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void addPairs(Sample sample, List<GradientField.Pair> into) {
    for (int i = 0; i < sample.points.length; i++) {
      for (int j = i + 1; j < sample.points.length; j++) {
        into.add(
            new GradientField.Pair(
                sample.points[i], sample.points[j], sample.rewards[j] - sample.rewards[i]));
      }
    }
  }

  /** Norm of the standard error of a mean, from estimates that each leave one part out. */
  private static double jackknife(List<double[]> estimates) {
    int n = estimates.size();
    double total = 0;
    for (int i = 0; i < estimates.get(0).length; i++) {
      double mean = 0;
      for (double[] e : estimates) {
        mean += e[i] / n;
      }
      for (double[] e : estimates) {
        total += (e[i] - mean) * (e[i] - mean) * (n - 1) / n;
      }
    }
    return Math.sqrt(total);
  }

  private void remember(Sample sample) {
    earlier.addLast(sample);
    while (earlier.size() >= c.window) {
      earlier.removeFirst();
    }
  }

  /** Number of parameters; of every sample its number of points, the points, and the rewards. */
  @Override
  public double[] memory() {
    List<Double> numbers = new ArrayList<>();
    for (Sample sample : earlier) {
      if (numbers.isEmpty()) {
        numbers.add((double) sample.points[0].length);
      }
      numbers.add((double) sample.points.length);
      for (double[] point : sample.points) {
        for (double x : point) {
          numbers.add(x);
        }
      }
      for (double r : sample.rewards) {
        numbers.add(r);
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public void restore(double[] memory) {
    earlier.clear();
    int at = 1;
    while (at < memory.length) {
      int size = (int) memory[0];
      int n = (int) memory[at++];
      double[][] points = new double[n][size];
      for (double[] point : points) {
        System.arraycopy(memory, at, point, 0, size);
        at += size;
      }
      double[] rewards = new double[n];
      System.arraycopy(memory, at, rewards, 0, n);
      at += n;
      earlier.addLast(new Sample(points, rewards));
    }
  }
}
