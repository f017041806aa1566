package org.blastema.kernel.growth;

import org.blastema.kernel.model.Step;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for growth. */
public final class GrowthKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        Step.class,
        "saturating-growth",
        SaturatingGrowth.Configuration.class,
        SaturatingGrowth::create);
    language.contribute(
        Step.class, "linear-growth", LinearGrowth.Configuration.class, LinearGrowth::create);
    language.contribute(
        Step.class, "volume-growth", VolumeGrowth.Configuration.class, VolumeGrowth::create);
    language.contribute(
        Step.class,
        "exponential-growth",
        ExponentialGrowth.Configuration.class,
        ExponentialGrowth::create);
  }
}
