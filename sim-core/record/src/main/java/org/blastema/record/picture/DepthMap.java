package org.blastema.record.picture;

import java.util.Arrays;

/**
 * Which sphere is nearest to the viewer in each sample of a picture, and how near (E. Catmull's
 * z-buffer, 1974). Spheres are exact in each sample, so they also cut each other exactly.
 */
final class DepthMap {
  static final int NOTHING = -1;

  private final int width;
  private final int height;
  private final double left;
  private final double top;
  private final double scale;
  private final int[] nearest;
  private final float[] depth;

  /**
   * Makes a map.
   *
   * @param left coordinate of the left edge
   * @param top coordinate of the top edge
   * @param scale samples per unit of length
   */
  DepthMap(Spheres spheres, int width, int height, double left, double top, double scale) {
    this.width = width;
    this.height = height;
    this.left = left;
    this.top = top;
    this.scale = scale;
    nearest = new int[width * height];
    depth = new float[width * height];
    Arrays.fill(nearest, NOTHING);
    Arrays.fill(depth, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < spheres.count(); i++) {
      draw(spheres, i);
    }
  }

  private void draw(Spheres spheres, int i) {
    double cx = (spheres.x()[i] - left) * scale;
    double cy = (top - spheres.y()[i]) * scale;
    double r = spheres.radius()[i] * scale;
    int firstRow = (int) Math.max(0, Math.ceil(cy - r - 0.5));
    int lastRow = (int) Math.min(height - 1, Math.floor(cy + r - 0.5));
    for (int row = firstRow; row <= lastRow; row++) {
      double dy = row + 0.5 - cy;
      double half = Math.sqrt(Math.max(0, r * r - dy * dy));
      int first = (int) Math.max(0, Math.ceil(cx - half - 0.5));
      int last = (int) Math.min(width - 1, Math.floor(cx + half - 0.5));
      for (int column = first; column <= last; column++) {
        double dx = column + 0.5 - cx;
        double rise = Math.sqrt(Math.max(0, r * r - dx * dx - dy * dy));
        float z = (float) (spheres.z()[i] + rise / scale);
        int k = row * width + column;
        if (z > depth[k]) {
          depth[k] = z;
          nearest[k] = i;
        }
      }
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Index of the sphere seen in a sample, or {@link #NOTHING}. */
  int nearest(int column, int row) {
    return nearest[row * width + column];
  }

  /** Whether each of {@code count} spheres is seen in some sample. */
  boolean[] seen(int count) {
    boolean[] seen = new boolean[count];
    for (int i : nearest) {
      if (i != NOTHING) {
        seen[i] = true;
      }
    }
    return seen;
  }

  /** Coordinate towards the viewer of what is seen in a sample. */
  double depth(int column, int row) {
    return depth[row * width + column];
  }

  /** Coordinate to the right of a sample's center. */
  double x(int column) {
    return left + (column + 0.5) / scale;
  }

  /** Coordinate upwards of a sample's center. */
  double y(int row) {
    return top - (row + 0.5) / scale;
  }

  /** Samples per unit of length. */
  double scale() {
    return scale;
  }

  /**
   * The part of the samples around a point that see nothing before it: 1 in full light, 0 in full
   * shadow (percentage-closer filtering, W. Reeves, D. Salesin and R. Cook, 1987).
   *
   * @param slack depth by which a sample may be before the point without covering it
   * @param reach half width of the samples looked at, in samples
   */
  double open(double x, double y, double z, double slack, int reach) {
    int column = (int) Math.floor((x - left) * scale);
    int row = (int) Math.floor((top - y) * scale);
    int stride = Math.max(1, reach / 3);
    int open = 0;
    int looked = 0;
    for (int dr = -reach; dr <= reach; dr += stride) {
      for (int dc = -reach; dc <= reach; dc += stride) {
        int c = column + dc;
        int r = row + dr;
        boolean inside = c >= 0 && c < width && r >= 0 && r < height;
        looked++;
        if (!inside || depth[r * width + c] <= z + slack) {
          open++;
        }
      }
    }
    return (double) open / looked;
  }
}
