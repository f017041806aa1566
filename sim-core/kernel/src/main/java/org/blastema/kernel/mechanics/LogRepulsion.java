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
 * Cells that only repel, the more the closer they are, without limit: the force {@code -k ln(r /
 * sigma)} where they overlap, hence the energy {@code k sigma (q ln q - q + 1)} with {@code q = r /
 * sigma}, which is finite.
 *
 * <p>Source: J. M. Osborne et al., Comparing individual-based approaches to modelling the
 * self-organization of multicellular tissues, PLOS Computational Biology 13 (2017) e1005387, the
 * repulsion of overlapping spheres.
 */
public final class LogRepulsion implements Potential {
  private static final Formula ENERGY =
      Formula.trace(
          "logarithmic repulsion",
          List.of(Port.scalar("r"), Port.scalar("sigma"), Port.scalar("strength")),
          in -> {
            Expr r = in.scalar("r");
            Expr sigma = in.scalar("sigma");
            Expr q = r.divide(sigma);
            Expr shape = q.times(q.log()).minus(q).plus(1);
            Expr energy = in.scalar("strength").times(sigma).times(shape);
            return new Expr[] {Expr.where(r.lessThan(sigma), energy, Expr.constant(0))};
          });

  private final Parameter strength;

  /**
   * A logarithmic repulsion.
   *
   * @param strength k, the force at the distance sigma / e (energy/length), a scalar
   */
  public LogRepulsion(Parameter strength) {
    this.strength = strength;
  }

  @Override
  public Formula energy() {
    return ENERGY;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(strength);
  }

  @Override
  public double range(double contact) {
    return contact;
  }

  /** The entries of a scenario; see {@link LogRepulsion#LogRepulsion}. */
  @Describe(
      "Overlapping cells repel with the logarithm of how much closer they are than at contact.")
  public record Configuration(
      @Describe("Force at 0.37 (1/e) distances at contact.") @Default("15") @Unit("energy/length")
          ParameterSpec strength) {}

  /** Makes the potential from the entries of a scenario. */
  public static LogRepulsion create(Configuration entries, BuildContext context) {
    return new LogRepulsion(entries.strength().scalar(context.seed()));
  }
}
