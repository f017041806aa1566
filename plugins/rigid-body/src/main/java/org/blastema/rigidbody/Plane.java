package org.blastema.rigidbody;

import java.util.List;
import org.blastema.plugin.InvalidConfiguration;

/** Points in the plane, {@code {x, y}}. */
final class Plane {
  private Plane() {}

  /** Refuses what is not two finite numbers. */
  static void requirePoint(String entry, List<Double> point) {
    if (point.size() != 2 || !Double.isFinite(point.get(0)) || !Double.isFinite(point.get(1))) {
      throw InvalidConfiguration.at(entry, "needs two finite numbers, x and y");
    }
  }

  /** The point of the segment from {@code a} to {@code b} that is nearest to a point. */
  static double[] nearest(double[] a, double[] b, double x, double y) {
    double dx = b[0] - a[0];
    double dy = b[1] - a[1];
    double squared = dx * dx + dy * dy;
    double share =
        squared == 0 ? 0 : Math.clamp(((x - a[0]) * dx + (y - a[1]) * dy) / squared, 0.0, 1.0);
    return new double[] {a[0] + share * dx, a[1] + share * dy};
  }

  static double distance(double[] a, double x, double y) {
    return Math.hypot(a[0] - x, a[1] - y);
  }
}
