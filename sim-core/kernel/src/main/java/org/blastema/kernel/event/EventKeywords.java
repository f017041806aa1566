package org.blastema.kernel.event;

import org.blastema.kernel.model.Step;
import org.blastema.plugin.KeywordGroup;

/** The scenario words for what is done to a tissue at a given moment. */
public final class EventKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(Step.class, "cut", Cut.Configuration.class, Cut::create);
    language.contribute(Step.class, "set-field", SetField.Configuration.class, SetField::create);
  }
}
