package org.blastema.kernel.model;

import org.blastema.autodiff.NumericalFailure;

/**
 * A numerical failure: names the macro-step, the step of the model, and where known the field and
 * the cell.
 */
public final class SimulationFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int macroStep;
  private final String stepName;

  /**
   * A failure.
   *
   * @param macroStep number of the macro-step, from 1
   * @param stepName name of the model's step
   * @param message what went wrong, without the place
   */
  public SimulationFailure(int macroStep, String stepName, String message, Throwable cause) {
    super("step " + macroStep + ", " + stepName + ": " + message, cause);
    this.macroStep = macroStep;
    this.stepName = stepName;
  }

  /** Whether numbers went wrong, and the message says which; else a step threw an exception. */
  public boolean isNumerical() {
    return getCause() == null || getCause() instanceof NumericalFailure;
  }

  /** Number of the macro-step, from 1. */
  public int macroStep() {
    return macroStep;
  }

  /** Name of the model's step. */
  public String stepName() {
    return stepName;
  }
}
