package org.blastema.record.cells;

import java.util.List;

/**
 * Where the rows of a store lie if they are the voxels of a grid: numbered with x running fastest,
 * then y, then z.
 *
 * @param lower lower corner of the box, a coordinate a dimension
 * @param spacing edge of a voxel
 * @param shape number of voxels along every axis
 */
public record VoxelGrid(List<Double> lower, double spacing, List<Integer> shape) {
  /** Checks that corner and shape have the same number of axes. */
  public VoxelGrid {
    lower = List.copyOf(lower);
    shape = List.copyOf(shape);
    if (lower.size() != shape.size() || !(spacing > 0)) {
      throw new IllegalArgumentException(
          "a grid of " + shape + " voxels of edge " + spacing + " from " + lower);
    }
  }

  /** Number of voxels. */
  public int voxels() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
