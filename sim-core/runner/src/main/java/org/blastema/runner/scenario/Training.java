package org.blastema.runner.scenario;

import java.util.List;
import java.util.Map;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.training.EstimatorFactory;
import org.blastema.kernel.training.OptimizerFactory;
import org.blastema.kernel.training.Schedule;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Inline;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * The section {@code train}.
 *
 * @param objective what is maximized: weighted rewards by name
 * @param estimator how the gradient is estimated
 * @param optimizer how parameters change
 * @param penalties prices on large parameters
 * @param epochs number of parameter changes
 * @param rollouts rollouts in an epoch
 * @param memory what is kept of a batch until its gradient is taken
 * @param result which parameters the tissues at the end are grown with
 * @param evaluation tissues grown with the trained parameters at the end
 * @param tissues tissues recorded while training goes on
 * @param variants tissues grown with the trained parameters under other settings
 */
@Describe("How parameters are trained.")
public record Training(
    @Describe("What is maximized: rewards by name, each with a weight.")
        Map<String, Goal> objective,
    @Describe("How the gradient of the objective is estimated.") @Default("score-function")
        Part<EstimatorFactory> estimator,
    @Describe("How parameters change.") @Default("adam") Part<OptimizerFactory> optimizer,
    @Describe("Prices on large parameters.") List<Price> penalties,
    @Describe("Number of parameter changes.") @Default("100") @Range(min = 1) int epochs,
    @Describe("Rollouts in an epoch.") @Default("8") @Range(min = 1) int rollouts,
    @Describe(
            "Fast keeps the record of steps until the gradient is taken, up to a third of the heap;"
                + " small keeps none and runs them again, with the same bits.")
        @Default("fast")
        Memory memory,
    @Describe(
            "Which parameters count as the trained ones at the end: those after the last epoch, or"
                + " those from before the best epoch, by the mean reward of the last twenty.")
        @Default("last")
        Result result,
    @Describe(
            "Tissues grown with the trained parameters at the end; metrics and checks are means"
                + " over them.")
        @Default("1")
        @Range(min = 1)
        int evaluation,
    @Describe(
            "Tissues that are recorded while training goes on, at even distances of epochs, all"
                + " grown with the same random numbers; the one before training comes on top. None"
                + " if 0.")
        @Default("10")
        @Range(min = 0)
        int tissues,
    @Describe(
            "Tissues grown with the trained parameters under other settings, by name: as many as of"
                + " the evaluation, measured by the same metrics, which checks call name.metric.")
        Map<String, Variant> variants) {

  /** Which parameters tissues are grown with at the end. */
  public enum Result {
    /** Those after the last epoch. */
    LAST,
    /** Those of {@code train/best.yaml}. */
    BEST
  }

  /** What is kept of a batch until its gradient is taken. */
  public enum Memory {
    /** The record of every macro-step, as far as it fits into a third of the heap. */
    FAST,
    /** The states between macro-steps; the steps are run again. */
    SMALL
  }

  /**
   * Other settings.
   *
   * @param set changes {@code path=value}
   */
  @Describe("Settings that differ from those of the training.")
  public record Variant(
      @Describe("Changes path=value, as for the option --set.") List<String> set) {}

  /**
   * A weighted reward.
   *
   * @param weight its factor; negative for a cost
   * @param schedule how the factor changes over the epochs
   * @param reward the reward
   */
  public record Goal(
      @Describe("Factor of the reward; negative for a cost.") @Default("1") @Unit("") double weight,
      @Describe(
              "How the factor changes over the epochs. Rewards are reported with the factors of the"
                  + " last one.")
          @Default("constant")
          Part<Schedule> schedule,
      @Inline Part<Reward> reward) {}

  /**
   * A price on large parameters.
   *
   * @param parameters paths of the parameters; empty for all trained ones
   * @param l1 factor of the absolute values
   * @param l2 factor of the squares
   * @param mean whether values are averaged over a parameter's entries instead of summed
   */
  @Describe("A price on large parameters, added to the loss.")
  public record Price(
      @Describe("Paths of the parameters; all trained ones if none is named.")
          List<String> parameters,
      @Describe("Factor of the absolute values.") @Default("0") @Range(min = 0) double l1,
      @Describe("Factor of the squares.") @Default("0") @Range(min = 0) double l2,
      @Describe("Whether values are averaged over a parameter's entries instead of summed.")
          @Default("false")
          boolean mean) {}
}
