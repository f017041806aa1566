package org.blastema.record.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the sky a point on a cell sees past its neighbors.
 *
 * <p>A sphere of radius R at distance d takes cos(angle) (R/d)^2 of the light that a surface
 * element gets from a uniform sky, the configuration factor of an element and a sphere above its
 * horizon (J. Howell, "A Catalog of Radiation Heat Transfer Configuration Factors"). Several
 * spheres are taken as independent.
 */
final class Occluders {
  /**
   * Neighbors whose centers are farther from a surface than this many of their radii hide little.
   */
  private static final double REACH = 3;

  private final Spheres spheres;
  private final int[][] neighbors;

  /**
   * Finds the neighbors of the spheres that are seen.
   *
   * @param seen whether {@link #openSky} will be asked about each sphere
   */
  Occluders(Spheres spheres, boolean[] seen) {
    this.spheres = spheres;
    this.neighbors = neighbors(spheres, seen);
  }

  private record Box(long i, long j, long k) {}

  private static int[][] neighbors(Spheres spheres, boolean[] seen) {
    double largest = 0;
    for (double radius : spheres.radius()) {
      largest = Math.max(largest, radius);
    }
    double reach = (1 + REACH) * largest;
    Map<Box, List<Integer>> boxes = new HashMap<>();
    for (int i = 0; i < spheres.count(); i++) {
      boxes.computeIfAbsent(box(spheres, i, reach), box -> new ArrayList<>()).add(i);
    }
    int[][] neighbors = new int[spheres.count()][];
    for (int i = 0; i < neighbors.length; i++) {
      neighbors[i] = seen[i] ? around(spheres, i, reach, boxes) : new int[0];
    }
    return neighbors;
  }

  private static Box box(Spheres spheres, int i, double size) {
    return new Box(
        (long) Math.floor(spheres.x()[i] / size),
        (long) Math.floor(spheres.y()[i] / size),
        (long) Math.floor(spheres.z()[i] / size));
  }

  private static int[] around(Spheres spheres, int i, double reach, Map<Box, List<Integer>> boxes) {
    Box center = box(spheres, i, reach);
    List<Integer> found = new ArrayList<>();
    for (long a = center.i - 1; a <= center.i + 1; a++) {
      for (long b = center.j - 1; b <= center.j + 1; b++) {
        for (long c = center.k - 1; c <= center.k + 1; c++) {
          for (int j : boxes.getOrDefault(new Box(a, b, c), List.of())) {
            double dx = spheres.x()[j] - spheres.x()[i];
            double dy = spheres.y()[j] - spheres.y()[i];
            double dz = spheres.z()[j] - spheres.z()[i];
            double hides = spheres.radius()[i] + REACH * spheres.radius()[j];
            if (j != i && dx * dx + dy * dy + dz * dz < hides * hides) {
              found.add(j);
            }
          }
        }
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The part of the sky that is seen, 0 to 1.
   *
   * @param i the sphere that the point (x, y, z) is on
   * @param nx normal of the surface there, of length 1
   */
  double openSky(int i, double x, double y, double z, double nx, double ny, double nz) {
    double open = 1;
    for (int j : neighbors[i]) {
      double dx = spheres.x()[j] - x;
      double dy = spheres.y()[j] - y;
      double dz = spheres.z()[j] - z;
      double along = dx * nx + dy * ny + dz * nz;
      if (along > 0) {
        double squared = dx * dx + dy * dy + dz * dz;
        double radius = spheres.radius()[j];
        double covered = along * radius * radius / (squared * Math.sqrt(squared));
        open *= 1 - Math.min(1, covered);
      }
    }
    return open;
  }
}
