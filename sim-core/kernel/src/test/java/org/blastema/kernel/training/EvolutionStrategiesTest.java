package org.blastema.kernel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.blastema.kernel.random.PhiloxRandom;
import org.junit.jupiter.api.Test;

/**
 * Estimates are averages of independent terms, so they lie within 5 standard errors of their
 * expectation; random numbers are fixed.
 */
class EvolutionStrategiesTest {
  private static final double[] CENTER = {0.3, -0.7, 1.1};
  private static final double Z = 5;

  private static PerturbationEstimator.Estimate estimate(
      PerturbationEstimator estimator, long seed, ToDoubleFunction<double[]> reward) {
    double[][] points = estimator.points(CENTER, PhiloxRandom.of(seed, 0, -2));
    return estimator.estimate(
        CENTER,
        reward.applyAsDouble(CENTER),
        points,
        Arrays.stream(points).mapToDouble(reward).toArray());
  }

  private static EvolutionStrategies strategies(
      int pairs, double sigma, EvolutionStrategies.Shaping shaping) {
    return new EvolutionStrategies(new EvolutionStrategies.Configuration(pairs, sigma, shaping));
  }

  private static double quadratic(double[] x) {
    return 2 * x[0] - x[1] + 0.5 * x[0] * x[0] - 3 * x[1] * x[2] + x[2] * x[2];
  }

  private static double[] gradientOfQuadratic() {
    return new double[] {2 + CENTER[0], -1 - 3 * CENTER[2], -3 * CENTER[1] + 2 * CENTER[2]};
  }

  @Test
  void the_expected_estimate_for_a_quadratic_reward_is_its_gradient() {
    int pairs = 4000;
    // terms (g e) e with standard normal e have mean g and variance |g|^2 + g_i^2
    double[] g = gradientOfQuadratic();
    double squared = Arrays.stream(g).map(v -> v * v).sum();
    for (double sigma : new double[] {0.01, 1}) {
      PerturbationEstimator.Estimate e =
          estimate(
              strategies(pairs, sigma, EvolutionStrategies.Shaping.NONE),
              17,
              EvolutionStrategiesTest::quadratic);
      for (int i = 0; i < 3; i++) {
        assertThat(e.gradient()[i])
            .isCloseTo(g[i], within(Z * Math.sqrt((squared + g[i] * g[i]) / pairs)));
      }
      // the terms' sample variance is itself off by a few over sqrt(pairs)
      assertThat(e.deviation())
          .isCloseTo(Math.sqrt(4 * squared / pairs), within(0.15 * e.deviation()));
    }
  }

  @Test
  void the_error_falls_with_the_square_root_of_the_number_of_pairs() {
    double[] g = gradientOfQuadratic();
    double squared = Arrays.stream(g).map(v -> v * v).sum();
    for (int pairs : new int[] {10, 1000}) {
      double sum = 0;
      int repetitions = 200;
      for (int seed = 0; seed < repetitions; seed++) {
        double[] e =
            estimate(
                    strategies(pairs, 0.1, EvolutionStrategies.Shaping.NONE),
                    seed,
                    EvolutionStrategiesTest::quadratic)
                .gradient();
        for (int i = 0; i < 3; i++) {
          sum += (e[i] - g[i]) * (e[i] - g[i]) / repetitions;
        }
      }
      // squared errors vary by about their mean; 5 / sqrt(200) of it
      assertThat(sum * pairs / (4 * squared)).isBetween(0.65, 1.4);
    }
  }

  @Test
  void the_expected_estimate_for_a_cubic_reward_is_that_of_the_smoothed_reward() {
    double sigma = 0.8;
    int pairs = 20000;
    double[] e =
        estimate(
                strategies(pairs, sigma, EvolutionStrategies.Shaping.NONE),
                3,
                x -> x[0] * x[0] * x[0])
            .gradient();
    // E (x + sigma e)^3 = x^3 + 3 x sigma^2; its derivative is 3 x^2 + 3 sigma^2. A term is
    // 3 x^2 e^2 + sigma^2 e^4, of variance 9 x^4 2 + 6 x^2 sigma^2 12 + sigma^4 96
    double x2 = CENTER[0] * CENTER[0];
    double s2 = sigma * sigma;
    double expected = 3 * x2 + 3 * s2;
    double error = Math.sqrt((18 * x2 * x2 + 72 * x2 * s2 + 96 * s2 * s2) / pairs);
    assertThat(e[0]).isCloseTo(expected, within(Z * error));
    assertThat(Math.abs(e[0] - 3 * x2)).isGreaterThan(10 * error);
  }

  @Test
  void ranks_are_blind_to_scale_and_outliers() {
    EvolutionStrategies ranked = strategies(50, 0.1, EvolutionStrategies.Shaping.RANKS);
    double[] plain = estimate(ranked, 5, EvolutionStrategiesTest::quadratic).gradient();
    double[] stretched = estimate(ranked, 5, x -> Math.exp(5 * quadratic(x))).gradient();
    assertThat(stretched).isEqualTo(plain);
    double dot = 0;
    double[] g = gradientOfQuadratic();
    for (int i = 0; i < 3; i++) {
      dot += g[i] * plain[i];
    }
    assertThat(dot).isPositive();
  }

  @Test
  void equal_rewards_share_their_rank_and_move_nothing() {
    assertThat(Perturbations.centeredRanks(new double[] {3, 1, 3, 7}))
        .containsExactly(0, -0.5, 0, 0.5);
    assertThat(
            estimate(strategies(6, 0.1, EvolutionStrategies.Shaping.RANKS), 1, x -> 4).gradient())
        .containsExactly(0, 0, 0);
  }
}
