package org.blastema.kernel.training;

/** A configured optimizer, ready to be made for any number of training runs. */
public interface OptimizerFactory {
  /** Makes the optimizer for a run of so many epochs with {@code count} trained numbers. */
  Optimizer create(int epochs, int count);
}
