package org.blastema.kernel.mechanics;

import org.blastema.kernel.model.Step;

/** A step that moves cells under a potential; steps after it may sense the same potential. */
public interface Mechanics extends Step {
  /** The potential. */
  Potential potential();
}
