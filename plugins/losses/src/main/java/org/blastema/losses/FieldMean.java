package org.blastema.losses;

import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Mean of a field over the cells.
 *
 * @param column the field
 * @param by what weighs the cells; all alike if empty
 */
record FieldMean(FieldColumn column, Optional<FieldColumn> by) implements Measure {
  /** The entries of a scenario. */
  @Describe("Mean of a field over the cells.")
  record Configuration(
      @Describe("The field.") String field,
      @Describe("Which component of the field, from 0.") @Default("0") @Range(min = 0)
          int component,
      @Describe("A field whose first component weighs the cells; all alike without it.")
          Optional<String> weightedBy) {}

  static FieldMean create(Configuration c, BuildContext context) {
    return new FieldMean(
        FieldColumn.of("field", c.field(), c.component(), context), by(c.weightedBy(), context));
  }

  static Optional<FieldColumn> by(Optional<String> field, BuildContext context) {
    return field.map(f -> FieldColumn.of("weighted-by", f, 0, context));
  }

  @Override
  public String unit() {
    return column.field().unit();
  }

  @Override
  public Var of(CellState state) {
    return FieldColumn.weights(by, state).times(column.of(state)).sum();
  }
}
