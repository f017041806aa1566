package org.blastema.celltypes.adhesion;

import org.blastema.kernel.mechanics.Potential;
import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for adhesion by cadherins. */
public final class AdhesionKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        CellBehavior.class, "adheres", Adheres.Configuration.class, Adheres::create);
    language.contribute(
        Step.class,
        "cadherin-expression",
        CadherinExpression.Configuration.class,
        CadherinExpression::create);
    language.contribute(
        Potential.class,
        "cadherin-adhesion",
        CadherinAdhesion.Configuration.class,
        CadherinAdhesion::create);
  }
}
