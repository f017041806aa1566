package org.blastema.losses;

import org.blastema.plugin.KeywordGroup;

/** The scenario words for target shapes and how far a tissue is from them. */
final class TargetKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        TargetShape.class, "points", TargetPoints.Configuration.class, TargetPoints::create);
    language.contribute(
        TargetShape.class, "mask", TargetMask.Configuration.class, TargetMask::create);
    MeasureKeywords measures = new MeasureKeywords(language);
    measures.measureOfPositions(
        "chamfer-distance", ChamferDistance.Configuration.class, ChamferDistance::create);
    measures.measureOfPositions(
        "optimal-transport", OptimalTransport.Configuration.class, OptimalTransport::create);
    measures.measureOfPositions(
        "mask-overlap", MaskOverlap.Configuration.class, MaskOverlap::create);
  }
}
