package org.blastema.losses;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.state.CellState;

/**
 * Which cells touch, softly: two cells of radii r and s at distance d count as {@code logistic(k
 * (range - d / (r + s)))} of a contact. With infinite k they touch if {@code d < range (r + s)}.
 *
 * @param range distance at which a pair counts one half, in units of the sum of the radii
 * @param steepness k
 */
record Contacts(double range, double steepness) {
  /** Where a pair counts so little that it does not change a number of double precision. */
  private static final double NEGLIGIBLE = 40;

  private static final PairSum PLANE = sum(2, false);
  private static final PairSum SPACE = sum(3, false);
  private static final PairSum SHARP_PLANE = sum(2, true);
  private static final PairSum SHARP_SPACE = sum(3, true);

  private static PairSum sum(int dimensions, boolean sharp) {
    Formula pair =
        Formula.trace(
            "contacts",
            List.of(
                Port.vector("d", dimensions),
                Port.scalar("radius.i"),
                Port.scalar("radius.j"),
                Port.scalar("type.i"),
                Port.scalar("type.j"),
                Port.scalar("range"),
                Port.scalar("steepness")),
            in -> {
              Expr distance =
                  Expr.norm(in.vector("d"))
                      .divide(in.scalar("radius.i").plus(in.scalar("radius.j")));
              Expr gap = in.scalar("range").minus(distance);
              Expr contact =
                  sharp
                      ? Expr.where(gap.greaterThan(0), Expr.constant(1), Expr.constant(0))
                      : gap.times(in.scalar("steepness")).logistic();
              Expr unlike =
                  Expr.where(
                      in.scalar("type.i").minus(in.scalar("type.j")).abs().greaterThan(0.5),
                      contact,
                      Expr.constant(0));
              return new Expr[] {contact, unlike};
            });
    return PairSum.of(pair, dimensions, List.of("radius", "type"), PairSum.Symmetry.SYMMETRIC);
  }

  /** Contacts of every cell with all others and with those of other types, {@code n x 2}. */
  Var of(CellState state) {
    Var x = state.position();
    int d = x.columns();
    boolean sharp = steepness == Double.POSITIVE_INFINITY;
    double largest = 0;
    for (double radius : state.radius().data()) {
      largest = Math.max(largest, radius);
    }
    double[] types = new double[state.count()];
    for (int i = 0; i < types.length; i++) {
      types[i] = state.type(i);
    }
    double reach = 2 * largest * (range + (sharp ? 0 : NEGLIGIBLE / steepness));
    PairSum sum = sharp ? (d == 2 ? SHARP_PLANE : SHARP_SPACE) : d == 2 ? PLANE : SPACE;
    return sum.apply(
        new NeighborList().within(x.data(), x.rows(), d, reach),
        x,
        List.of(state.radius(), Var.column(types)),
        List.of(Var.constant(range), Var.constant(sharp ? 0 : steepness)));
  }
}
