package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;

/**
 * Standard deviation of the cells' centers along an axis over the mean of those along the other
 * axes: 1 for a ball, larger for a tissue that is long along that axis.
 *
 * @param axis the axis
 */
@Describe(
    "Standard deviation of positions along an axis over the mean of those along the other axes.")
record AxialRatio(@Describe("The axis.") @Default("y") Axis axis) implements Measure {
  @Override
  public Var of(CellState state) {
    Var along = deviation(state, axis.column());
    Var others = Var.constant(0);
    int dimensions = state.position().columns();
    for (int c = 0; c < dimensions; c++) {
      if (c != axis.column()) {
        others = others.plus(deviation(state, c));
      }
    }
    return along.divide(others.divide(dimensions - 1));
  }

  private static Var deviation(CellState state, int column) {
    Var y = state.position().column(column);
    return y.minus(y.mean()).square().mean().sqrt();
  }
}
