package org.blastema.kernel.growth;

import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Growth that slows down toward the radius of a grown cell: {@code dr/dt = k (1 - r/R)}, solved
 * exactly, {@code r(t) = R + (r - R) exp(-k t / R)}. A radius above R shrinks back to it.
 */
public final class SaturatingGrowth {
  /** The law, for {@link Growth}; the rate is k (length/time). */
  public static final Formula LAW =
      Formula.trace(
          "saturating growth",
          Growth.PORTS,
          in -> {
            Expr limit = in.scalar("max-radius");
            Expr decay = in.scalar("rate").times(in.scalar("dt")).divide(limit).negate().exp();
            return new Expr[] {limit.plus(in.scalar("radius").minus(limit).times(decay))};
          });

  private SaturatingGrowth() {}

  /** The entries of a scenario. */
  @Describe(
      "Cells grow toward their final radius, ever more slowly: dr/dt = rate (1 - r / max-radius).")
  public record Configuration(
      @Describe("How fast a small cell's radius grows.")
          @Default("0.03")
          @Unit("length/time")
          @Range(min = 0)
          ParameterSpec rate,
      @Describe("Radius of a grown cell.")
          @Default("0.5")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec maxRadius) {}

  /** Makes the step from a scenario's entries. */
  public static Growth create(Configuration entries, BuildContext context) {
    return new Growth(
        LAW, entries.rate().scalar(context.seed()), entries.maxRadius().scalar(context.seed()));
  }
}
