package org.blastema.kernel.model;

/** How a step relates to time. */
public enum StepKind {
  /** Solved at the current state: a field in steady state, relaxed positions, sensed quantities. */
  QUASI_STATIC,
  /** Advanced by the macro-step's length. */
  DYNAMIC,
  /** Changes the set of cells or their types. */
  EVENT
}
