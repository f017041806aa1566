package org.blastema.kernel.network;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Lets only grown cells divide: the propensity is multiplied by {@code logistic(steepness (r -
 * radius))}.
 *
 * @param radius radius at which the propensity is halved
 * @param steepness how sharp the gate is (1/length)
 */
@Describe(
    "Multiplies the division propensity by logistic(steepness (r - radius)), so that only grown cells divide.")
public record SizeGate(
    @Describe("Radius at which the propensity is halved.") @Default("0.45") @Unit("length")
        double radius,
    @Describe("How sharp the gate is.") @Default("50") @Unit("1/length") @Range(min = 0)
        double steepness) {

  private static final Formula GATE =
      Formula.trace(
          "size gate",
          List.of(
              Port.scalar("q"), Port.scalar("r"), Port.scalar("radius"), Port.scalar("steepness")),
          in -> {
            Expr excess = in.scalar("r").minus(in.scalar("radius"));
            return new Expr[] {
              in.scalar("q").times(in.scalar("steepness").times(excess).logistic())
            };
          });

  /** The gated propensities of cells of given radii, both {@code n x 1}. */
  public Var apply(Var propensity, Var radii) {
    return GATE.apply(propensity, radii, Var.constant(radius), Var.constant(steepness));
  }
}
