package org.blastema.kernel.training;

/** A configured baseline, ready to be made for any number of training runs. */
public interface BaselineFactory {
  /** Makes the baseline for a run. */
  Baseline create();
}
