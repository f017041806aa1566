package org.blastema.rigidbody;

import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * How JBox2D computes.
 *
 * @param substeps time steps of JBox2D in a macro-step
 * @param velocityIterations sweeps over all contacts for the velocities
 * @param positionIterations sweeps over all contacts that push overlapping discs apart
 * @param scale length that JBox2D calls 1
 */
@Describe("How JBox2D computes.")
public record Accuracy(
    @Describe("Time steps of JBox2D in a macro-step.") @Default("10") @Range(min = 1, max = 100000)
        int substeps,
    @Describe("Sweeps over all contacts for the velocities, in a time step.")
        @Default("8")
        @Range(min = 1, max = 1000)
        int velocityIterations,
    @Describe("Sweeps over all contacts that push overlapping discs apart, in a time step.")
        @Default("3")
        @Range(min = 1, max = 1000)
        int positionIterations,
    @Describe(
            "Length that JBox2D calls 1. It takes discs of diameter 0.1 to 10, and lets them"
                + " overlap by 0.005.")
        @Default("1")
        @Unit("length")
        @Range(min = 0, exclusiveMin = true)
        double scale) {

  /** The entries' defaults. */
  public static Accuracy standard() {
    return new Accuracy(10, 8, 3, 1);
  }
}
