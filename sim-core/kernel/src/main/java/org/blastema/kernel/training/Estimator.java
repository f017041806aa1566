package org.blastema.kernel.training;

import java.util.List;

/** How the gradient of an expected reward is estimated. An instance belongs to one training run. */
public sealed interface Estimator permits GradientEstimator, PerturbationEstimator {
  /**
   * The first macro-step that counts, for reward and score: 0, or 1 where the published trainer
   * leaves one out.
   */
  default int firstStep() {
    return 0;
  }

  /** Names of the numbers that it tells about itself in every epoch. */
  default List<String> measures() {
    return List.of();
  }

  /** What the estimator remembers from epoch to epoch, for a checkpoint. */
  default double[] memory() {
    return new double[0];
  }

  /** Takes back what {@link #memory} gave. */
  default void restore(double[] memory) {}
}
