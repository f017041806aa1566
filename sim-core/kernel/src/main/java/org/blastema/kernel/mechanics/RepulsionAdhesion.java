package org.blastema.kernel.mechanics;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Cells that repel where they overlap and adhere up to a greater distance, with forces that end
 * smoothly: {@code repulsion (1 - r / sigma)^2 - adhesion (1 - r / (reach sigma))^2} apart. The
 * energy is the integral of that force, 0 from {@code reach sigma} on.
 *
 * <p>Source: A. Ghaffarizadeh et al., PhysiCell, PLOS Computational Biology 14 (2018) e1005991, the
 * velocity law of its supplement with exponents 1.
 */
public final class RepulsionAdhesion implements Potential {
  private final Parameter repulsion;
  private final Parameter adhesion;
  private final double reach;
  private final Formula energy;

  /**
   * A repulsion and an adhesion.
   *
   * @param repulsion force on coinciding cells (energy/length), a scalar
   * @param adhesion force toward a coinciding cell (energy/length), a scalar
   * @param reach where the adhesion ends, in distances at contact
   */
  public RepulsionAdhesion(Parameter repulsion, Parameter adhesion, double reach) {
    this.repulsion = repulsion;
    this.adhesion = adhesion;
    this.reach = reach;
    this.energy =
        Formula.trace(
            "repulsion and adhesion",
            List.of(
                Port.scalar("r"),
                Port.scalar("sigma"),
                Port.scalar("repulsion"),
                Port.scalar("adhesion")),
            in -> {
              Expr r = in.scalar("r");
              Expr contact = in.scalar("sigma");
              Expr repelling = ending(r, contact, in.scalar("repulsion"));
              return new Expr[] {
                repelling.minus(ending(r, contact.times(reach), in.scalar("adhesion")))
              };
            });
  }

  /** The energy of a force {@code scale (1 - r / end)^2} up to where it ends. */
  private static Expr ending(Expr r, Expr end, Expr scale) {
    Expr left = end.minus(r);
    Expr below = scale.divide(3).times(left.pow(3)).divide(end.square());
    return Expr.where(r.lessThan(end), below, Expr.constant(0));
  }

  @Override
  public Formula energy() {
    return energy;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(repulsion, adhesion);
  }

  @Override
  public double range(double contact) {
    return Math.max(1, reach) * contact;
  }

  /** The entries of a scenario; see {@link RepulsionAdhesion#RepulsionAdhesion}. */
  @Describe("Overlapping cells repel, and cells adhere up to a greater distance, as in PhysiCell.")
  public record Configuration(
      @Describe("Force that pushes coinciding cells apart.") @Default("10") @Unit("energy/length")
          ParameterSpec repulsion,
      @Describe("Force that pulls coinciding cells together.")
          @Default("0.4")
          @Unit("energy/length")
          ParameterSpec adhesion,
      @Describe("Where the adhesion ends, in distances at contact.")
          @Default("1.25")
          @Range(min = 0, exclusiveMin = true)
          double reach) {}

  /** Makes the potential from the entries of a scenario. */
  public static RepulsionAdhesion create(Configuration entries, BuildContext context) {
    return new RepulsionAdhesion(
        entries.repulsion().scalar(context.seed()),
        entries.adhesion().scalar(context.seed()),
        entries.reach());
  }
}
