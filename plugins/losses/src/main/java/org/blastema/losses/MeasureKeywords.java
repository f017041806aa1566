package org.blastema.losses;

import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.space.Space;
import org.blastema.plugin.Component;
import org.blastema.plugin.KeywordGroup.Language;

/** Adds measures to the scenario language. */
record MeasureKeywords(Language language) {
  /** The same for a measure that takes positions as they are, which periodic sides do not allow. */
  <C extends Record> void measureOfPositions(
      String keyword, Class<C> configuration, Component.Factory<C, ? extends Measure> factory) {
    measure(
        keyword,
        configuration,
        (c, context) -> {
          context.require(Space.class).refusePeriodicSides();
          return factory.create(c, context);
        });
  }

  /** One word for the measure as a reward, as a metric, and as a part of other measures. */
  <C extends Record> void measure(
      String keyword, Class<C> configuration, Component.Factory<C, ? extends Measure> factory) {
    language.contribute(
        Reward.class,
        keyword,
        configuration,
        (c, context) -> factory.create(c, context).asReward());
    language.contribute(
        Metric.class,
        keyword,
        configuration,
        (c, context) -> factory.create(c, context).asMetric());
    language.contribute(Measure.class, keyword, configuration, factory::create);
  }
}
