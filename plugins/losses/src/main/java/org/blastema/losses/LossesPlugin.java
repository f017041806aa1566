package org.blastema.losses;

import org.blastema.plugin.BlastemaPlugin;

/** Contributes rewards and metrics, and what they are made of. */
public final class LossesPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "losses";
  }

  @Override
  protected void configure() {
    contribute(new ShapeKeywords());
    contribute(new TargetKeywords());
    contribute(new PopulationKeywords());
    contribute(new UtilityKeywords());
  }
}
