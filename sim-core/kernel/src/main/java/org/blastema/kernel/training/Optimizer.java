package org.blastema.kernel.training;

import java.util.Map;

/** Turns gradients into parameter changes. An instance belongs to one training run. */
public interface Optimizer {
  /**
   * The change of the parameters for one epoch, to be added to them.
   *
   * @param epoch number of the epoch, from 0
   * @param parameters present values
   * @param gradient gradient of the loss
   */
  double[] change(int epoch, double[] parameters, double[] gradient);

  /** Everything the optimizer remembers, for a checkpoint. */
  Map<String, double[]> memory();

  /** Takes back what {@link #memory} gave. */
  void restore(Map<String, double[]> memory);
}
