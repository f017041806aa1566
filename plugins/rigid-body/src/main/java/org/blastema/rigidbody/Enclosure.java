package org.blastema.rigidbody;

import java.util.Map;

/**
 * Keeps centers on their side of all boundaries. Contacts alone do not: between two discs that are
 * pushed apart and a wall, the wall may lose.
 */
final class Enclosure {
  /** How far inside of a boundary a center is put back, in radii. */
  private static final double INSIDE = 1e-3;

  private final Map<String, Boundary> boundaries;

  Enclosure(Map<String, Boundary> boundaries) {
    this.boundaries = boundaries;
  }

  /**
   * Puts a center back that is beyond a boundary by less than its radius.
   *
   * @param at the center, {@code {x, y}}; changed
   * @return whether it was changed
   * @throws ArithmeticException if it is farther away
   */
  boolean putBack(double[] at, double radius, int cell) {
    boolean moved = false;
    for (Map.Entry<String, Boundary> entry : boundaries.entrySet()) {
      Boundary boundary = entry.getValue();
      double beyond = boundary.beyond(at[0], at[1]);
      if (beyond == 0) {
        continue;
      }
      if (!(beyond < radius)) {
        throw lost(entry.getKey(), cell, at, beyond);
      }
      double[] nearest = boundary.nearest(at[0], at[1]);
      double share = INSIDE * radius / beyond;
      at[0] = nearest[0] + share * (nearest[0] - at[0]);
      at[1] = nearest[1] + share * (nearest[1] - at[1]);
      moved = true;
    }
    return moved;
  }

  /**
   * Makes sure that a center is where it belongs.
   *
   * @throws ArithmeticException if it is not
   */
  void require(double x, double y, int cell) {
    for (Map.Entry<String, Boundary> entry : boundaries.entrySet()) {
      double beyond = entry.getValue().beyond(x, y);
      if (beyond > 0) {
        throw lost(entry.getKey(), cell, new double[] {x, y}, beyond);
      }
    }
  }

  private static ArithmeticException lost(String name, int cell, double[] at, double beyond) {
    return new ArithmeticException(
        "cell %d is at (%.4g, %.4g), beyond the boundary '%s' by %.3g"
            .formatted(cell, at[0], at[1], name, beyond));
  }
}
