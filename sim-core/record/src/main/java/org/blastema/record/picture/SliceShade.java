package org.blastema.record.picture;

import org.blastema.record.cells.VoxelGrid;

/** A slice of a field as the samples of a picture see it. */
final class SliceShade {
  private static final int COLORS = 1024;

  /** A slice that is nearer to its own edge than this, as a cosine, shows nothing of its face. */
  private static final double EDGE_ON = 1e-9;

  private final FieldSlice slice;
  private final Camera camera;
  private final double[] center;
  private final double[][] light = new double[COLORS + 1][];
  private final double[] missing;

  /**
   * Prepares a slice.
   *
   * @param center the point of the tissue that the picture has its origin at
   */
  SliceShade(FieldSlice slice, Camera camera, double[] center) {
    this.slice = slice;
    this.camera = camera;
    this.center = center;
    for (int k = 0; k <= COLORS; k++) {
      light[k] = linear(slice.map().rgb(k / (double) COLORS));
    }
    missing = linear(slice.map().rgb(Double.NaN));
  }

  private static double[] linear(int rgb) {
    return new double[] {
      Rgb.toLinear(rgb >> 16 & 255), Rgb.toLinear(rgb >> 8 & 255), Rgb.toLinear(rgb & 255)
    };
  }

  /** Left, right, bottom and top of the slice in the picture. */
  double[] bounds() {
    double[] bounds = {
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    VoxelGrid grid = slice.grid();
    for (int corner = 0; corner < 4; corner++) {
      double[] point = new double[3];
      point[slice.axis()] = slice.place() - center[slice.axis()];
      for (int direction = 0; direction < 2; direction++) {
        int axis = slice.along(direction);
        int voxels = (corner >> direction & 1) * slice.count(direction);
        point[axis] = grid.lower().get(axis) + voxels * grid.spacing() - center[axis];
      }
      double x = Camera.dot(camera.right(), point);
      double y = Camera.dot(camera.up(), point);
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.max(bounds[1], x);
      bounds[2] = Math.min(bounds[2], y);
      bounds[3] = Math.max(bounds[3], y);
    }
    return bounds;
  }

  /**
   * Blends the slice over the light of a sample if it is seen there.
   *
   * @param x to the right in the picture
   * @param y upwards
   * @param depth towards the viewer, of what is seen there without the slice
   * @param sample red, green and blue of it; changed
   * @return whether the slice is seen
   */
  boolean blend(double x, double y, double depth, double[] sample) {
    int axis = slice.axis();
    double facing = camera.towards()[axis];
    if (Math.abs(facing) < EDGE_ON) {
      return false;
    }
    double place = slice.place() - center[axis];
    double own = (place - x * camera.right()[axis] - y * camera.up()[axis]) / facing;
    // In the plane the field lies under the cells.
    if (slice.flat() ? depth != Double.NEGATIVE_INFINITY : own <= depth) {
      return false;
    }
    double u = slice.voxels(0, coordinate(slice.along(0), x, y, own));
    double v = slice.voxels(1, coordinate(slice.along(1), x, y, own));
    if (!(u >= 0 && u < slice.count(0) && v >= 0 && v < slice.count(1))) {
      return false;
    }
    double[] color = color(slice.at(u, v));
    for (int k = 0; k < 3; k++) {
      sample[k] += slice.opacity() * (color[k] - sample[k]);
    }
    return true;
  }

  private double coordinate(int axis, double x, double y, double depth) {
    return x * camera.right()[axis]
        + y * camera.up()[axis]
        + depth * camera.towards()[axis]
        + center[axis];
  }

  private double[] color(double value) {
    if (!Double.isFinite(value)) {
      return missing;
    }
    double span = slice.high() - slice.low();
    double share = span > 0 ? (value - slice.low()) / span : 0.5;
    return light[(int) Math.rint(Math.clamp(share, 0, 1) * COLORS)];
  }
}
