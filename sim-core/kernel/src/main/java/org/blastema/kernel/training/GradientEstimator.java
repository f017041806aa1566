package org.blastema.kernel.training;

import java.util.List;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.Trajectory;

/**
 * How the gradient of an expected reward is estimated from a batch of rollouts: by weights for the
 * gradients of the log-probabilities of what chance chose, and for the gradients of the rewards
 * themselves.
 */
public non-sealed interface GradientEstimator extends Estimator {
  /** How much of a trajectory's past is live. */
  History history();

  /** Whether the rewards themselves are differentiated. */
  boolean pathwise();

  /**
   * Weights for a batch.
   *
   * @param rewards reward of every rollout (outer) in every macro-step (inner) from {@link
   *     #firstStep} on
   * @param batch the rollouts
   */
  Weights weights(double[][] rewards, List<Trajectory> batch);

  /**
   * Weights of a batch, both {@code [rollout][macro-step]}.
   *
   * @param score of the gradients of the log-probabilities
   * @param reward of the gradients of the rewards
   */
  record Weights(double[][] score, double[][] reward) {}
}
