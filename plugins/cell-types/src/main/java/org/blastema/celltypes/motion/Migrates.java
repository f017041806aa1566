package org.blastema.celltypes.motion;

import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.space.Space;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Cells that crawl: a persistent random walk, possibly biased along an axis; see {@link
 * ActiveMotion}.
 *
 * @param speed speed (length/time), a scalar
 * @param persistence time P over which a cell forgets its heading (time), a scalar
 * @param bias share b of the axis in the direction, from 0 to 1, a scalar
 * @param axis the axis of the bias
 */
public record Migrates(Parameter speed, Parameter persistence, Parameter bias, Axis axis)
    implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param speed speed
   * @param persistence persistence time
   * @param bias share of the axis
   * @param axis the axis
   */
  @Describe("Crawls at a speed in a direction that persists for a while: a persistent random walk.")
  public record Configuration(
      @Describe("Speed.") @Default("0.1") @Unit("length/time") @Range(min = 0) ParameterSpec speed,
      @Describe("Time over which a cell forgets where it was heading.")
          @Default("1")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec persistence,
      @Describe("Share of a fixed axis in the direction: 0 for none, 1 for straight along it.")
          @Default("0")
          @Range(min = 0, max = 1)
          ParameterSpec bias,
      @Describe("The axis of the bias.") @Default("x") Axis axis) {}

  /** Makes the behavior from the entries of a scenario. */
  public static Migrates create(Configuration c, BuildContext context) {
    return new Migrates(
        c.speed.scalar(context.seed()),
        c.persistence.scalar(context.seed()),
        c.bias.scalar(context.seed()),
        c.axis.in(context.require(Space.class)));
  }

  @Override
  public boolean carriedOutBy(Step step) {
    return step instanceof ActiveMotion;
  }

  @Override
  public String needs() {
    return "a step 'active-motion'";
  }
}
