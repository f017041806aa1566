package org.blastema.kernel.keywords;

import org.blastema.kernel.chemistry.ChemistryKeywords;
import org.blastema.kernel.division.DivisionKeywords;
import org.blastema.kernel.event.EventKeywords;
import org.blastema.kernel.grid.GridKeywords;
import org.blastema.kernel.growth.GrowthKeywords;
import org.blastema.kernel.initial.InitialKeywords;
import org.blastema.kernel.mechanics.MechanicsKeywords;
import org.blastema.kernel.network.NetworkKeywords;
import org.blastema.kernel.space.SpaceKeywords;
import org.blastema.kernel.training.TrainingKeywords;
import org.blastema.plugin.BlastemaPlugin;

/** The words that Blastema itself brings: steps and their parts, initial states, training. */
public final class KernelPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "kernel";
  }

  @Override
  protected void configure() {
    contribute(new SpaceKeywords());
    contribute(new InitialKeywords());
    contribute(new GrowthKeywords());
    contribute(new MechanicsKeywords());
    contribute(new ChemistryKeywords());
    contribute(new GridKeywords());
    contribute(new NetworkKeywords());
    contribute(new DivisionKeywords());
    contribute(new EventKeywords());
    contribute(new TrainingKeywords());
  }
}
