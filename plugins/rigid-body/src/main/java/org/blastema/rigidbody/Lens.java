package org.blastema.rigidbody;

import org.blastema.autodiff.Pairs;
import org.blastema.kernel.space.NeighborSearch;

/** Overlaps of discs. */
final class Lens {
  private Lens() {}

  /** Area that two discs have in common (two circular segments). */
  static double area(double r1, double r2, double distance) {
    if (distance >= r1 + r2) {
      return 0;
    }
    if (distance <= Math.abs(r1 - r2)) {
      return Math.PI * Math.min(r1, r2) * Math.min(r1, r2);
    }
    double x1 = (distance * distance + r1 * r1 - r2 * r2) / (2 * distance);
    double x2 = distance - x1;
    return segment(r1, x1) + segment(r2, x2);
  }

  /** Area of the part of a disc beyond a line at a signed distance from its center. */
  private static double segment(double r, double x) {
    double height = Math.clamp(x / r, -1.0, 1.0);
    return r * r * (StrictMath.acos(height) - height * Math.sqrt(1 - height * height));
  }

  /** What is told about every overlapping pair. */
  interface Listener {
    /** A pair of rows whose discs overlap, by a depth and an area. */
    void overlap(int i, int j, double depth, double area);
  }

  /** Tells about all overlapping pairs, in a fixed order. */
  static void each(NeighborSearch search, double[] positions, double[] radii, Listener listener) {
    int n = radii.length;
    double greatest = 0;
    for (double r : radii) {
      greatest = Math.max(greatest, r);
    }
    if (n < 2) {
      return;
    }
    Pairs pairs = search.within(positions, n, 2, 2 * greatest);
    for (int k = 0; k < pairs.count(); k++) {
      int i = pairs.first()[k];
      int j = pairs.second()[k];
      double distance =
          Math.hypot(positions[j] - positions[i], positions[n + j] - positions[n + i]);
      double depth = radii[i] + radii[j] - distance;
      if (depth > 0) {
        listener.overlap(i, j, depth, area(radii[i], radii[j], distance));
      }
    }
  }
}
