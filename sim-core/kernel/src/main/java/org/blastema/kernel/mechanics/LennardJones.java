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
import org.blastema.plugin.Part;
import org.blastema.plugin.Unit;

/**
 * Cells with a hard core and a weak attraction: {@code epsilon [(sigma/r)^12 - 2 (sigma/r)^6]},
 * taken to zero by a {@link Window}. The minimum {@code -epsilon} is at contact.
 *
 * <p>Source: J. E. Jones, Proceedings of the Royal Society A 106 (1924) 463, with the distance of
 * the minimum as length.
 */
public final class LennardJones implements Potential {
  private final Parameter epsilon;
  private final Window window;
  private final Formula energy;

  /**
   * A Lennard-Jones potential.
   *
   * @param epsilon depth (energy), a scalar
   * @param window how it is taken to zero
   */
  public LennardJones(Parameter epsilon, Window window) {
    this.epsilon = epsilon;
    this.window = window;
    this.energy =
        Formula.trace(
            "lennard-jones",
            List.of(Port.scalar("r"), Port.scalar("sigma"), Port.scalar("epsilon")),
            in -> {
              Expr r = in.scalar("r");
              Expr sigma = in.scalar("sigma");
              Expr sixth = sigma.divide(r).pow(6);
              Expr well = in.scalar("epsilon").times(sixth).times(sixth.minus(2));
              return new Expr[] {window.applied(well, r, sigma)};
            });
  }

  @Override
  public Formula energy() {
    return energy;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(epsilon);
  }

  @Override
  public double range(double contact) {
    return window.range(contact);
  }

  /** The entries of a scenario; see {@link LennardJones#LennardJones}. */
  @Describe("Lennard-Jones potential: a hard core and a weak attraction.")
  public record Configuration(
      @Describe("Depth of the energy minimum, at contact.") @Default("3.0") @Unit("energy")
          ParameterSpec epsilon,
      @Describe("Where the energy is taken to zero.") @Default("relative") Part<Window> window) {}

  /** Makes a Lennard-Jones potential from the entries of a scenario. */
  public static LennardJones create(Configuration entries, BuildContext context) {
    return new LennardJones(
        entries.epsilon().scalar(context.seed()), entries.window().build(context));
  }
}
