package org.blastema.kernel.mechanics;

import org.blastema.autodiff.Expr;

/** The energy of a pair of cells as it is written on paper; see {@link Potential#of}. */
@FunctionalInterface
public interface PairEnergy {
  /**
   * The energy.
   *
   * @param r distance between the centers
   * @param sigma distance at contact, the sum of the radii
   * @param parameters values of the potential's parameters, in their order
   */
  Expr at(Expr r, Expr sigma, Expr[] parameters);
}
