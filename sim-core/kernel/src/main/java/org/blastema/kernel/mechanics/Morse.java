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
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Cells that adhere and repel: {@code epsilon [(1 - exp(-alpha (r - sigma)))^2 - 1]}, taken to zero
 * by a {@link Window}. The minimum {@code -epsilon} is at contact.
 *
 * <p>Source: P. M. Morse, Physical Review 34 (1929) 57.
 */
public final class Morse implements Potential {
  private final Parameter epsilon;
  private final Parameter alpha;
  private final Window window;
  private final Formula energy;

  /**
   * A Morse potential.
   *
   * @param epsilon depth (energy), a scalar
   * @param alpha steepness (1/length), a scalar
   * @param window how it is taken to zero
   */
  public Morse(Parameter epsilon, Parameter alpha, Window window) {
    this.epsilon = epsilon;
    this.alpha = alpha;
    this.window = window;
    this.energy =
        Formula.trace(
            "morse",
            List.of(
                Port.scalar("r"),
                Port.scalar("sigma"),
                Port.scalar("epsilon"),
                Port.scalar("alpha")),
            in -> {
              Expr r = in.scalar("r");
              Expr sigma = in.scalar("sigma");
              Expr decayed = in.scalar("alpha").times(sigma.minus(r)).exp();
              // (1 - e)^2 - 1 without the cancellation for small e
              Expr well = in.scalar("epsilon").times(decayed).times(decayed.minus(2));
              return new Expr[] {window.applied(well, r, sigma)};
            });
  }

  @Override
  public Formula energy() {
    return energy;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(epsilon, alpha);
  }

  @Override
  public double range(double contact) {
    return window.range(contact);
  }

  /** The entries of a scenario; see {@link Morse#Morse}. */
  @Describe("Morse potential: cells adhere at contact and repel when they overlap.")
  public record Configuration(
      @Describe("Depth of the energy minimum.") @Default("3.0") @Unit("energy")
          ParameterSpec epsilon,
      @Describe("Steepness: larger is stiffer and shorter-ranged.")
          @Default("2.8")
          @Unit("1/length")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec alpha,
      @Describe("Where the energy is taken to zero.") @Default("relative") Part<Window> window) {}

  /** Makes a Morse potential from a scenario's entries. */
  public static Morse create(Configuration entries, BuildContext context) {
    return new Morse(
        entries.epsilon().scalar(context.seed()),
        entries.alpha().scalar(context.seed()),
        entries.window().build(context));
  }
}
