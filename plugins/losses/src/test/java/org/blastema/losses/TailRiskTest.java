package org.blastema.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.blastema.kernel.training.GradientEstimator;
import org.junit.jupiter.api.Test;

/**
 * A choice between three rewards whose probabilities are those of a softmax. A batch in which every
 * reward is as frequent as it is probable has the true tail, so the estimate must be exact.
 */
class TailRiskTest {
  private static final double[] REWARDS = {-2, 1, 4};

  private static double[] probabilities(double[] logits) {
    double sum = 0;
    double[] p = new double[logits.length];
    for (int k = 0; k < p.length; k++) {
      p[k] = StrictMath.exp(logits[k]);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** Mean of the worst share, for shares that end within the second reward. */
  private static double risk(double[] logits, double share) {
    double[] p = probabilities(logits);
    return (p[0] * REWARDS[0] + (share - p[0]) * REWARDS[1]) / share;
  }

  @Test
  void the_estimate_is_the_gradient_of_the_tail() {
    // probabilities 0.2, 0.5, 0.3
    double[] logits = {StrictMath.log(2), StrictMath.log(5), StrictMath.log(3)};
    double share = 0.45;
    int[] choices = {0, 0, 1, 1, 1, 1, 1, 2, 2, 2};
    double[][] rewards = new double[choices.length][];
    for (int b = 0; b < choices.length; b++) {
      // one step without, one with a reward
      rewards[b] = new double[] {0, REWARDS[choices[b]]};
    }
    GradientEstimator.Weights weights = new TailRisk(share).weights(rewards, List.of());
    double[] p = probabilities(logits);
    for (int k = 0; k < 3; k++) {
      double estimate = 0;
      for (int b = 0; b < choices.length; b++) {
        // the choice is made in the first step
        estimate += weights.score()[b][0] * ((choices[b] == k ? 1 : 0) - p[k]) / choices.length;
      }
      double h = 1e-5;
      double[] up = logits.clone();
      double[] down = logits.clone();
      up[k] += h;
      down[k] -= h;
      double difference = (risk(up, share) - risk(down, share)) / (2 * h);
      // third derivatives are of order 1, rounding 1e-16 / h
      assertThat(estimate).isCloseTo(difference, within(1e-9));
    }
  }

  @Test
  void rewards_count_in_the_tail_alone() {
    double[][] rewards = {{1, 1}, {5, 0}, {0, 0}, {9, 9}};
    GradientEstimator.Weights weights = new TailRisk(0.5).weights(rewards, List.of());
    assertThat(weights.reward()).isDeepEqualTo(new double[][] {{2, 2}, {0, 0}, {2, 2}, {0, 0}});
    assertThat(weights.score()).isDeepEqualTo(new double[][] {{0, 0}, {0, 0}, {-4, -4}, {0, 0}});
  }
}
