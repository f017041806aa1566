package org.blastema.record.picture;

import java.util.Arrays;
import org.blastema.record.cells.Frame;

/**
 * The cells of a frame as a camera sees them: x to the right, y upwards, z towards the viewer.
 *
 * @param x centers, one a cell
 * @param y centers
 * @param z centers
 * @param radius radii
 */
record Spheres(double[] x, double[] y, double[] z, double[] radius) {

  /**
   * Cells seen by a camera.
   *
   * @throws IllegalArgumentException if the frame has no positions or radii
   */
  static Spheres of(Frame frame, Camera camera) {
    double[] z = frame.dimensions() == 3 ? centered(frame.doubles("z")) : new double[frame.count()];
    return new Spheres(
            centered(frame.doubles("x")), centered(frame.doubles("y")), z, frame.doubles("radius"))
        .seenBy(camera);
  }

  /** Depths are kept as floats, which are exact enough only near zero. */
  private static double[] centered(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> value - mean).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  /** The point of a tissue that is at the origin of its spheres. */
  static double[] center(Frame frame) {
    double z = frame.dimensions() == 3 ? mean(frame.doubles("z")) : 0;
    return new double[] {mean(frame.doubles("x")), mean(frame.doubles("y")), z};
  }

  Spheres seenBy(Camera camera) {
    return new Spheres(along(camera.right()), along(camera.up()), along(camera.towards()), radius);
  }

  private double[] along(double[] axis) {
    double[] projected = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      projected[i] = axis[0] * x[i] + axis[1] * y[i] + axis[2] * z[i];
    }
    return projected;
  }

  int count() {
    return x.length;
  }

  /** Left, right, bottom and top of all spheres; a unit square if there are none. */
  double[] bounds() {
    if (count() == 0) {
      return new double[] {-0.5, 0.5, -0.5, 0.5};
    }
    double[] bounds = {
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    for (int i = 0; i < count(); i++) {
      bounds[0] = Math.min(bounds[0], x[i] - radius[i]);
      bounds[1] = Math.max(bounds[1], x[i] + radius[i]);
      bounds[2] = Math.min(bounds[2], y[i] - radius[i]);
      bounds[3] = Math.max(bounds[3], y[i] + radius[i]);
    }
    return bounds;
  }
}
