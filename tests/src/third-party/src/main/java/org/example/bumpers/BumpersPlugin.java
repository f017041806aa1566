package org.example.bumpers;

import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.mechanics.Potential;
import org.blastema.kernel.model.CellPreset;
import org.blastema.plugin.BlastemaPlugin;
import org.blastema.plugin.Command;

/** A potential, a loss, a cell type and a command. */
public final class BumpersPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "bumpers";
  }

  @Override
  protected void configure() {
    contribute(Potential.class, "bumper", Bumper.class, Bumper::create);
    contribute(Reward.class, "tightness", Tightness.class, (entries, context) -> entries);
    contribute(Metric.class, "tightness", Tightness.class, (entries, context) -> entries);
    contribute(CellPreset.class, "pillar", Pillar.class, Pillar::create);
    contribute(Command.class, "bumper-table", BumperTable.class, (entries, context) -> entries);
  }
}
