package org.blastema.gradbench;

import org.blastema.plugin.BlastemaPlugin;
import org.blastema.plugin.Command;

/** Contributes the command {@code gradbench}. */
public final class GradBenchPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "gradbench";
  }

  @Override
  protected void configure() {
    contribute(Command.class, "gradbench", GradBench.class, (c, context) -> c);
  }
}
