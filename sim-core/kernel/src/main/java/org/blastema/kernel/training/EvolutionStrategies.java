package org.blastema.kernel.training;

import java.util.List;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Evolution strategies: the gradient of the reward smoothed by a Gaussian, {@code E[F(x + sigma
 * e)]}, from rewards at mirrored points: {@code 1 / (2 n sigma) sum_k (F(x + sigma e_k) - F(x -
 * sigma e_k)) e_k}. Unbiased for the smoothed reward; for a quadratic reward that is the gradient
 * of the reward itself.
 *
 * <p>Source: Y. Nesterov and V. Spokoiny, Foundations of Computational Mathematics 17 (2017) 527;
 * T. Salimans et al., arXiv 1703.03864 (mirrored points, ranks).
 */
final class EvolutionStrategies implements PerturbationEstimator {
  /** What takes the place of rewards. */
  enum Shaping {
    /** Rewards themselves. */
    NONE,
    /**
     * Ranks of the rewards, from -1/2 to 1/2: blind to outliers, and to the scale of the reward.
     */
    RANKS
  }

  /**
   * Configuration.
   *
   * @param pairs number of mirrored pairs
   * @param sigma standard deviation of the perturbations
   * @param shaping what takes the place of rewards
   */
  @Describe(
      "Gradient of the reward, smoothed by a Gaussian, from rewards at randomly perturbed"
          + " parameters; needs no derivative.")
  record Configuration(
      @Describe(
              "Mirrored pairs of perturbed parameter vectors in an epoch; each takes all rollouts"
                  + " of the epoch twice.")
          @Default("8")
          @Range(min = 1, max = 100000)
          int pairs,
      @Describe(
              "Standard deviation of the perturbations of every number; of logarithms and logits"
                  + " where parameters have bounds.")
          @Default("0.1")
          @Range(min = 0, exclusiveMin = true)
          double sigma,
      @Describe("Whether ranks take the place of rewards.") @Default("none") Shaping shaping) {}

  private final Configuration c;

  EvolutionStrategies(Configuration configuration) {
    this.c = configuration;
  }

  @Override
  public double[][] points(double[] center, KeyedRandom random) {
    return Perturbations.mirrored(center, c.sigma, c.pairs, random);
  }

  @Override
  public Estimate estimate(double[] center, double reward, double[][] points, double[] rewards) {
    double[] values = c.shaping == Shaping.RANKS ? Perturbations.centeredRanks(rewards) : rewards;
    int size = center.length;
    double[] sum = new double[size];
    double[] squares = new double[size];
    for (int k = 0; k < c.pairs; k++) {
      double slope = (values[2 * k] - values[2 * k + 1]) / (2 * c.sigma);
      for (int i = 0; i < size; i++) {
        double term = slope * (points[2 * k][i] - points[2 * k + 1][i]) / (2 * c.sigma);
        sum[i] += term;
        squares[i] += term * term;
      }
    }
    double variance = 0;
    for (int i = 0; i < size; i++) {
      sum[i] /= c.pairs;
      variance += (squares[i] / c.pairs - sum[i] * sum[i]) / (c.pairs - 1);
    }
    return new Estimate(
        sum, c.pairs < 2 ? Double.NaN : Math.sqrt(Math.max(0, variance)), new double[0], List.of());
  }
}
