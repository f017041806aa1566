package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;

/**
 * How far a tissue reaches from its center in every direction: a soft maximum over the cells of
 * where a ray leaves them. Along the unit vector u, a cell of radius r whose center is at c ends
 * near {@code s = c.u + r - (|c|^2 - (c.u)^2) / (2 r)}, a parabola that osculates the ball; the
 * outline is {@code log(1 + sum exp(b s)) / b}, positive even where no cell is.
 *
 * @param harmonics expansion, with the directions of the rays
 * @param sharpness b, in 1/length
 */
record Outline(SphericalHarmonics harmonics, double sharpness) {
  /** The distances, {@code directions x 1}, in length. */
  Var of(CellState state) {
    Var x = state.position();
    Var c = x.minus(x.sumRows().divide(x.rows()));
    Var along = harmonics.directions().matmul(c.transpose());
    Var radius = state.radius().transpose();
    Var across = c.square().sumColumns().transpose().minus(along.square());
    Var ends = along.plus(radius).minus(across.divide(radius.times(2)));
    double[] farthest = new double[ends.rows()];
    double[] none = new double[ends.rows()];
    for (int k = 0; k < farthest.length; k++) {
      for (int i = 0; i < ends.columns(); i++) {
        farthest[k] = Math.max(farthest[k], ends.get(k, i));
      }
      none[k] = -farthest[k];
    }
    Var shift = Var.column(farthest);
    Var sum = ends.minus(shift).times(sharpness).exp().sumColumns();
    Var floor = Var.column(none).times(sharpness).exp();
    return shift.plus(sum.plus(floor).log().divide(sharpness));
  }

  /** Power of every degree relative to degree 0, {@code (highest + 1) x 1}. */
  Var relativePower(CellState state) {
    Var power = harmonics.power(of(state));
    return power.divide(power.gatherRows(0));
  }
}
