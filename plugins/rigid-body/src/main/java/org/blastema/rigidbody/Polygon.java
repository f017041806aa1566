package org.blastema.rigidbody;

import java.util.List;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Unit;

/** A region with one outline, corner by corner. */
final class Polygon {
  private Polygon() {}

  /**
   * Configuration.
   *
   * @param corners corners in order
   * @param side where cells belong
   */
  @Describe("A closed polygon, convex or not, that holds cells inside or keeps them outside.")
  record Configuration(
      @Describe("Corners in order, each [x, y]; the last one is joined to the first.")
          @Unit("length")
          List<List<Double>> corners,
      @Describe("Where cells belong: inside of a mold, or outside of an obstacle.") @Default("mold")
          Side side) {}

  static Region of(Configuration c) {
    if (c.corners.size() < 3) {
      throw InvalidConfiguration.at("corners", "needs at least three corners");
    }
    for (int k = 0; k < c.corners.size(); k++) {
      Plane.requirePoint("corners[" + k + "]", c.corners.get(k));
    }
    List<double[]> outline =
        c.corners.stream().map(p -> new double[] {p.get(0), p.get(1)}).toList();
    requireSimple(outline);
    return new Region(List.of(outline), c.side);
  }

  private static void requireSimple(List<double[]> outline) {
    int n = outline.size();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        boolean neighbors = j == i + 1 || (i == 0 && j == n - 1);
        if (!neighbors
            && crossing(
                outline.get(i),
                outline.get((i + 1) % n),
                outline.get(j),
                outline.get((j + 1) % n))) {
          throw InvalidConfiguration.at(
              "corners", "the sides after corners " + i + " and " + j + " cross each other");
        }
      }
    }
  }

  private static boolean crossing(double[] a, double[] b, double[] c, double[] d) {
    return left(a, b, c) * left(a, b, d) <= 0 && left(c, d, a) * left(c, d, b) <= 0;
  }

  private static double left(double[] a, double[] b, double[] p) {
    return Math.signum((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
  }
}
