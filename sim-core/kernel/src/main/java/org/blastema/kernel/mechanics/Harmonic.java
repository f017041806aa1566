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
 * Cells tied by springs to all cells nearby: {@code k/2 [(r - sigma)^2 - (rc - sigma)^2]} for
 * {@code r < rc}. The energy is continuous at the cutoff {@code rc}, the force is not: springs
 * break.
 */
public final class Harmonic implements Potential {
  private final Parameter stiffness;
  private final double cutoff;
  private final Formula energy;

  /**
   * A breakable spring.
   *
   * @param stiffness spring constant (energy/length^2), a scalar
   * @param cutoff where it breaks, in multiples of the distance at contact
   */
  public Harmonic(Parameter stiffness, double cutoff) {
    this.stiffness = stiffness;
    this.cutoff = cutoff;
    this.energy =
        Formula.trace(
            "harmonic",
            List.of(Port.scalar("r"), Port.scalar("sigma"), Port.scalar("stiffness")),
            in -> {
              Expr r = in.scalar("r");
              Expr sigma = in.scalar("sigma");
              Expr end = sigma.times(cutoff);
              Expr squares = r.minus(sigma).square().minus(end.minus(sigma).square());
              Expr spring = in.scalar("stiffness").times(0.5).times(squares);
              return new Expr[] {Expr.where(r.lessThan(end), spring, Expr.constant(0))};
            });
  }

  @Override
  public Formula energy() {
    return energy;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(stiffness);
  }

  @Override
  public double range(double contact) {
    return cutoff * contact;
  }

  /** The entries of a scenario; see {@link Harmonic#Harmonic}. */
  @Describe("Breakable springs between all cells nearby.")
  public record Configuration(
      @Describe("Spring constant.") @Default("1.0") @Unit("energy/length^2")
          ParameterSpec stiffness,
      @Describe("Where a spring breaks, in distances at contact.")
          @Default("2.5")
          @Range(min = 1, exclusiveMin = true)
          double cutoff) {}

  /** Makes a breakable spring from the entries of a scenario. */
  public static Harmonic create(Configuration entries, BuildContext context) {
    return new Harmonic(entries.stiffness().scalar(context.seed()), entries.cutoff());
  }
}
