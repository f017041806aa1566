package org.blastema.kernel.grid;

import org.blastema.kernel.model.Step;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for chemicals on a grid. */
public final class GridKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        Step.class, "grid-diffusion", GridDiffusion.Configuration.class, GridDiffusion::create);
    language.contribute(Step.class, "dose", Dose.Configuration.class, Dose::create);
    language.contribute(GridSolver.class, "implicit", GridSolver.Implicit.class, (c, context) -> c);
    language.contribute(GridSolver.class, "steady", GridSolver.Steady.class, (c, context) -> c);
  }
}
