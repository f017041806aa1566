package org.blastema.losses;

import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Cost of not being a V in the plane (an older task of the same line of work as the published
 * elongation): -3 for every cell inside the region {@code y + 1.5 > 0.5|x|, y + 1.5 < 3.5 + 0.5|x|,
 * y > -0.1}, 1 for every cell outside, and 0.1 times the absolute sum of x.
 *
 * @param steepness 0 for the region with sharp borders, in which no derivative says where inside
 *     is; else cells count as inside by the product of three logistic functions of their distances
 *     along y from the borders, times this (1/length)
 */
@Describe(
    "Cost of not being a V in the plane: -3 for every cell inside of the V, 1 outside, plus 0.1 |sum x|.")
record VShape(
    @Describe(
            "0 for sharp borders, which have no derivative; else how steeply a cell comes to count as inside, in"
                + " 1/length.")
        @Default("0")
        @Range(min = 0)
        double steepness)
    implements Measure {
  private static final Formula SOFT_INSIDE =
      Formula.trace(
          "inside of a V",
          java.util.List.of(Port.scalar("x"), Port.scalar("y"), Port.scalar("k")),
          in -> {
            Expr y = in.scalar("y");
            Expr height = y.plus(1.5).minus(in.scalar("x").abs().times(0.5));
            Expr k = in.scalar("k");
            return new Expr[] {
              height
                  .times(k)
                  .logistic()
                  .times(Expr.constant(3.5).minus(height).times(k).logistic())
                  .times(y.plus(0.1).times(k).logistic())
            };
          });

  @Override
  public Var of(CellState state) {
    Var x = state.position().column(0);
    Var offCenter = x.sum().abs().times(0.1);
    if (steepness > 0) {
      Var inside = SOFT_INSIDE.apply(x, state.position().column(1), Var.constant(steepness)).sum();
      return inside.times(-4).plus(state.count()).plus(offCenter);
    }
    double cost = 0;
    for (int i = 0; i < state.count(); i++) {
      cost += inside(x.get(i, 0), state.position().get(i, 1)) ? -3 : 1;
    }
    return offCenter.plus(cost);
  }

  static boolean inside(double x, double y) {
    double height = y + 1.5;
    double slope = 0.5 * Math.abs(x);
    return height > slope && height < 3.5 + slope && y > -0.1;
  }
}
