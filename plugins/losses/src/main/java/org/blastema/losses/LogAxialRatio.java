package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;

/**
 * Logarithm of the {@link AxialRatio}: becoming twice as slender earns the same at every length,
 * and becoming flat costs what becoming slender earns.
 *
 * @param axis the axis
 */
@Describe("Logarithm of the ratio of spreads along an axis and across it.")
record LogAxialRatio(@Describe("The axis.") @Default("y") Axis axis) implements Measure {
  @Override
  public Var of(CellState state) {
    return new AxialRatio(axis).of(state).log();
  }
}
