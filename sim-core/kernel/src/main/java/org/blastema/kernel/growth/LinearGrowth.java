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
 * Growth at a constant rate, {@code r + g t}, then blended with the radius R of a grown cell:
 * {@code y (1 - s) + R s} with {@code s = logistic(k (y - R))}. Cells end up somewhat above R: at
 * rate 0.03, R = 0.5 and k = 10, linear growth comes to rest at 0.518. A steepness k of 0 selects
 * the smaller of y and R.
 *
 * <p>Source: R. Deshpande et al., "Engineering morphogenesis of cell clusters with differentiable
 * programming", Nature Computational Science (2025).
 */
public final class LinearGrowth {
  private LinearGrowth() {}

  /**
   * The law, for {@link Growth}; the rate is g (length/time).
   *
   * @param steepness k (1/length), not negative
   */
  public static Formula law(double steepness) {
    return Formula.trace(
        "linear growth",
        Growth.PORTS,
        in -> {
          Expr grown = in.scalar("radius").plus(in.scalar("rate").times(in.scalar("dt")));
          return new Expr[] {Limit.applied(grown, in.scalar("max-radius"), steepness)};
        });
  }

  /** The entries of a scenario. */
  @Describe("Cells grow at a constant rate up to about their final radius.")
  public record Configuration(
      @Describe("How fast the radius grows.") @Default("0.03") @Unit("length/time")
          ParameterSpec rate,
      @Describe("Radius that growth is blended with.")
          @Default("0.5")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec maxRadius,
      @Describe("Steepness of the blend; 0 for a hard limit.")
          @Default("10")
          @Unit("1/length")
          @Range(min = 0)
          double steepness) {}

  /** Makes the step from a scenario's entries. */
  public static Growth create(Configuration entries, BuildContext context) {
    return new Growth(
        law(entries.steepness()),
        entries.rate().scalar(context.seed()),
        entries.maxRadius().scalar(context.seed()));
  }
}
