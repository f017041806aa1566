package org.blastema.kernel.mechanics;

import java.util.List;
import org.blastema.autodiff.Formula;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/**
 * The energy of a pair of cells as a function of their distance. Forces and their derivatives
 * follow from it by differentiation, so a new potential is one formula.
 */
public interface Potential {
  /**
   * A potential from its energy alone; 0 beyond the cutoff. Where the energy is not 0 with its
   * derivative at the cutoff, forces jump there.
   *
   * @param name what messages call it
   * @param cutoff the largest distance at which cells feel each other, in distances at contact
   * @param energy the energy below the cutoff
   * @param parameters the parameters that the energy takes
   * @throws IllegalArgumentException if the cutoff is not a positive number
   */
  static Potential of(String name, double cutoff, PairEnergy energy, Parameter... parameters) {
    return CutPotential.of(name, cutoff, energy, List.of(parameters));
  }

  /**
   * The energy of a pair: inputs {@code r} (distance) and {@code sigma} (distance at contact, the
   * sum of the radii), then for every one of {@link #fields} two inputs, {@code NAME.i} and {@code
   * NAME.j}, then one for every one of {@link #parameters}, in their order; one output column
   * (energy).
   *
   * <p>Must be 0, with all derivatives, wherever {@code r >= range(sigma)}, and the same when the
   * two cells change places.
   */
  Formula energy();

  /** Fields of the two cells, besides position and radius, that the formula takes. */
  default List<FieldSpec> fields() {
    return List.of();
  }

  /** Parameters whose values the formula takes. */
  List<Parameter> parameters();

  /**
   * The distance from which on cells do not feel each other.
   *
   * @param contact distance at contact; a larger one never has a smaller range
   */
  double range(double contact);
}
