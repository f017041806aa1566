package org.blastema.losses;

import org.blastema.kernel.space.Axis;
import org.blastema.kernel.space.Space;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for the size and the shape of a tissue. */
final class ShapeKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    MeasureKeywords measures = new MeasureKeywords(language);
    measures.measureOfPositions("axial-spread", AxialSpread.class, (c, x) -> along(c.axis(), c, x));
    measures.measureOfPositions("axial-ratio", AxialRatio.class, (c, x) -> along(c.axis(), c, x));
    measures.measureOfPositions(
        "log-axial-ratio", LogAxialRatio.class, (c, x) -> along(c.axis(), c, x));
    measures.measureOfPositions("extent", Extent.Configuration.class, Extent::create);
    measures.measureOfPositions(
        "gyration-radius", GyrationRadius.class, (c, x) -> new Gyration.Radius());
    measures.measureOfPositions(
        "principal-axis-ratio",
        PrincipalAxisRatio.class,
        (c, x) -> new Gyration.PrincipalAxisRatio());
    measures.measureOfPositions(
        "aspect-ratio", AspectRatio.class, (c, x) -> new Gyration.AspectRatio());
    measures.measureOfPositions(
        "asphericity", Asphericity.class, (c, x) -> new Gyration.Asphericity());
    measures.measureOfPositions(
        "anisotropy", Anisotropy.class, (c, x) -> new Gyration.Anisotropy());
    measures.measureOfPositions(
        "compactness", Compactness.class, (c, x) -> new Gyration.Compactness());
    measures.measureOfPositions("v-shape", VShape.class, (c, x) -> c);
    measures.measureOfPositions("v-rays", VRays.class, (c, x) -> c);
    measures.measureOfPositions("shape-power", ShapePower.Configuration.class, ShapePower::create);
    measures.measureOfPositions(
        "spectrum-distance", SpectrumDistance.Configuration.class, SpectrumDistance::create);
  }

  private static Measure along(Axis axis, Measure measure, BuildContext context) {
    axis.in(context.require(Space.class));
    return measure;
  }

  /** Configuration. */
  @Describe("Root mean square distance of the cells from their center.")
  record GyrationRadius() {}

  /** Configuration. */
  @Describe(
      "Square root of the ratio of the largest to the smallest eigenvalue of the positions'"
          + " covariance.")
  record PrincipalAxisRatio() {}

  /** Configuration. */
  @Describe(
      "Square root of the ratio of the largest to the second largest eigenvalue of the positions'"
          + " covariance.")
  record AspectRatio() {}

  /** Configuration. */
  @Describe(
      "Largest eigenvalue of the positions' covariance minus the mean of the others: 0 for a ball.")
  record Asphericity() {}

  /** Configuration. */
  @Describe("Relative shape anisotropy: 0 for a ball, 1 for a line.")
  record Anisotropy() {}

  /** Configuration. */
  @Describe("Area or volume of the cells over that of the ball with the tissue's gyration radius.")
  record Compactness() {}
}
