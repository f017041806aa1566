package org.blastema.celltypes.signaling;

import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for signals between cells in contact. */
public final class SignalingKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(
        CellBehavior.class, "presents", Presents.Configuration.class, Presents::create);
    language.contribute(
        CellBehavior.class, "receives", Receives.Configuration.class, Receives::create);
    language.contribute(
        Step.class,
        "contact-signaling",
        ContactSignaling.Configuration.class,
        ContactSignaling::create);
  }
}
