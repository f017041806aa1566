package org.blastema.rigidbody;

import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Describe;

/**
 * Area that pairs of discs have in common, divided by the area of all discs: 0 as long as no two
 * discs overlap.
 */
@Describe("Area that pairs of discs have in common over the area of all discs; has no derivative.")
record Overlap() implements Measure {
  @Override
  public double of(CellState state) {
    double[] radii = state.radius().data();
    double[] shared = new double[1];
    Lens.each(
        new NeighborList(),
        state.position().data(),
        radii,
        (i, j, depth, area) -> shared[0] += area);
    double total = 0;
    for (double r : radii) {
      total += Math.PI * r * r;
    }
    return shared[0] / total;
  }
}
