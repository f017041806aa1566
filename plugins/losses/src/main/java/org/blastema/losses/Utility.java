package org.blastema.losses;

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
 * What it costs that a measure misses a target by {@code d = measure - target}, where missing it on
 * one side is worse than on the other.
 *
 * @param measure the measure
 * @param cost a formula of {@code d} and two numbers, {@code a} and {@code b}
 * @param target the target
 * @param a first number of the formula
 * @param b second number of the formula
 * @param unit unit of the cost
 */
record Utility(Measure measure, Formula cost, double target, double a, double b, String unit)
    implements Measure {
  private static Formula cost(String name, Cost cost) {
    return Formula.trace(
        name,
        java.util.List.of(Port.scalar("d"), Port.scalar("a"), Port.scalar("b")),
        in -> new Expr[] {cost.of(in.scalar("d"), in.scalar("a"), in.scalar("b"))});
  }

  private interface Cost {
    /** The cost of a difference. */
    Expr of(Expr d, Expr a, Expr b);
  }

  private static final Formula PINBALL =
      cost(
          "pinball",
          (d, a, b) ->
              Expr.where(d.lessThan(0), a.times(d.negate()), Expr.constant(1).minus(a).times(d)));

  private static final Formula LINEX =
      cost("linex", (d, a, b) -> a.times(d).exp().minus(a.times(d)).minus(1));

  private static final Formula ABSOLUTE =
      cost(
          "weighted error",
          (d, a, b) -> Expr.where(d.lessThan(0), a.times(d.negate()), b.times(d)));

  private static final Formula SQUARE =
      cost("weighted square error", (d, a, b) -> Expr.where(d.lessThan(0), a, b).times(d.square()));

  /**
   * The entries of a scenario. In expectation over the target's uncertainty, the cheapest measure
   * is the target's quantile (R. Koenker and G. Bassett, Econometrica 46 (1978) 33).
   */
  @Describe(
      "Pinball cost of missing a target: quantile times what is lacking, or one minus it times what"
          + " is too much.")
  record Pinball(
      @Describe("The measure.") Part<Measure> measure,
      @Describe("The target.") @Unit("") double target,
      @Describe("Price of a unit that is lacking; a unit too much costs one minus this.")
          @Default("0.5")
          @Range(min = 0, max = 1)
          double quantile) {
    Utility create(BuildContext context) {
      Measure m = measure.build(context);
      return new Utility(m, PINBALL, target, quantile, 0, m.unit());
    }
  }

  /**
   * The entries of a scenario (H. R. Varian, 1975; A. Zellner, Journal of the American Statistical
   * Association 81 (1986) 446).
   */
  @Describe(
      "Linear-exponential cost exp(a d) - a d - 1 of a difference d from a target: exponential on"
          + " one side, linear on the other.")
  record Linex(
      @Describe("The measure.") Part<Measure> measure,
      @Describe("The target.") @Unit("") double target,
      @Describe("a, in one over the measure's unit: positive if too much is worse, not 0.")
          @Default("1")
          @Unit("")
          double asymmetry) {
    Utility create(BuildContext context) {
      if (asymmetry == 0) {
        throw InvalidConfiguration.at("asymmetry", "must not be 0");
      }
      return new Utility(measure.build(context), LINEX, target, asymmetry, 0, "");
    }
  }

  /** Whether an error counts as it is or squared. */
  enum Power {
    /** The absolute error. */
    ABSOLUTE,
    /** The squared error. */
    SQUARE
  }

  /** The entries of a scenario. */
  @Describe("Error of a measure, with one weight if it is below its target and another if above.")
  record WeightedError(
      @Describe("The measure.") Part<Measure> measure,
      @Describe("The target.") @Unit("") double target,
      @Describe("Weight of an error below the target.") @Default("1") @Range(min = 0) double below,
      @Describe("Weight of an error above the target.") @Default("1") @Range(min = 0) double above,
      @Describe("Whether the error counts as it is or squared.") @Default("square") Power power) {
    Utility create(BuildContext context) {
      Measure m = measure.build(context);
      return power == Power.ABSOLUTE
          ? new Utility(m, ABSOLUTE, target, below, above, m.unit())
          : new Utility(
              m, SQUARE, target, below, above, m.unit().isEmpty() ? "" : m.unit() + "*" + m.unit());
    }
  }

  @Override
  public Var of(CellState state) {
    return of(measure.of(state));
  }

  /** The cost of a value. */
  Var of(Var value) {
    return cost.apply(value.minus(target), Var.constant(a), Var.constant(b));
  }
}
