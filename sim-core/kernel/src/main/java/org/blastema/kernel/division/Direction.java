package org.blastema.kernel.division;

import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.random.Purpose;

/** How the direction of a division is drawn. */
public enum Direction {
  /** Uniform on the circle or the sphere. */
  UNIFORM,
  /**
   * In space, with a polar angle that is uniform in [0, pi], which favors the z axis: the published
   * behavior. In the plane the same as {@link #UNIFORM}.
   */
  POLAR_BIASED;

  /** Draws the direction of the division of one cell. */
  public double[] draw(KeyedRandom random, int cell, int dimensions) {
    return draw(random, cell, dimensions, 0);
  }

  /**
   * Draws the direction of one of the divisions of one cell in a macro-step.
   *
   * @param division which of them, from 0
   */
  public double[] draw(KeyedRandom random, int cell, int dimensions, int division) {
    double azimuth = 2 * Math.PI * random.uniform(Purpose.PLACEMENT, cell, 2 * division);
    if (dimensions == 2) {
      return inPlane(azimuth);
    }
    double u = random.uniform(Purpose.PLACEMENT, cell, 2 * division + 1);
    double polar = this == UNIFORM ? StrictMath.acos(1 - 2 * u) : Math.PI * u;
    return inSpace(polar, azimuth);
  }

  /** The unit vector at an angle from the x axis. */
  public static double[] inPlane(double angle) {
    return new double[] {StrictMath.cos(angle), StrictMath.sin(angle)};
  }

  /** The unit vector at a polar angle from the z axis and an azimuth from the x axis. */
  public static double[] inSpace(double polar, double azimuth) {
    double across = StrictMath.sin(polar);
    return new double[] {
      across * StrictMath.cos(azimuth), across * StrictMath.sin(azimuth), StrictMath.cos(polar)
    };
  }
}
