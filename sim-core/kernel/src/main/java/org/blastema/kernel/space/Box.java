package org.blastema.kernel.space;

import java.util.List;

/**
 * Space that has sides along some axes.
 *
 * @param sides what is at both ends of every axis, 2 or 3 of them
 */
public record Box(List<Sides> sides) implements Space {
  /** Checks the dimension and keeps a copy. */
  public Box {
    sides = List.copyOf(sides);
    if (sides.size() != 2 && sides.size() != 3) {
      throw new IllegalArgumentException("space has 2 or 3 dimensions, not " + sides.size());
    }
  }

  @Override
  public int dimensions() {
    return sides.size();
  }
}
