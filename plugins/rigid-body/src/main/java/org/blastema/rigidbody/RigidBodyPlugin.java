package org.blastema.rigidbody;

import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.space.Space;
import org.blastema.plugin.BlastemaPlugin;
import org.blastema.plugin.Component;
import org.blastema.plugin.InvalidConfiguration;

/** Contributes the step {@code rigid-body}, boundaries, and measures of filling and overlap. */
public final class RigidBodyPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "rigid-body";
  }

  @Override
  protected void configure() {
    contribute(Step.class, "rigid-body", RigidBody.Configuration.class, RigidBody::create);
    contribute(Boundary.class, "wall", Wall.Configuration.class, (c, context) -> Wall.of(c));
    contribute(
        Boundary.class, "polygon", Polygon.Configuration.class, (c, context) -> Polygon.of(c));
    contribute(Boundary.class, "image-outline", ImageOutline.Configuration.class, ImageOutline::of);
    measure("mold-fill", MoldFill.Configuration.class, MoldFill::create);
    measure(
        "disc-overlap",
        Overlap.class,
        (c, context) -> {
          if (context.require(Space.class).dimensions() != 2) {
            throw InvalidConfiguration.at("", "measures discs in the plane");
          }
          return c;
        });
  }

  /** A measure is a reward (its change) and a metric (its value) under the same word. */
  private <C extends Record> void measure(
      String keyword, Class<C> configuration, Component.Factory<C, Measure> factory) {
    contribute(
        Reward.class,
        keyword,
        configuration,
        (c, context) -> factory.create(c, context).asReward());
    contribute(
        Metric.class,
        keyword,
        configuration,
        (c, context) -> factory.create(c, context).asMetric());
  }
}
