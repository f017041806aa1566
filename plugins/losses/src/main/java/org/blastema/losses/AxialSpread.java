package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Sum of squared distances from the mean along one axis: what the published elongation task
 * maximizes.
 *
 * @param axis the axis
 * @param slots number of places that the sum runs over; places beyond the live cells count as cells
 *     at the origin. 0: live cells only
 */
@Describe("Sum over cells of the squared distance from the mean along one axis.")
record AxialSpread(
    @Describe("The axis.") @Default("y") Axis axis,
    @Describe(
            "Places the sum runs over: those without a live cell count as a cell at the origin, as in the published "
                + "elongation task. 0 for live cells only.")
        @Default("0")
        @Range(min = 0)
        int slots)
    implements Measure {
  @Override
  public String unit() {
    return "length^2";
  }

  @Override
  public Var of(CellState state) {
    Var y = state.position().column(axis.column());
    int empty = Math.max(0, slots - state.count());
    Var mean = y.sum().divide(state.count() + empty);
    return y.minus(mean).square().sum().plus(mean.square().times(empty));
  }
}
