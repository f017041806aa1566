package org.blastema.kernel.random;

/**
 * Random numbers that are a pure function of (seed, rollout, step, purpose, cell): the same bits in
 * whatever order and on however many threads they are asked for.
 */
public interface KeyedRandom {
  /** A uniform number in the open interval (0, 1). */
  double uniform(Purpose purpose, int cell, int draw);

  /** A standard normal number. */
  double gaussian(Purpose purpose, int cell, int draw);
}
