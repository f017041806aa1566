package org.blastema.cellbox.model;

/** How the equation is solved and the solution is differentiated. */
public sealed interface Scheme permits EqualSteps, WithFormula, AtRest {
  /**
   * Solves from nothing (held nodes: from their perturbation).
   *
   * @param inputs perturbations, conditions by nodes
   * @param times of the samples, ascending and positive
   * @param recorded whether derivatives will be wanted
   * @throws org.blastema.autodiff.NumericalFailure if there is no solution
   */
  Course solve(
      Network network, Setting setting, double[][] inputs, double[] times, boolean recorded);
}
