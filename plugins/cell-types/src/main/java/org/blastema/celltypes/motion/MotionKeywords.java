package org.blastema.celltypes.motion;

import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for cells that move by themselves. */
public final class MotionKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        CellBehavior.class, "migrates", Migrates.Configuration.class, Migrates::create);
    language.contribute(
        CellBehavior.class, "follows", Chemotaxis.Configuration.class, Chemotaxis::create);
    language.contribute(
        Step.class, "active-motion", ActiveMotion.Configuration.class, ActiveMotion::create);
    language.contribute(
        Step.class,
        "imposed-chemical",
        ImposedChemical.Configuration.class,
        ImposedChemical::create);
  }
}
