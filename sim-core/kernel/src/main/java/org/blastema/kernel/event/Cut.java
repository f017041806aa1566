package org.blastema.kernel.event;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Removes once all cells beyond a plane, as an experimenter cuts a tissue to see what regenerates.
 * The plane may go through the tissue's center.
 */
final class Cut implements Step {
  /** Where a coordinate is counted from. */
  enum Origin {
    /** The origin of space. */
    SPACE,
    /** The mean of the cells' centers. */
    TISSUE
  }

  /**
   * Configuration.
   *
   * @param at the macro-step
   * @param axis axis that the plane is normal to
   * @param above smallest coordinate that stays, from which on cells go
   * @param below largest one
   * @param from where coordinates are counted from
   */
  @Describe("Removes once all cells above or below a plane.")
  record Configuration(
      @Describe("The macro-step in which it happens, counted from 1.") @Range(min = 1) int at,
      @Describe("The axis that the plane is normal to.") @Default("y") Axis axis,
      @Describe("Cells with a larger coordinate go.") @Unit("length") Optional<Double> above,
      @Describe("Cells with a smaller coordinate go.") @Unit("length") Optional<Double> below,
      @Describe("Where coordinates are counted from: the origin of space, or the tissue's center.")
          @Default("tissue")
          Origin from) {}

  private final Configuration c;
  private final FieldSpec position;

  private Cut(Configuration c, Space space) {
    this.c = c;
    this.position = FieldSpec.position(space.dimensions());
  }

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if it is not said what goes
   */
  static Cut create(Configuration c, BuildContext context) {
    Space space = context.require(Space.class);
    c.axis.in(space);
    if (c.above.isEmpty() && c.below.isEmpty()) {
      throw InvalidConfiguration.at("", "needs 'above' or 'below'");
    }
    return new Cut(c, space);
  }

  @Override
  public StepKind kind() {
    return StepKind.EVENT;
  }

  @Override
  public List<FieldSpec> reads() {
    return List.of(position);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  /** Not across periodic sides, where no side of a plane is above it. */
  @Override
  public boolean knows(Space space) {
    return Double.isInfinite(space.period(c.axis.column()));
  }

  @Override
  public void apply(StepContext context) {
    if (context.state().step() + 1 != c.at) {
      return;
    }
    Var x = context.get(position).column(c.axis.column());
    double origin = c.from == Origin.SPACE ? 0 : x.sum().item() / x.rows();
    int[] gone =
        IntStream.range(0, x.rows())
            .filter(i ->
                c.above.map(a -> x.get(i, 0) - origin > a).orElse(false)
                    || c.below.map(b -> x.get(i, 0) - origin < b).orElse(false))
            .toArray();
    context.state(context.state().remove(_ -> "cut", gone));
  }
}
