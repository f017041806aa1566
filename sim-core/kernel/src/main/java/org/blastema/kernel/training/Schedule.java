package org.blastema.kernel.training;

/** A factor that changes with the epoch, for learning rates and weights. */
public interface Schedule {
  /** The factor in an epoch (from 0) of a training of so many epochs. */
  double factor(int epoch, int epochs);
}
