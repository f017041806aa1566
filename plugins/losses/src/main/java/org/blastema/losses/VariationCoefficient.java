package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Standard deviation of a field over the cells divided by its mean.
 *
 * @param field the field; its first component
 * @param slots number of places; those beyond the live cells count as zeros. 0: live cells only
 */
@Describe("Standard deviation of a field over the cells divided by its mean.")
record VariationCoefficient(
    @Describe("The field; its first component counts.") @Default("division") String field,
    @Describe(
            "Places the statistics run over: those without a live cell count as zero. 0 for live cells only.")
        @Default("0")
        @Range(min = 0)
        int slots)
    implements StateMeasure {
  @Override
  public Var of(CellState state) {
    Var q = state.get(field).column(0);
    int empty = Math.max(0, slots - state.count());
    int places = state.count() + empty;
    Var mean = q.sum().divide(places);
    Var variance = q.minus(mean).square().sum().plus(mean.square().times(empty)).divide(places);
    return variance.sqrt().divide(mean);
  }
}
