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
 * Cells that only repel, as elastic bodies do: {@code 2/5 epsilon (1 - r / sigma)^(5/2)} where they
 * overlap.
 *
 * <p>Source: H. Hertz, Journal fuer die reine und angewandte Mathematik 92 (1881) 156; in this form
 * C. S. O'Hern et al., Physical Review E 68 (2003) 011306.
 */
public final class Hertz implements Potential {
  private static final Formula ENERGY =
      Formula.trace(
          "hertz",
          List.of(Port.scalar("r"), Port.scalar("sigma"), Port.scalar("epsilon")),
          in -> {
            Expr r = in.scalar("r");
            Expr sigma = in.scalar("sigma");
            // 1 where the cells do not touch, so that no derivative of the root is infinite there
            Expr overlap =
                Expr.where(r.lessThan(sigma), r.divide(sigma).negate().plus(1), Expr.constant(1));
            Expr energy =
                in.scalar("epsilon").times(0.4).times(overlap.square()).times(overlap.sqrt());
            return new Expr[] {Expr.where(r.lessThan(sigma), energy, Expr.constant(0))};
          });

  private final Parameter epsilon;

  /**
   * A Hertzian contact.
   *
   * @param epsilon scale (energy), a scalar
   */
  public Hertz(Parameter epsilon) {
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

  /** The entries of a scenario; see {@link Hertz#Hertz}. */
  @Describe("Hertzian contacts: overlapping cells repel as elastic bodies do.")
  public record Configuration(
      @Describe("Scale of the energy.") @Default("3.0") @Unit("energy") ParameterSpec epsilon) {}

  /** Makes a Hertzian contact from the entries of a scenario. */
  public static Hertz create(Configuration entries, BuildContext context) {
    return new Hertz(entries.epsilon().scalar(context.seed()));
  }
}
