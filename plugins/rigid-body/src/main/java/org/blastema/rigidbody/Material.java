package org.blastema.rigidbody;

/**
 * What discs are made of and what pulls at them, in the scenario's units.
 *
 * @param surface how discs and boundaries touch
 * @param density mass by area
 * @param damping rate at which velocities decay (1/time)
 * @param gravityX acceleration along x
 * @param gravityY acceleration along y
 * @param adhesion force between two discs in contact
 * @param reach gap at which adhesion has fallen to 0
 */
record Material(
    Surface surface,
    double density,
    double damping,
    double gravityX,
    double gravityY,
    double adhesion,
    double reach) {

  /** Checks what the scenario's ranges cannot hold in a training. */
  Material {
    requireNotNegative("friction", surface.friction());
    requireNotNegative("restitution", surface.restitution());
    requireNotNegative("damping", damping);
    requireNotNegative("adhesion", adhesion);
    requirePositive("density", density);
    requirePositive("reach", reach);
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new ArithmeticException("the " + name + " is " + value);
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new ArithmeticException("the " + name + " is " + value);
    }
  }

  /** Attraction of two discs at a gap between them; falls linearly from contact to the reach. */
  double attraction(double gap) {
    return adhesion * Math.clamp(1 - gap / reach, 0.0, 1.0);
  }
}
