package org.blastema.kernel.random;

/**
 * What a random number is drawn for; part of its key. The order of the constants is part of every
 * run's bits.
 */
public enum Purpose {
  /** Which cell divides. */
  DIVISION,
  /** Where a daughter is put. */
  PLACEMENT,
  /** The initial state. */
  INITIAL_STATE,
  /** Thermal noise on positions. */
  BROWNIAN_MOTION,
  /** Whatever a plugin wants. */
  OTHER,
  /** Around which points a training looks. */
  PERTURBATION,
  /** Which cells die. */
  DEATH
}
