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
import org.blastema.plugin.Unit;

/**
 * Cells that only repel, with a force linear in their overlap: {@code epsilon / 2 (1 - r /
 * sigma)^2} where they overlap.
 *
 * <p>Source: C. S. O'Hern et al., Physical Review E 68 (2003) 011306, equation 1 with exponent 2.
 */
public final class SoftSphere implements Potential {
  private static final Formula ENERGY =
      Formula.trace(
          "soft sphere",
          List.of(Port.scalar("r"), Port.scalar("sigma"), Port.scalar("epsilon")),
          in -> {
            Expr r = in.scalar("r");
            Expr sigma = in.scalar("sigma");
            Expr overlap = r.divide(sigma).negate().plus(1);
            Expr energy = in.scalar("epsilon").times(0.5).times(overlap.square());
            return new Expr[] {Expr.where(r.lessThan(sigma), energy, Expr.constant(0))};
          });

  private final Parameter epsilon;

  /**
   * A soft sphere.
   *
   * @param epsilon scale (energy), a scalar
   */
  public SoftSphere(Parameter epsilon) {
    this.epsilon = epsilon;
  }

  @Override
  public Formula energy() {
    return ENERGY;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(epsilon);
  }

  @Override
  public double range(double contact) {
    return contact;
  }

  /** The entries of a scenario; see {@link SoftSphere#SoftSphere}. */
  @Describe("Soft spheres: overlapping cells repel with a force proportional to their overlap.")
  public record Configuration(
      @Describe("Scale of the energy.") @Default("3.0") @Unit("energy") ParameterSpec epsilon) {}

  /** Makes a soft sphere from the entries of a scenario. */
  public static SoftSphere create(Configuration entries, BuildContext context) {
    return new SoftSphere(entries.epsilon().scalar(context.seed()));
  }
}
