package org.blastema.kernel.training;

import java.util.List;
import org.blastema.kernel.model.Trajectory;

/**
 * What is subtracted from a return before it weights the score: lowers the variance of the gradient
 * and leaves its expectation alone, as long as it does not depend on the choice it is subtracted
 * for or on later ones of the same rollout. An instance belongs to one training run.
 */
public interface Baseline {
  /**
   * Baselines for a batch.
   *
   * @param returns return of every rollout (outer) from every macro-step on (inner)
   * @param batch the rollouts; where a rollout has more macro-steps than returns, its first ones do
   *     not count
   * @return numbers of the same shape as the returns
   */
  double[][] of(double[][] returns, List<Trajectory> batch);

  /** What the baseline remembers from epoch to epoch, for a checkpoint. */
  double[] memory();

  /** Takes back what {@link #memory} gave. */
  void restore(double[] memory);
}
