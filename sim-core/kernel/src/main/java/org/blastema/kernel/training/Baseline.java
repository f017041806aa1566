package org.blastema.kernel.training;

/**
 * What is subtracted from a return before it weights the score: lowers the variance of the gradient
 * and leaves its expectation alone, as long as it does not depend on the choices of the same
 * rollout. An instance belongs to one training run.
 */
public interface Baseline {
  /**
   * Baselines for a batch.
   *
   * @param returns return of every rollout (outer) from every macro-step on (inner)
   * @return numbers of the same shape
   */
  double[][] of(double[][] returns);

  /** What the baseline remembers from epoch to epoch, for a checkpoint. */
  double[] memory();

  /** Takes back what {@link #memory} gave. */
  void restore(double[] memory);
}
