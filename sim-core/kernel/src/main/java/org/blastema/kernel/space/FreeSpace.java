package org.blastema.kernel.space;

import java.util.Collections;
import java.util.List;

/**
 * Unbounded Euclidean space.
 *
 * @param dimensions 2 or 3
 */
public record FreeSpace(int dimensions) implements Space {
  /** Checks the dimension. */
  public FreeSpace {
    if (dimensions != 2 && dimensions != 3) {
      throw new IllegalArgumentException("space has 2 or 3 dimensions, not " + dimensions);
    }
  }

  @Override
  public List<Sides> sides() {
    return Collections.nCopies(dimensions, new Sides.Open());
  }
}
