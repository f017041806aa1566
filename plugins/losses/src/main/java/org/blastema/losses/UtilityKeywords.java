package org.blastema.losses;

import java.util.List;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.training.EstimatorFactory;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.KeywordGroup;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;

/** The scenario words for what a measure is worth, when, and at which risk. */
final class UtilityKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    MeasureKeywords measures = new MeasureKeywords(language);
    measures.measure("pinball", Utility.Pinball.class, Utility.Pinball::create);
    measures.measure("linex", Utility.Linex.class, Utility.Linex::create);
    measures.measure("weighted-error", Utility.WeightedError.class, Utility.WeightedError::create);
    measures.measure("soft-constraint", SoftConstraint.Configuration.class, SoftConstraint::create);
    language.contribute(
        Reward.class, "running", RunningReward.Configuration.class, RunningReward::create);
    language.contribute(
        EstimatorFactory.class,
        "tail-risk",
        TailRisk.Configuration.class,
        (c, context) -> () -> new TailRisk(c.share()));
    language.contribute(
        Metric.class,
        "cumulative-reward",
        CumulativeReward.class,
        (c, context) -> new Accumulated(c.reward.build(context), c.fromStep));
  }

  /**
   * Configuration.
   *
   * @param reward the reward to add up
   * @param fromStep first macro-step that counts, from 0
   */
  @Describe("Sum of a reward over all steps so far.")
  record CumulativeReward(
      @Describe("The reward.") Part<Reward> reward,
      @Describe("First step that counts, from 0.") @Default("0") @Range(min = 0) int fromStep) {}

  private record Accumulated(Reward reward, int fromStep) implements Metric {
    @Override
    public String unit() {
      return "";
    }

    @Override
    public double of(List<CellState> history) {
      double sum = 0;
      for (int t = fromStep; t + 1 < history.size(); t++) {
        sum += reward.transition(history.get(t), history.get(t + 1)).item();
      }
      return sum;
    }
  }
}
