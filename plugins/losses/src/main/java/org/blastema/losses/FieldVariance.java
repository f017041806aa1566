package org.blastema.losses;

import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Variance of a field over the cells: 0 where it is the same in all of them. Defined where the mean
 * vanishes too, unlike the {@link VariationCoefficient}.
 *
 * @param column the field
 * @param by what weighs the cells; all alike if empty
 */
record FieldVariance(FieldColumn column, Optional<FieldColumn> by) implements Measure {
  /** The entries of a scenario. */
  @Describe("Variance of a field over the cells: 0 where it is the same in all of them.")
  record Configuration(
      @Describe("The field.") String field,
      @Describe("Which component of the field, from 0.") @Default("0") @Range(min = 0)
          int component,
      @Describe("A field whose first component weighs the cells; all alike without it.")
          Optional<String> weightedBy) {}

  static FieldVariance create(Configuration c, BuildContext context) {
    return new FieldVariance(
        FieldColumn.of("field", c.field(), c.component(), context),
        FieldMean.by(c.weightedBy(), context));
  }

  @Override
  public String unit() {
    String unit = column.field().unit();
    return unit.isEmpty() ? "" : unit + "*" + unit;
  }

  @Override
  public Var of(CellState state) {
    Var q = column.of(state);
    Var weights = FieldColumn.weights(by, state);
    return weights.times(q.minus(weights.times(q).sum()).square()).sum();
  }
}
