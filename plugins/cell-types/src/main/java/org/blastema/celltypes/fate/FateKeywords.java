package org.blastema.celltypes.fate;

import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for what becomes of cells. */
public final class FateKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        CellBehavior.class, "secretes", Secretes.Configuration.class, Secretes::create);
    language.contribute(
        CellBehavior.class, "proliferates", Proliferates.Configuration.class, Proliferates::create);
    language.contribute(
        CellBehavior.class,
        "contact-inhibited",
        ContactInhibited.Configuration.class,
        ContactInhibited::create);
    language.contribute(
        CellBehavior.class,
        "differentiates",
        Differentiates.Configuration.class,
        Differentiates::create);
    language.contribute(CellBehavior.class, "dies", Dies.Configuration.class, Dies::create);
    language.contribute(CellBehavior.class, "renews", Renews.Configuration.class, Renews::create);
    language.contribute(Step.class, "secretion", Secretion.Configuration.class, Secretion::create);
    language.contribute(
        Step.class, "proliferation", Proliferation.Configuration.class, Proliferation::create);
    language.contribute(
        Step.class,
        "differentiation",
        Differentiation.Configuration.class,
        Differentiation::create);
    language.contribute(Step.class, "death", Death.Configuration.class, Death::create);
    language.contribute(
        Step.class, "division-fate", DivisionFate.Configuration.class, DivisionFate::create);
  }
}
