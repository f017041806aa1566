package org.blastema.kernel.grid;

import org.blastema.kernel.space.Grid;

/**
 * One axis of a grid with what holds at its two sides. Its second difference, for voxels i along
 * the axis, is {@code (T c)_i = 2 c_i - c_(i-1) - c_(i+1)}; at a side through which nothing flows
 * the difference to the outside is left out, at a side that is held at b it is {@code 2 (c_i - b)},
 * as the side is half a voxel away. T is symmetric and positive semidefinite; what b adds is left
 * to {@link #addWalls}.
 *
 * @param length voxels along the axis
 * @param stride distance in number from a voxel to the next one
 * @param blocks how many stretches of {@code length * stride} voxels the grid has
 * @param lowHeld whether the lower side is held at a concentration
 * @param highHeld whether the upper side is
 */
record GridAxis(int length, int stride, int blocks, boolean lowHeld, boolean highHeld) {
  /** Rows of voxels along x that are swept together, to keep the processor busy. */
  private static final int TOGETHER = 8;

  static GridAxis of(Grid grid, int axis, boolean lowHeld, boolean highHeld) {
    int length = grid.shape().get(axis);
    int stride = grid.stride(axis);
    return new GridAxis(length, stride, grid.voxels() / (length * stride), lowHeld, highHeld);
  }

  /** Entry i of the diagonal of T. */
  private double diagonal(int i) {
    double low = i > 0 ? 1 : lowHeld ? 2 : 0;
    double high = i < length - 1 ? 1 : highHeld ? 2 : 0;
    return low + high;
  }

  /** Adds {@code factor * T c} to {@code into}. */
  void addDifferences(double factor, double[] c, double[] into) {
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < length; i++) {
        int begin = (block * length + i) * stride;
        double own = factor * diagonal(i);
        double low = i > 0 ? factor : 0;
        double high = i < length - 1 ? factor : 0;
        int before = i > 0 ? -stride : 0;
        int after = i < length - 1 ? stride : 0;
        for (int p = begin; p < begin + stride; p++) {
          into[p] += own * c[p] - low * c[p + before] - high * c[p + after];
        }
      }
    }
  }

  /** Adds to {@code into} what held sides contribute: {@code 2 factor b} next to them. */
  void addWalls(double factor, double low, double high, double[] into) {
    if (lowHeld) {
      addToSide(0, 2 * factor * low, into);
    }
    if (highHeld) {
      addToSide(length - 1, 2 * factor * high, into);
    }
  }

  private void addToSide(int i, double value, double[] into) {
    for (int block = 0; block < blocks; block++) {
      int begin = (block * length + i) * stride;
      for (int p = begin; p < begin + stride; p++) {
        into[p] += value;
      }
    }
  }

  /** The sum of {@code values} over the voxels next to a side. */
  double sumAtSide(boolean high, double[] values) {
    int i = high ? length - 1 : 0;
    double sum = 0;
    for (int block = 0; block < blocks; block++) {
      int begin = (block * length + i) * stride;
      for (int p = begin; p < begin + stride; p++) {
        sum += values[p];
      }
    }
    return sum;
  }

  /**
   * The factors of {@code a I + r T}, by elimination along the axis (Thomas' algorithm).
   *
   * @param inverse 1 over every pivot
   * @param ratio r over every pivot
   */
  record Factors(double r, double[] inverse, double[] ratio) {}

  /**
   * Factors {@code a I + r T} with a, r positive: always possible, pivots are at least a.
   *
   * @param a what is added to the diagonal
   * @param r weight of the differences
   */
  Factors factor(double a, double r) {
    double[] inverse = new double[length];
    double[] ratio = new double[length];
    double carried = 0;
    for (int i = 0; i < length; i++) {
      inverse[i] = 1 / (a + r * diagonal(i) - carried);
      ratio[i] = r * inverse[i];
      carried = r * ratio[i];
    }
    return new Factors(r, inverse, ratio);
  }

  /** Solves {@code (a I + r T) y = x} in place along every line of the grid. */
  void solve(Factors factors, double[] x) {
    if (stride == 1) {
      solveRows(factors, x);
      return;
    }
    double r = factors.r();
    for (int block = 0; block < blocks; block++) {
      int first = block * length * stride;
      scale(x, first, factors.inverse()[0]);
      for (int i = 1; i < length; i++) {
        int begin = first + i * stride;
        double inverse = factors.inverse()[i];
        for (int p = begin; p < begin + stride; p++) {
          x[p] = (x[p] + r * x[p - stride]) * inverse;
        }
      }
      for (int i = length - 2; i >= 0; i--) {
        int begin = first + i * stride;
        double ratio = factors.ratio()[i];
        for (int p = begin; p < begin + stride; p++) {
          x[p] += ratio * x[p + stride];
        }
      }
    }
  }

  private void scale(double[] x, int begin, double factor) {
    for (int p = begin; p < begin + stride; p++) {
      x[p] *= factor;
    }
  }

  /** Lines that lie one after the other: some of them together, as each step awaits the last. */
  private void solveRows(Factors factors, double[] x) {
    int block = 0;
    for (; block + TOGETHER <= blocks; block += TOGETHER) {
      solveEight(factors, x, block * length);
    }
    for (; block < blocks; block++) {
      solveRow(factors, x, block * length);
    }
  }

  private void solveRow(Factors factors, double[] x, int begin) {
    double r = factors.r();
    double y = 0;
    for (int i = 0; i < length; i++) {
      y = (x[begin + i] + r * y) * factors.inverse()[i];
      x[begin + i] = y;
    }
    for (int i = length - 2; i >= 0; i--) {
      y = x[begin + i] + factors.ratio()[i] * y;
      x[begin + i] = y;
    }
  }

  private void solveEight(Factors factors, double[] x, int begin) {
    int n = length;
    double[] inverses = factors.inverse();
    double[] ratios = factors.ratio();
    double r = factors.r();
    int p0 = begin;
    int p1 = p0 + n;
    int p2 = p1 + n;
    int p3 = p2 + n;
    int p4 = p3 + n;
    int p5 = p4 + n;
    int p6 = p5 + n;
    int p7 = p6 + n;
    double y0 = 0;
    double y1 = 0;
    double y2 = 0;
    double y3 = 0;
    double y4 = 0;
    double y5 = 0;
    double y6 = 0;
    double y7 = 0;
    for (int i = 0; i < n; i++) {
      double inverse = inverses[i];
      x[p0 + i] = y0 = (x[p0 + i] + r * y0) * inverse;
      x[p1 + i] = y1 = (x[p1 + i] + r * y1) * inverse;
      x[p2 + i] = y2 = (x[p2 + i] + r * y2) * inverse;
      x[p3 + i] = y3 = (x[p3 + i] + r * y3) * inverse;
      x[p4 + i] = y4 = (x[p4 + i] + r * y4) * inverse;
      x[p5 + i] = y5 = (x[p5 + i] + r * y5) * inverse;
      x[p6 + i] = y6 = (x[p6 + i] + r * y6) * inverse;
      x[p7 + i] = y7 = (x[p7 + i] + r * y7) * inverse;
    }
    for (int i = n - 2; i >= 0; i--) {
      double ratio = ratios[i];
      x[p0 + i] = y0 = x[p0 + i] + ratio * y0;
      x[p1 + i] = y1 = x[p1 + i] + ratio * y1;
      x[p2 + i] = y2 = x[p2 + i] + ratio * y2;
      x[p3 + i] = y3 = x[p3 + i] + ratio * y3;
      x[p4 + i] = y4 = x[p4 + i] + ratio * y4;
      x[p5 + i] = y5 = x[p5 + i] + ratio * y5;
      x[p6 + i] = y6 = x[p6 + i] + ratio * y6;
      x[p7 + i] = y7 = x[p7 + i] + ratio * y7;
    }
  }
}
