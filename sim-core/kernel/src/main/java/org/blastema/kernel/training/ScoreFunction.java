package org.blastema.kernel.training;

import java.util.Arrays;
import java.util.List;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.Trajectory;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;

/**
 * The score-function estimator (REINFORCE, Williams 1992): the gradient of the log-probability of
 * every choice, weighted by the return from that choice on, less a baseline. With {@code pathwise}
 * the gradients of the rewards at fixed choices are added, which makes the estimate unbiased for
 * parameters that act on the tissue directly as well.
 */
final class ScoreFunction implements GradientEstimator {
  /** How returns are standardized. */
  enum Normalization {
    /** Not at all. */
    NONE,
    /** Over all rollouts and steps of the batch. */
    BATCH,
    /** Over the steps of each rollout. */
    EPISODE
  }

  /** How much of the past is live. */
  enum HistoryChoice {
    /** All of it. */
    FULL,
    /** Every entering state is constant. */
    TRUNCATED
  }

  /**
   * Configuration.
   *
   * @param discount weight of a reward one step later
   * @param baseline what is subtracted from returns
   * @param normalization how returns are standardized
   * @param history how much of the past is live
   * @param scoreFirstStep whether the first macro-step counts
   * @param pathwise whether the rewards are differentiated as well
   */
  @Describe(
      "Gradients of log-probabilities weighted by returns (REINFORCE): unbiased for whatever chance decides.")
  record Configuration(
      @Describe(
              "Weight of a reward one step later. Below 1 the gradient is that of another goal than the summed reward.")
          @Default("1")
          @Range(min = 0, max = 1)
          double discount,
      @Describe("What is subtracted from the returns.") @Default("leave-one-out")
          Part<BaselineFactory> baseline,
      @Describe("Whether returns, less their baseline, are standardized.") @Default("none")
          Normalization normalization,
      @Describe("How much of a trajectory's past is live; truncated is biased.") @Default("full")
          HistoryChoice history,
      @Describe("Whether the first macro-step counts; the published elongation run leaves it out.")
          @Default("true")
          boolean scoreFirstStep,
      @Describe("Whether the rewards are differentiated as well, at fixed choices.")
          @Default("true")
          boolean pathwise) {}

  private final Configuration c;
  private final Baseline baseline;

  ScoreFunction(Configuration configuration, Baseline baseline) {
    this.c = configuration;
    this.baseline = baseline;
  }

  @Override
  public History history() {
    return c.history == HistoryChoice.FULL ? History.FULL : History.TRUNCATED;
  }

  @Override
  public boolean pathwise() {
    return c.pathwise;
  }

  @Override
  public int firstStep() {
    return c.scoreFirstStep ? 0 : 1;
  }

  @Override
  public Weights weights(double[][] rewards, List<Trajectory> batch) {
    double[][] returns =
        Arrays.stream(rewards).map(r -> Returns.toGo(r, c.discount)).toArray(double[][]::new);
    double[][] baselines = baseline.of(returns, batch);
    double[][] score = new double[returns.length][];
    for (int i = 0; i < returns.length; i++) {
      score[i] = new double[returns[i].length];
      for (int t = 0; t < score[i].length; t++) {
        score[i][t] = returns[i][t] - baselines[i][t];
      }
    }
    score =
        switch (c.normalization) {
          case NONE -> score;
          case BATCH -> Returns.standardized(score);
          case EPISODE ->
              Arrays.stream(score)
                  .map(row -> Returns.standardized(new double[][] {row})[0])
                  .toArray(double[][]::new);
        };
    double[][] reward = new double[rewards.length][];
    for (int i = 0; i < rewards.length; i++) {
      reward[i] = new double[rewards[i].length];
      Arrays.fill(reward[i], c.pathwise ? 1 : 0);
    }
    return new Weights(score, reward);
  }

  @Override
  public double[] memory() {
    return baseline.memory();
  }

  @Override
  public void restore(double[] memory) {
    baseline.restore(memory);
  }
}
