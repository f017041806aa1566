package org.blastema.celltypes;

import org.blastema.celltypes.adhesion.AdhesionKeywords;
import org.blastema.celltypes.fate.FateKeywords;
import org.blastema.celltypes.measure.MeasureKeywords;
import org.blastema.celltypes.motion.MotionKeywords;
import org.blastema.celltypes.signaling.SignalingKeywords;
import org.blastema.plugin.BlastemaPlugin;

/** Contributes behaviors of cell types, the steps that carry them out, and ready-made types. */
public final class CellTypesPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "cell-types";
  }

  @Override
  protected void configure() {
    contribute(new AdhesionKeywords());
    contribute(new MotionKeywords());
    contribute(new SignalingKeywords());
    contribute(new FateKeywords());
    contribute(new PresetKeywords());
    contribute(new MeasureKeywords());
  }
}
