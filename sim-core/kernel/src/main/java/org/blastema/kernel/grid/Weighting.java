package org.blastema.kernel.grid;

/** How a cell is spread over the voxels around it: B-splines of degree 0, 1, 2. */
public enum Weighting {
  /** All to the voxel that the cell is in. Its derivative by the position is zero. */
  NEAREST(1),
  /** To the two nearest along every axis; continuous. */
  LINEAR(2),
  /** To the three nearest along every axis; with continuous gradient. */
  QUADRATIC(3);

  private final int voxels;

  Weighting(int voxels) {
    this.voxels = voxels;
  }

  /** Voxels along an axis. */
  int voxels() {
    return voxels;
  }

  /**
   * Weights along an axis.
   *
   * @param at coordinate in edges of voxels from the lower side, between 0 and {@code length}
   * @param w where to write: weights from 0 on, their derivatives from 3 on, second ones from 6 on
   * @return the first voxel, which may lie outside of the grid
   */
  int weigh(double at, int length, double[] w) {
    return switch (this) {
      case NEAREST -> {
        set(w, 0, 1, 0, 0);
        yield Math.min(length - 1, (int) at);
      }
      case LINEAR -> {
        int first = (int) Math.floor(at - 0.5);
        double t = at - 0.5 - first;
        set(w, 0, 1 - t, -1, 0);
        set(w, 1, t, 1, 0);
        yield first;
      }
      case QUADRATIC -> {
        int nearest = Math.min(length - 1, (int) at);
        double t = at - 0.5 - nearest;
        double low = 0.5 - t;
        double high = 0.5 + t;
        set(w, 0, 0.5 * low * low, -low, 1);
        set(w, 1, 0.75 - t * t, -2 * t, -2);
        set(w, 2, 0.5 * high * high, high, 1);
        yield nearest - 1;
      }
    };
  }

  private static void set(double[] w, int k, double weight, double slope, double curvature) {
    w[k] = weight;
    w[3 + k] = slope;
    w[6 + k] = curvature;
  }
}
