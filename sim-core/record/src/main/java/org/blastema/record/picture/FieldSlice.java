package org.blastema.record.picture;

import java.util.Objects;
import org.blastema.record.cells.VoxelGrid;

/**
 * A layer of a field on a grid with its colors. Numbers belong to the middles of voxels; between
 * them they are interpolated linearly along both axes.
 *
 * @param grid where the voxels lie
 * @param values one a voxel, x running fastest
 * @param axis which the layer lies across: 0, 1 or 2; 2 in the plane
 * @param layer number of the layer along that axis, from 0
 * @param label name and unit for the color bar
 * @param map the colors
 * @param low number at the lower end of the color bar
 * @param high number at the upper end of the color bar
 * @param opacity from 0 for a slice that is not seen to 1 for one that hides what is behind it
 */
public record FieldSlice(
    VoxelGrid grid,
    double[] values,
    int axis,
    int layer,
    String label,
    ColorMap map,
    double low,
    double high,
    double opacity) {

  /** Checks that there is a number for every voxel, and such a layer. */
  public FieldSlice {
    Objects.requireNonNull(label);
    Objects.requireNonNull(map);
    if (values.length != grid.voxels()) {
      throw new IllegalArgumentException(
          values.length + " numbers for the " + grid.voxels() + " voxels of a field");
    }
    int dimensions = grid.shape().size();
    if (axis < 0 || axis > 2 || (dimensions == 2 && axis != 2)) {
      throw new IllegalArgumentException("a field has no slice across axis " + axis);
    }
    int layers = axis < dimensions ? grid.shape().get(axis) : 1;
    if (layer < 0 || layer >= layers) {
      throw new IllegalArgumentException(
          "a field has no layer " + layer + "; there are " + layers + " of them");
    }
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("an opacity of " + opacity);
    }
  }

  /** The layer at a share, from 0 to 1, of an axis of a grid. */
  public static int layerAt(VoxelGrid grid, int axis, double share) {
    int layers = axis < grid.shape().size() ? grid.shape().get(axis) : 1;
    return Math.clamp((int) Math.floor(share * layers), 0, layers - 1);
  }

  boolean flat() {
    return grid.shape().size() == 2;
  }

  /** Coordinate of the middle of the layer along its axis. */
  double place() {
    return flat() ? 0 : grid.lower().get(axis) + (layer + 0.5) * grid.spacing();
  }

  /** The axis of the slice's own first (0) or second (1) direction. */
  int along(int direction) {
    int first = axis == 0 ? 1 : 0;
    return direction == 0 ? first : axis == 2 ? 1 : 2;
  }

  int count(int direction) {
    return grid.shape().get(along(direction));
  }

  /** Distance from the lower corner along a direction, in voxels. */
  double voxels(int direction, double coordinate) {
    return (coordinate - grid.lower().get(along(direction))) / grid.spacing();
  }

  /**
   * The number at a place inside of the slice, by its distances from the lower corner in voxels.
   */
  double at(double u, double v) {
    double pu = Math.clamp(u - 0.5, 0, count(0) - 1.0);
    double pv = Math.clamp(v - 0.5, 0, count(1) - 1.0);
    int i = Math.min((int) pu, Math.max(0, count(0) - 2));
    int j = Math.min((int) pv, Math.max(0, count(1) - 2));
    int i1 = Math.min(i + 1, count(0) - 1);
    int j1 = Math.min(j + 1, count(1) - 1);
    double below = mixed(value(i, j), value(i1, j), pu - i);
    double above = mixed(value(i, j1), value(i1, j1), pu - i);
    return mixed(below, above, pv - j);
  }

  private static double mixed(double a, double b, double share) {
    return share == 0 ? a : a + share * (b - a);
  }

  private double value(int i, int j) {
    int[] at = new int[3];
    at[along(0)] = i;
    at[along(1)] = j;
    at[axis] = flat() ? 0 : layer;
    return values[at[0] + grid.shape().get(0) * (at[1] + grid.shape().get(1) * at[2])];
  }
}
