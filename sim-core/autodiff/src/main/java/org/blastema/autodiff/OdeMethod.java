package org.blastema.autodiff;

/** A one-step method for differential equations. */
interface OdeMethod {
  /** For messages. */
  String name();

  /** Order of consistency. */
  int order();

  /** Whether a step comes with an estimate of its error. */
  boolean estimatesError();

  /**
   * Takes the steps of one solve.
   *
   * @param withError whether errors will be asked for
   */
  OdeStepper stepper(OdeProblem problem, boolean withError);

  /**
   * The exact adjoint of the steps of one solve.
   *
   * @param constants which of the problem's constants are wanted, and where they are summed
   */
  OdeStepAdjoint adjoint(OdeProblem problem, OdeConstants constants);
}
