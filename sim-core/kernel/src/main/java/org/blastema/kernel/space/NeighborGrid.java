package org.blastema.kernel.space;

import java.util.stream.IntStream;

/**
 * Boxes at least as wide as a reach, so that the neighbors of a cell are in its own box or next to
 * it. Along a periodic axis the boxes divide the period, and the first lies next to the last; along
 * any other one they cover what the cells cover.
 */
final class NeighborGrid {
  private final int dimensions;
  private final int[] boxes = {1, 1, 1};
  private final double[] low = new double[3];
  private final double[] perLength = new double[3];
  private final boolean[] periodic = new boolean[3];

  private NeighborGrid(int dimensions) {
    this.dimensions = dimensions;
  }

  /**
   * A grid for cells.
   *
   * @param positions column-major {@code count x dimensions}
   * @param periods period along every axis, infinite where there is none; empty if no axis has one
   */
  static NeighborGrid around(
      double[] positions, int count, int dimensions, double reach, double[] periods) {
    NeighborGrid grid = new NeighborGrid(dimensions);
    double[] extent = new double[3];
    for (int d = 0; d < dimensions; d++) {
      if (periods.length > 0 && periods[d] < Double.POSITIVE_INFINITY) {
        grid.periodic[d] = true;
        extent[d] = periods[d];
        continue;
      }
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        least = Math.min(least, positions[d * count + i]);
        greatest = Math.max(greatest, positions[d * count + i]);
      }
      grid.low[d] = least;
      extent[d] = greatest - least;
    }
    double width = reach;
    while (boxes(extent[0], width) * boxes(extent[1], width) * boxes(extent[2], width)
        > 2.0 * count) {
      width *= 1.25;
    }
    for (int d = 0; d < 3; d++) {
      grid.boxes[d] = (int) boxes(extent[d], width);
      grid.perLength[d] = grid.boxes[d] / extent[d];
    }
    return grid;
  }

  /** How many boxes of at least a width fit into an extent; one where the extent is no number. */
  private static double boxes(double extent, double width) {
    return extent < Double.POSITIVE_INFINITY ? Math.max(1, Math.floor(extent / width)) : 1;
  }

  /** Number of boxes along an axis. */
  int boxes(int axis) {
    return boxes[axis];
  }

  /** The box of the cell in row {@code i}. */
  int boxOf(double[] positions, int i, int count) {
    int x = index(positions[i], 0);
    int y = index(positions[count + i], 1);
    int z = dimensions == 3 ? index(positions[2 * count + i], 2) : 0;
    return (z * boxes[1] + y) * boxes[0] + x;
  }

  private int index(double coordinate, int axis) {
    double place = (coordinate - low[axis]) * perLength[axis];
    if (periodic[axis]) {
      place -= boxes[axis] * Math.floor(place / boxes[axis]);
    }
    return Math.clamp((long) place, 0, boxes[axis] - 1);
  }

  /** The boxes in and next to every box along every axis, each once. */
  int[][][] neighbors() {
    int[][][] near = new int[3][][];
    for (int d = 0; d < 3; d++) {
      near[d] = new int[boxes[d]][];
      for (int box = 0; box < boxes[d]; box++) {
        int number = boxes[d];
        IntStream around = IntStream.rangeClosed(box - 1, box + 1);
        near[d][box] =
            (periodic[d]
                    ? around.map(b -> Math.floorMod(b, number))
                    : around.filter(b -> b >= 0 && b < number))
                .distinct()
                .toArray();
      }
    }
    return near;
  }
}
