package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;

/** A tissue's cells in relation to the points of a target. */
final class Placed {
  private Placed() {}

  /** The cells' centers, moved so that their mean is the target's if that is asked for. */
  static Var of(CellState state, Var target, boolean centered) {
    Var x = state.position();
    if (!centered) {
      return x;
    }
    Var shift = target.sumRows().divide(target.rows()).minus(x.sumRows().divide(x.rows()));
    return x.plus(shift);
  }

  /** All square distances, {@code from.rows x to.rows}. */
  static Var squareDistances(Var from, Var to) {
    Var sum = from.column(0).minus(to.column(0).transpose()).square();
    for (int c = 1; c < from.columns(); c++) {
      sum = sum.plus(from.column(c).minus(to.column(c).transpose()).square());
    }
    return sum;
  }
}
