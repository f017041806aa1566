package org.blastema.viewer;

import org.blastema.plugin.BlastemaPlugin;
import org.blastema.plugin.Command;

/** Contributes the command {@code view}. */
public final class ViewerPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "viewer";
  }

  @Override
  protected void configure() {
    contribute(Command.class, "view", View.class, (c, context) -> c);
  }
}
