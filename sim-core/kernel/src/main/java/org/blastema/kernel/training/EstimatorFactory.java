package org.blastema.kernel.training;

/** A configured estimator, ready to be made for any number of training runs. */
public interface EstimatorFactory {
  /** Makes the estimator for a run. */
  Estimator create();
}
