package org.blastema.kernel.space;

import java.util.List;

/**
 * A box cut into cubic (in the plane: square) voxels. Voxels are numbered with x running fastest,
 * then y, then z.
 *
 * @param lower lower corner of the box, one coordinate a dimension
 * @param spacing edge of a voxel
 * @param shape number of voxels along every axis
 */
public record Grid(List<Double> lower, double spacing, List<Integer> shape) {
  /** Checks that there is a box. */
  public Grid {
    lower = List.copyOf(lower);
    shape = List.copyOf(shape);
    if (lower.size() != shape.size() || lower.size() < 1 || lower.size() > 3) {
      throw new IllegalArgumentException("a corner " + lower + " of a grid " + shape);
    }
    if (!(spacing > 0) || shape.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(shape + " voxels of edge " + spacing);
    }
    long voxels = 1;
    for (int n : shape) {
      voxels = Math.multiplyExact(voxels, (long) n);
    }
    if (voxels > 1 << 28) {
      throw new IllegalArgumentException(voxels + " voxels are too many");
    }
  }

  /** Number of axes. */
  public int dimensions() {
    return shape.size();
  }

  /** Number of voxels. */
  public int voxels() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /** Distance in number from a voxel to the next one along an axis. */
  public int stride(int axis) {
    return shape.subList(0, axis).stream().reduce(1, (a, b) -> a * b);
  }

  /** Volume of a voxel; in the plane its area. */
  public double voxelVolume() {
    return Math.pow(spacing, dimensions());
  }

  /** Coordinate of the upper side along an axis. */
  public double upper(int axis) {
    return lower.get(axis) + shape.get(axis) * spacing;
  }

  /** Coordinate of the center of a voxel along an axis. */
  public double center(int voxel, int axis) {
    int along = voxel / stride(axis) % shape.get(axis);
    return lower.get(axis) + (along + 0.5) * spacing;
  }

  /** Where a voxel is, for messages: the coordinates of its center. */
  public String place(int voxel) {
    StringBuilder text = new StringBuilder("(");
    for (int axis = 0; axis < dimensions(); axis++) {
      text.append(axis == 0 ? "" : ", ").append((float) center(voxel, axis));
    }
    return text.append(")").toString();
  }
}
