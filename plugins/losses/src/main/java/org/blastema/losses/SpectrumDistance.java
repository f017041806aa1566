package org.blastema.losses;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Sum of squared differences between a tissue's relative shape powers and given ones; see {@link
 * ShapePower}.
 *
 * @param outline the outline
 * @param powers relative powers of degrees 1, 2, ...
 */
record SpectrumDistance(Outline outline, List<Double> powers) implements Measure {
  /** The entries of a scenario. */
  @Describe(
      "Sum of squared differences of the outline's relative powers, degree by degree, from given"
          + " ones.")
  record Configuration(
      @Describe("Relative powers of degrees 1, 2, ...") @Unit("") List<Double> powers,
      @Describe("How sharply the outermost cell decides, in 1/length.")
          @Default("10")
          @Unit("1/length")
          @Range(min = 0, exclusiveMin = true)
          double sharpness,
      @Describe("Number of polar angles of the rays; at least the number of degrees plus one.")
          @Default("16")
          @Range(min = 2, max = 100)
          int resolution) {}

  static SpectrumDistance create(Configuration c, BuildContext context) {
    if (c.powers().isEmpty()) {
      throw InvalidConfiguration.at("powers", "needs at least the power of degree 1");
    }
    return new SpectrumDistance(
        ShapePower.outline(c.powers().size(), c.sharpness(), c.resolution(), context),
        List.copyOf(c.powers()));
  }

  @Override
  public Var of(CellState state) {
    double[] wanted = powers.stream().mapToDouble(Double::doubleValue).toArray();
    Var found = outline.relativePower(state);
    return found.rowRange(1, found.rows()).minus(Var.column(wanted)).square().sum();
  }
}
