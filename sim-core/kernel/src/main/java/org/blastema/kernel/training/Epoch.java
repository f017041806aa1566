package org.blastema.kernel.training;

import java.util.List;
import org.blastema.kernel.model.Trajectory;

/**
 * What one epoch of training did.
 *
 * @param number the epoch, from 0
 * @param rewards summed reward of every rollout, with the weights of the last epoch
 * @param loss minus the mean reward, with the weights of this epoch, plus penalties
 * @param gradientNorm Euclidean norm of the loss's gradient by the free numbers
 * @param gradientDeviation norm of the standard error of that gradient over the rollouts; NaN for a
 *     single one
 * @param measures what the estimator tells about itself, as {@link Trainer#measures} names it
 * @param trajectories the rollouts, before the parameters changed
 * @param before free numbers with which the rollouts ran
 */
public record Epoch(
    int number,
    double[] rewards,
    double loss,
    double gradientNorm,
    double gradientDeviation,
    double[] measures,
    List<Trajectory> trajectories,
    double[] before) {

  /** Mean summed reward. */
  public double reward() {
    double sum = 0;
    for (double r : rewards) {
      sum += r;
    }
    return sum / rewards.length;
  }
}
