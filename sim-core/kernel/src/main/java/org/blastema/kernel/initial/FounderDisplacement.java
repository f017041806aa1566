package org.blastema.kernel.initial;

import java.util.List;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Moves every founder cell by a vector of its own in the first macro-step, and does nothing later:
 * where cells are seeded becomes something that can be trained.
 */
final class FounderDisplacement implements Step {
  private final FieldSpec position;
  private final Parameter offsets;

  /**
   * The entries of a scenario.
   *
   * @param cells number of founder cells
   * @param offsets a row for every founder cell
   */
  @Describe(
      "Moves every founder cell by a vector of its own in the first step, so that where cells are"
          + " seeded can be trained.")
  record Configuration(
      @Describe("Number of founder cells.") @Range(min = 1) int cells,
      @Describe("The vectors, a row for every founder cell.") @Default("0") @Unit("length")
          ParameterSpec offsets) {}

  private FounderDisplacement(int dimensions, Parameter offsets) {
    this.position = FieldSpec.position(dimensions);
    this.offsets = offsets;
  }

  static FounderDisplacement create(Configuration c, BuildContext context) {
    int dimensions = context.require(Space.class).dimensions();
    return new FounderDisplacement(
        dimensions, c.offsets().resolve(c.cells(), dimensions, context.seed()));
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(position);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(position);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(offsets);
  }

  /** At periodic sides and between walls too. */
  @Override
  public boolean knows(Space space) {
    return true;
  }

  /**
   * Moves the founder cells.
   *
   * @throws IllegalArgumentException if there are more or fewer of them than vectors
   */
  @Override
  public void apply(StepContext context) {
    if (context.state().step() > 0) {
      return;
    }
    int cells = context.state().count();
    if (cells != offsets.rows()) {
      throw new IllegalArgumentException(
          "there are " + cells + " founder cells and offsets for " + offsets.rows());
    }
    context.set(position, context.get(position).plus(context.value(offsets)));
  }
}
