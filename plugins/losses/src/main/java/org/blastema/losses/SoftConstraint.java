package org.blastema.losses;

import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Penalty on a measure outside of bounds: the square of the excess e. With a softness s the excess
 * is {@code s log(1 + exp(e / s))}, which warns before the bound is reached.
 *
 * @param measure the measure
 * @param lower lower bound; minus infinity for none
 * @param upper upper bound; infinity for none
 * @param softness s, in the measure's unit; 0 for the excess itself
 */
record SoftConstraint(Measure measure, double lower, double upper, double softness)
    implements Measure {
  private static final Formula HARD =
      Formula.trace(
          "square excess",
          List.of(Port.scalar("excess")),
          in -> new Expr[] {in.scalar("excess").max(Expr.constant(0)).square()});

  private static final Formula SOFT =
      Formula.trace(
          "square soft excess",
          List.of(Port.scalar("excess"), Port.scalar("softness")),
          in -> {
            Expr e = in.scalar("excess").divide(in.scalar("softness"));
            Expr softplus = e.max(Expr.constant(0)).plus(e.abs().negate().exp().plus(1).log());
            return new Expr[] {softplus.times(in.scalar("softness")).square()};
          });

  /** The entries of a scenario. */
  @Describe("Square of how far a measure is outside of bounds.")
  record Configuration(
      @Describe("The measure.") Part<Measure> measure,
      @Describe("Lower bound.") @Unit("") Optional<Double> lower,
      @Describe("Upper bound.") @Unit("") Optional<Double> upper,
      @Describe("Width over which the penalty sets in before a bound, in the measure's unit.")
          @Default("0")
          @Range(min = 0)
          double softness) {}

  static SoftConstraint create(Configuration c, BuildContext context) {
    if (c.lower().isEmpty() && c.upper().isEmpty()) {
      throw InvalidConfiguration.at("", "needs a lower or an upper bound");
    }
    double lower = c.lower().orElse(Double.NEGATIVE_INFINITY);
    double upper = c.upper().orElse(Double.POSITIVE_INFINITY);
    if (lower > upper) {
      throw InvalidConfiguration.at("lower", "is greater than upper");
    }
    return new SoftConstraint(c.measure().build(context), lower, upper, c.softness());
  }

  @Override
  public String unit() {
    String unit = measure.unit();
    return unit.isEmpty() ? "" : unit + "*" + unit;
  }

  @Override
  public Var of(CellState state) {
    Var value = measure.of(state);
    Var total = Var.constant(0);
    if (lower > Double.NEGATIVE_INFINITY) {
      total = total.plus(penalty(Var.constant(lower).minus(value)));
    }
    if (upper < Double.POSITIVE_INFINITY) {
      total = total.plus(penalty(value.minus(upper)));
    }
    return total;
  }

  private Var penalty(Var excess) {
    return softness == 0 ? HARD.apply(excess) : SOFT.apply(excess, Var.constant(softness));
  }
}
