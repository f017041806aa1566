package org.blastema.kernel.grid;

import java.util.ArrayList;
import java.util.List;
import org.blastema.kernel.space.Grid;

/**
 * A grid and which of its sides are held at a concentration; through the others nothing flows.
 *
 * @param grid the voxels
 * @param axes its axes
 */
record Surroundings(Grid grid, List<GridAxis> axes) {
  /**
   * Sides in the order low x, high x, low y, ...
   *
   * @param held whether each is held
   */
  static Surroundings of(Grid grid, boolean[] held) {
    List<GridAxis> axes = new ArrayList<>();
    for (int axis = 0; axis < grid.dimensions(); axis++) {
      axes.add(GridAxis.of(grid, axis, held[2 * axis], held[2 * axis + 1]));
    }
    return new Surroundings(grid, List.copyOf(axes));
  }

  /** Whether any side is held. */
  boolean anyHeld() {
    return axes.stream().anyMatch(a -> a.lowHeld() || a.highHeld());
  }

  /** The sides that are held, as places in the order low x, high x, low y, ... */
  List<Integer> held() {
    List<Integer> sides = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      if (axes.get(axis).lowHeld()) {
        sides.add(2 * axis);
      }
      if (axes.get(axis).highHeld()) {
        sides.add(2 * axis + 1);
      }
    }
    return sides;
  }

  /** One over the square of a voxel's edge. */
  double perArea() {
    return 1 / (grid.spacing() * grid.spacing());
  }

  int voxels() {
    return grid.voxels();
  }
}
