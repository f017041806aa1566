package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Power of one degree in the outline's expansion into spherical harmonics (Fourier modes in the
 * plane), relative to degree 0: how much of an ellipse (2), a triangle (3), ... the tissue is,
 * whatever its orientation and size.
 *
 * @param outline the outline
 * @param degree the degree
 */
record ShapePower(Outline outline, int degree) implements Measure {
  /** The entries of a scenario. */
  @Describe(
      "Power of one degree of the outline's spherical harmonics (Fourier modes in the plane),"
          + " relative to degree 0.")
  record Configuration(
      @Describe("The degree: 2 for elongation, 3 for three lobes, ...")
          @Default("2")
          @Range(min = 1, max = 20)
          int degree,
      @Describe("How sharply the outermost cell decides, in 1/length.")
          @Default("10")
          @Unit("1/length")
          @Range(min = 0, exclusiveMin = true)
          double sharpness,
      @Describe("Number of polar angles of the rays; at least the degree plus one.")
          @Default("16")
          @Range(min = 2, max = 100)
          int resolution) {}

  static ShapePower create(Configuration c, BuildContext context) {
    return new ShapePower(outline(c.degree(), c.sharpness(), c.resolution(), context), c.degree());
  }

  static Outline outline(int highest, double sharpness, int resolution, BuildContext context) {
    if (resolution <= highest) {
      throw InvalidConfiguration.at(
          "resolution", "must be greater than the highest degree " + highest);
    }
    int dimensions = context.require(Space.class).dimensions();
    return new Outline(SphericalHarmonics.upTo(dimensions, highest, resolution), sharpness);
  }

  @Override
  public Var of(CellState state) {
    return outline.relativePower(state).gatherRows(degree);
  }
}
