package org.blastema.cellbox;

import org.blastema.kernel.study.Study;
import org.blastema.plugin.BlastemaPlugin;

/** Contributes studies that fit CellBox networks to perturbation data. */
public final class CellBoxPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "cellbox";
  }

  @Override
  protected void configure() {
    contribute(
        Study.class, "cellbox-recovery", RecoveryStudy.Configuration.class, RecoveryStudy::of);
  }
}
