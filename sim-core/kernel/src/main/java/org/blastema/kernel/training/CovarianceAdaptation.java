package org.blastema.kernel.training;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.blastema.autodiff.Elementary;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.random.Purpose;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;

/**
 * Evolution of a normal distribution of parameters, mean, covariance and step size, from the ranks
 * of rewards alone (CMA-ES with weighted recombination, rank-one and rank-mu updates and cumulative
 * step-size adaptation). Its gradient is the step of the mean: plain {@link GradientDescent} with
 * rate 1 carries it out, a smaller rate is what the source calls {@code c_m}.
 *
 * <p>Source: N. Hansen, The CMA Evolution Strategy: A Tutorial, arXiv 1604.00772 (2016), with its
 * default numbers; weights of the worse half are zero.
 */
final class CovarianceAdaptation implements PerturbationEstimator {
  /** Directions farther apart in length than this cannot be told from each other in doubles. */
  private static final double LARGEST_CONDITION = 1e14;

  /** Two of so few points are better than the others. */
  private static final int FEWEST = 4;

  /**
   * Configuration.
   *
   * @param population number of points an epoch, or 0 for the usual one
   * @param sigma first step size
   */
  @Describe(
      "Evolution of the mean and the covariance of parameters by the ranks of their rewards"
          + " (CMA-ES); needs no derivative, and the optimizer gradient-descent.")
  record Configuration(
      @Describe(
              "Points of an epoch; each takes all rollouts of the epoch. 0 stands for 4 + 3 ln n"
                  + " with n trained numbers.")
          @Default("0")
          @Range(min = 0, max = 100000)
          int population,
      @Describe(
              "Standard deviation of the first points; of logarithms and logits where parameters"
                  + " have bounds.")
          @Default("0.3")
          @Range(min = 0, exclusiveMin = true)
          double sigma) {}

  private final Configuration c;
  private double generation;
  private double sigma;
  private double[] path = new double[0];
  private double[] sigmaPath = new double[0];
  private double[][] covariance = new double[0][];
  private SymmetricEigen axes;

  CovarianceAdaptation(Configuration configuration) {
    this.c = configuration;
    this.sigma = c.sigma;
  }

  /**
   * Makes the estimator from a scenario's entries.
   *
   * @throws InvalidConfiguration if the optimizer would not carry out its steps
   */
  static EstimatorFactory create(Configuration c, BuildContext context) {
    if (c.population > 0 && c.population < FEWEST) {
      throw InvalidConfiguration.at("population", "must be 0 or at least " + FEWEST);
    }
    if (context
        .find(OptimizerFactory.class)
        .filter(o -> !(o instanceof GradientDescent.Factory))
        .isPresent()) {
      throw InvalidConfiguration.at(
          "/train.optimizer", "cma-es gives the step itself: it needs gradient-descent");
    }
    return () -> new CovarianceAdaptation(c);
  }

  @Override
  public List<String> measures() {
    return List.of("cma_sigma", "cma_condition");
  }

  @Override
  public boolean countsPenalties() {
    return true;
  }

  /** What the numbers of points and parameters imply. */
  private record Rates(double[] weights, int n) {
    static Rates of(int points, int n) {
      double[] weights = new double[points / 2];
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = Elementary.log((points + 1) / 2.0) - Elementary.log(i + 1);
        sum += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= sum;
      }
      return new Rates(weights, n);
    }

    double effective() {
      double squares = 0;
      for (double w : weights) {
        squares += w * w;
      }
      return 1 / squares;
    }

    double sigmaPath() {
      return (effective() + 2) / (n + effective() + 5);
    }

    double damping() {
      return 1 + 2 * Math.max(0, Math.sqrt((effective() - 1) / (n + 1)) - 1) + sigmaPath();
    }

    double path() {
      return (4 + effective() / n) / (n + 4 + 2 * effective() / n);
    }

    double rankOne() {
      return 2 / ((n + 1.3) * (n + 1.3) + effective());
    }

    double rankMany() {
      double m = effective();
      return Math.min(1 - rankOne(), 2 * (m - 2 + 1 / m) / ((n + 2.0) * (n + 2.0) + m));
    }

    /** Mean length of a standard normal vector. */
    double length() {
      return Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
    }
  }

  private int population(int n) {
    return c.population > 0 ? c.population : 4 + (int) (3 * Elementary.log(n));
  }

  @Override
  public double[][] points(double[] center, KeyedRandom random) {
    int n = center.length;
    if (covariance.length == 0) {
      path = new double[n];
      sigmaPath = new double[n];
      covariance = new double[n][n];
      for (int i = 0; i < n; i++) {
        covariance[i][i] = 1;
      }
    }
    axes = SymmetricEigen.of(covariance);
    requirePositive();
    double[][] points = new double[population(n)][n];
    for (int k = 0; k < points.length; k++) {
      points[k] = center.clone();
      for (int j = 0; j < n; j++) {
        double move =
            sigma * Math.sqrt(axes.values()[j]) * random.gaussian(Purpose.PERTURBATION, k, j);
        for (int i = 0; i < n; i++) {
          points[k][i] += axes.vectors()[i][j] * move;
        }
      }
    }
    return points;
  }

  private void requirePositive() {
    if (!(condition() > 0 && condition() < LARGEST_CONDITION)) {
      throw new SimulationFailure(
          0,
          "training",
          "the covariance of cma-es degenerated: the ratio of its eigenvalues became "
              + condition(),
          null);
    }
  }

  private double condition() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : axes.values()) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most / least;
  }

  @Override
  public Estimate estimate(double[] center, double reward, double[][] points, double[] rewards) {
    int n = center.length;
    Rates rates = Rates.of(points.length, n);
    int[] best =
        IntStream.range(0, points.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -rewards[k]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] moves = new double[rates.weights.length][n];
    double[] mean = new double[n];
    for (int k = 0; k < moves.length; k++) {
      for (int i = 0; i < n; i++) {
        moves[k][i] = (points[best[k]][i] - center[i]) / sigma;
        mean[i] += rates.weights[k] * moves[k][i];
      }
    }
    double[] step = new double[n];
    for (int i = 0; i < n; i++) {
      step[i] = sigma * mean[i];
    }
    adapt(rates, moves, mean);
    boolean flat = rewards[best[0]] == rewards[best[best.length - 1]];
    return new Estimate(
        step,
        Double.NaN,
        new double[] {sigma, condition()},
        flat
            ? List.of("all points earn the same, so that cma-es learns nothing from them")
            : List.of());
  }

  /** Paths, covariance and step size after a generation whose best points lie at the moves. */
  private void adapt(Rates rates, double[][] moves, double[] mean) {
    int n = mean.length;
    double whiten = Math.sqrt(rates.sigmaPath() * (2 - rates.sigmaPath()) * rates.effective());
    for (int i = 0; i < n; i++) {
      sigmaPath[i] *= 1 - rates.sigmaPath();
    }
    for (int j = 0; j < n; j++) {
      double along = 0;
      for (int i = 0; i < n; i++) {
        along += axes.vectors()[i][j] * mean[i];
      }
      along *= whiten / Math.sqrt(axes.values()[j]);
      for (int i = 0; i < n; i++) {
        sigmaPath[i] += axes.vectors()[i][j] * along;
      }
    }
    generation++;
    double length = norm(sigmaPath);
    double settled = Math.sqrt(1 - StrictMath.pow(1 - rates.sigmaPath(), 2 * generation));
    boolean steady = length / settled < (1.4 + 2.0 / (n + 1)) * rates.length();
    double grow = steady ? Math.sqrt(rates.path() * (2 - rates.path()) * rates.effective()) : 0;
    for (int i = 0; i < n; i++) {
      path[i] = (1 - rates.path()) * path[i] + grow * mean[i];
    }
    double missing = steady ? 0 : rates.rankOne() * rates.path() * (2 - rates.path());
    double keep = 1 + missing - rates.rankOne() - rates.rankMany();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double many = 0;
        for (int k = 0; k < moves.length; k++) {
          many += rates.weights[k] * moves[k][i] * moves[k][j];
        }
        covariance[i][j] =
            keep * covariance[i][j] + rates.rankOne() * path[i] * path[j] + rates.rankMany() * many;
        covariance[j][i] = covariance[i][j];
      }
    }
    sigma *= Elementary.exp(rates.sigmaPath() / rates.damping() * (length / rates.length() - 1));
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  /** Generation, step size, both paths, and the covariance row after row. */
  @Override
  public double[] memory() {
    int n = path.length;
    double[] memory = new double[2 + 2 * n + n * n];
    memory[0] = generation;
    memory[1] = sigma;
    System.arraycopy(path, 0, memory, 2, n);
    System.arraycopy(sigmaPath, 0, memory, 2 + n, n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(covariance[i], 0, memory, 2 + (2 + i) * n, n);
    }
    return memory;
  }

  @Override
  public void restore(double[] memory) {
    int n = (int) Math.round(Math.sqrt(memory.length - 1)) - 1;
    generation = memory[0];
    sigma = memory[1];
    path = new double[n];
    sigmaPath = new double[n];
    covariance = new double[n][n];
    System.arraycopy(memory, 2, path, 0, n);
    System.arraycopy(memory, 2 + n, sigmaPath, 0, n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(memory, 2 + (2 + i) * n, covariance[i], 0, n);
    }
  }
}
