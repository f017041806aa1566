package org.blastema.cellbox;

import org.blastema.kernel.network.IntracellularModel;
import org.blastema.kernel.study.Study;
import org.blastema.plugin.BlastemaPlugin;

/** Contributes studies that fit CellBox networks to data, and CellBox as what happens in a cell. */
public final class CellBoxPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "cellbox";
  }

  @Override
  protected void configure() {
    contribute(
        Study.class, "cellbox-recovery", RecoveryStudy.Configuration.class, RecoveryStudy::of);
    contribute(
        Study.class,
        "cellbox-prediction",
        PredictionStudy.Configuration.class,
        PredictionStudy::of);
    contribute(
        Study.class,
        "cellbox-experiments",
        ExperimentStudy.Configuration.class,
        ExperimentStudy::of);
    contribute(
        Study.class, "cellbox-semi-mechanistic", PairedStudy.Configuration.class, PairedStudy::of);
    contribute(
        IntracellularModel.Factory.class,
        "cellbox",
        CellBoxModel.Configuration.class,
        CellBoxModel::factory);
  }
}
