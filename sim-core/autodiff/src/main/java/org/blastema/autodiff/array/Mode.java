package org.blastema.autodiff.array;

import org.blastema.autodiff.LaneSupport;

/**
 * How functions are compiled.
 *
 * @param contracts whether a product that is used in one sum alone is rounded together with it, and
 *     long sums are taken in several parts; else results have the bits of the {@link Interpreter}
 * @param lanes numbers that a vector holds; 1 for code without vectors
 */
record Mode(boolean contracts, int lanes) {
  /** Code with the bits of the interpreter. */
  static final Mode EXACT = new Mode(false, 1);

  /** The fastest code. */
  static final Mode BEST = new Mode(true, Math.max(LaneSupport.count(), 1));
}
