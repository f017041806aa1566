package org.blastema.autodiff;

/** A reverse sweep over the steps of a solve. */
final class OdeSweep implements Checkpoints.Chain<double[]> {
  private final OdeHistory history;
  private final OdeStepper stepper;
  private final OdeStepAdjoint adjoint;
  private final double[] output;
  private final double[] bar;
  private double[] after;
  private int sample;

  /**
   * Prepares a sweep.
   *
   * @param samples number of samples
   * @param end state after the last step
   * @param output adjoint of all samples side by side
   */
  OdeSweep(
      OdeMethod method,
      OdeProblem problem,
      OdeStepAdjoint adjoint,
      OdeHistory history,
      int samples,
      double[] end,
      double[] output) {
    this.history = history;
    this.stepper = method.stepper(problem, false);
    this.adjoint = adjoint;
    this.output = output;
    this.bar = new double[problem.size()];
    this.after = end;
    this.sample = samples;
  }

  /** The adjoint of the start. */
  double[] run() {
    history.states().reverse(this);
    addSamples(0);
    return bar;
  }

  @Override
  public double[] advance(double[] state, int step) {
    double time = history.time(step);
    double[] next = new double[state.length];
    stepper.arrive(time, state);
    stepper.trial(time, state, history.size(step), next);
    return next;
  }

  @Override
  public void reverse(double[] state, int step) {
    addSamples(step + 1);
    adjoint.pull(history.time(step), history.size(step), state, after, bar);
    after = state;
  }

  /** Adds the adjoints of the samples taken after so many steps. */
  private void addSamples(int steps) {
    while (sample > 0 && history.stepsBefore(sample - 1) == steps) {
      sample--;
      int from = sample * bar.length;
      for (int k = 0; k < bar.length; k++) {
        bar[k] += output[from + k];
      }
    }
  }
}
