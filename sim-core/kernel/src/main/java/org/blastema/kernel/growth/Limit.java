package org.blastema.kernel.growth;

import org.blastema.autodiff.Expr;

/** How a growing radius is kept near the radius of a grown cell. */
final class Limit {
  private Limit() {}

  /**
   * A radius that has grown to {@code y} blended with the limit {@code R}: {@code y (1 - s) + R s}
   * with {@code s = logistic(k (y - R))}. Cells end up somewhat above R. A steepness k of 0 selects
   * the smaller of y and R.
   */
  static Expr applied(Expr y, Expr limit, double steepness) {
    if (steepness == 0) {
      return y.min(limit);
    }
    Expr s = y.minus(limit).times(steepness).logistic();
    return y.plus(limit.minus(y).times(s));
  }
}
