package org.blastema.kernel.space;

import org.blastema.plugin.KeywordGroup;

/** The scenario words for what is at the sides of space. */
public final class SpaceKeywords implements KeywordGroup {
  @Override
  public void contributeTo(Language language) {
    language.contribute(Sides.class, "periodic", Sides.Periodic.Ends.class, Sides.Periodic::create);
    language.contribute(Sides.class, "walls", Sides.Walls.Entries.class, Sides.Walls::create);
  }
}
