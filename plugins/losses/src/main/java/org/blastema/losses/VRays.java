package org.blastema.losses;

import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Mean square distance of the cells from a V: two rays in the plane of x and y that leave the
 * origin at an angle on either side of +y. In space, z counts in full. A cell between the rays
 * belongs to the one on its side.
 *
 * @param angle angle between a ray and +y in degrees
 */
@Describe(
    "Mean square distance of the cells from a V: two rays from the origin on either side of +y.")
record VRays(
    @Describe("Angle between a ray and +y, in degrees.")
        @Default("30")
        @Range(min = 0, exclusiveMin = true, max = 90)
        double angle)
    implements Measure {
  private static final Formula DISTANCE =
      Formula.trace(
          "square distance from a ray",
          java.util.List.of(
              Port.scalar("x"), Port.scalar("y"), Port.scalar("sine"), Port.scalar("cosine")),
          in -> {
            Expr x = in.scalar("x").abs();
            Expr y = in.scalar("y");
            Expr along = x.times(in.scalar("sine")).plus(y.times(in.scalar("cosine")));
            Expr across = x.times(in.scalar("cosine")).minus(y.times(in.scalar("sine")));
            return new Expr[] {
              Expr.where(along.greaterThan(0), across.square(), x.square().plus(y.square()))
            };
          });

  @Override
  public String unit() {
    return "length^2";
  }

  @Override
  public Var of(CellState state) {
    double radians = Math.toRadians(angle);
    Var x = state.position();
    Var total =
        DISTANCE
            .apply(
                x.column(0),
                x.column(1),
                Var.constant(Elementary.sin(radians)),
                Var.constant(Elementary.cos(radians)))
            .sum();
    if (x.columns() == 3) {
      total = total.plus(x.column(2).square().sum());
    }
    return total.divide(state.count());
  }
}
