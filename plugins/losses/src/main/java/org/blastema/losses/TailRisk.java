package org.blastema.losses;

import java.util.Arrays;
import java.util.List;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.training.GradientEstimator;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * The gradient of the conditional value at risk: of the mean reward of the worst share of the
 * rollouts. A rollout in the tail counts with its reward's own gradient, and with the gradient of
 * the log-probability of all its choices times what its reward lacks of the tail's limit. Biased as
 * one over the batch, since the limit is that of the batch.
 *
 * <p>Source: A. Tamar, Y. Glassner and S. Mannor, AAAI 2015, equation 6.
 */
final class TailRisk implements GradientEstimator {
  private final double share;

  /**
   * The entries of a scenario.
   *
   * @param share of the rollouts
   */
  @Describe(
      "Maximizes the mean reward of the worst share of the rollouts (conditional value at risk).")
  record Configuration(
      @Describe("Share of the rollouts.")
          @Default("0.25")
          @Range(min = 0, exclusiveMin = true, max = 1)
          double share) {}

  TailRisk(double share) {
    this.share = share;
  }

  @Override
  public History history() {
    return History.FULL;
  }

  @Override
  public boolean pathwise() {
    return true;
  }

  @Override
  public int firstStep() {
    return 0;
  }

  @Override
  public Weights weights(double[][] rewards, List<Trajectory> batch) {
    double[] totals = Arrays.stream(rewards).mapToDouble(r -> Arrays.stream(r).sum()).toArray();
    double[] tail = FieldTail.tailWeights(totals, 1, share);
    double limit = Double.NEGATIVE_INFINITY;
    for (int b = 0; b < totals.length; b++) {
      limit = tail[b] > 0 ? Math.max(limit, totals[b]) : limit;
    }
    double[][] score = new double[totals.length][];
    double[][] reward = new double[totals.length][];
    for (int b = 0; b < totals.length; b++) {
      // gradients are averaged over the batch afterwards
      double weight = totals.length * tail[b];
      score[b] = new double[rewards[b].length];
      reward[b] = new double[rewards[b].length];
      Arrays.fill(score[b], weight * (totals[b] - limit));
      Arrays.fill(reward[b], weight);
    }
    return new Weights(score, reward);
  }

  @Override
  public double[] memory() {
    return new double[0];
  }

  @Override
  public void restore(double[] memory) {}
}
