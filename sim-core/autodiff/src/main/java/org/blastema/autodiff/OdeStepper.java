package org.blastema.autodiff;

/** The steps of one solve, in buffers that are reused from step to step. */
interface OdeStepper {
  /** Comes to a state from which a step will be tried. */
  void arrive(double time, double[] y);

  /** Like {@link #arrive}, where the step tried last was accepted and led here. */
  void accept(double time, double[] y);

  /** The rate of change at the state arrived at. */
  double[] slope();

  /** Tries a step from the state arrived at; may be called again with another size. */
  void trial(double time, double[] y, double h, double[] next);

  /**
   * The difference between the result of the last trial and an embedded result, divided by the step
   * size.
   */
  void error(double[] out);
}
