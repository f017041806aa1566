package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;

/**
 * Cost of not being a V in the plane (an older task of the same line of work as the published
 * elongation): -3 for every cell inside the region {@code y + 1.5 > 0.5|x|, y + 1.5 < 3.5 + 0.5|x|,
 * y > -0.1}, 1 for every cell outside, and 0.1 times the absolute sum of x.
 */
final class VShape implements StateMeasure {
  @Override
  public Var of(CellState state) {
    Var x = state.position().column(0);
    double cost = 0;
    for (int i = 0; i < state.count(); i++) {
      cost += inside(x.get(i, 0), state.position().get(i, 1)) ? -3 : 1;
    }
    return x.sum().abs().times(0.1).plus(cost);
  }

  static boolean inside(double x, double y) {
    double height = y + 1.5;
    double slope = 0.5 * Math.abs(x);
    return height > slope && height < 3.5 + slope && y > -0.1;
  }
}
