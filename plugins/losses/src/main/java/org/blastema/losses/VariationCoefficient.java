package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Standard deviation of a field over the cells divided by its mean.
 *
 * @param column the field
 * @param slots number of places; those beyond the live cells count as zeros. 0: live cells only
 */
record VariationCoefficient(FieldColumn column, int slots) implements Measure {
  /** The entries of a scenario. */
  @Describe("Standard deviation of a field over the cells divided by its mean.")
  record Configuration(
      @Describe("The field.") @Default("division") String field,
      @Describe("Which component of the field, from 0.") @Default("0") @Range(min = 0)
          int component,
      @Describe(
              "Places the statistics run over: those without a live cell count as zero. 0 for live cells only.")
          @Default("0")
          @Range(min = 0)
          int slots) {}

  static VariationCoefficient create(Configuration c, BuildContext context) {
    return new VariationCoefficient(
        FieldColumn.of("field", c.field(), c.component(), context), c.slots());
  }

  @Override
  public Var of(CellState state) {
    Var q = column.of(state);
    int empty = Math.max(0, slots - state.count());
    int places = state.count() + empty;
    Var mean = q.sum().divide(places);
    Var variance = q.minus(mean).square().sum().plus(mean.square().times(empty)).divide(places);
    return variance.sqrt().divide(mean);
  }
}
