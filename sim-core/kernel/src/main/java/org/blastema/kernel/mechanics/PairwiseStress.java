package org.blastema.kernel.mechanics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.PairSum.Symmetry;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Part;
import org.blastema.plugin.Unit;

/**
 * Senses a stress-like number: {@code scale * sum_j U'(r_ij) |x_i - x_j|_1 / |x_i - x_j|_2},
 * negative under compression. It uses the 1-norm of the displacement and so depends on how the axes
 * are laid; {@link VirialPressure} does not.
 *
 * <p>Source: the sensed stress of R. Deshpande et al., "Engineering morphogenesis of cell clusters
 * with differentiable programming", Nature Computational Science (2025), with scale 1/200.
 */
public final class PairwiseStress implements Step {
  private final ForceField field;
  private final PairSum sum;
  private final FieldSpec position;

  /**
   * The stress under a potential.
   *
   * @param scale factor of the sum
   */
  public PairwiseStress(Potential potential, int dimensions, double scale) {
    this.field = new ForceField(potential, dimensions);
    this.position = FieldSpec.position(dimensions);
    this.sum =
        field.pairSum(
            "pairwise stress",
            Symmetry.SYMMETRIC,
            pair -> {
              Expr taxicab =
                  Expr.sum(Arrays.stream(pair.direction()).map(Expr::abs).toArray(Expr[]::new));
              return new Expr[] {pair.slope().times(taxicab).times(scale)};
            });
  }

  /** The field that the step writes. */
  public static FieldSpec stress() {
    return new FieldSpec(
        "stress",
        1,
        Inheritance.COPY,
        0,
        "energy/length",
        "Pairwise stress, negative under compression.");
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return field.reads();
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(stress());
  }

  @Override
  public List<Parameter> parameters() {
    return field.potential().parameters();
  }

  /** Where there are no walls, as it is not known what they add. */
  @Override
  public boolean knows(Space space) {
    return !space.walled();
  }

  @Override
  public void apply(StepContext context) {
    Var x = context.get(position);
    Var radius = context.state().radius();
    context.set(
        stress(),
        field.apply(
            sum, field.pairs(context.neighbors(), x, radius), x, radius, field.values(context)));
  }

  /** The entries of a scenario; see {@link PairwiseStress#PairwiseStress}. */
  @Describe(
      "Senses a stress-like sum of pair forces, negative where cells are compressed; depends on the"
          + " axes.")
  public record Configuration(
      @Describe(
              "How cells act on each other; the potential of the mechanics step before, if left"
                  + " out.")
          Optional<Part<Potential>> potential,
      @Describe("Factor of the sum.") @Default("0.005") @Unit("") double scale) {}

  /** Makes the step from a scenario's entries. */
  public static PairwiseStress create(Configuration entries, BuildContext context) {
    return new PairwiseStress(
        Sensed.potential(entries.potential(), context),
        context.require(Space.class).dimensions(),
        entries.scale());
  }
}
