package org.blastema.autodiff;

/** Carries adjoints back over the steps of one solve. */
interface OdeStepAdjoint {
  /**
   * Turns the adjoint of the state after a step into that of the state before it, and adds to the
   * adjoints of the constants.
   *
   * @param time when the step began
   * @param h its size
   * @param before state before it
   * @param after state after it
   * @param bar the adjoint, changed in place
   */
  void pull(double time, double h, double[] before, double[] after, double[] bar);
}
