package org.blastema.kernel.model;

/**
 * How much of a trajectory's past is live when the log-probability of a choice is differentiated.
 */
public enum History {
  /**
   * All of it: the entering state of a macro-step carries the parameters' influence of all steps
   * before.
   */
  FULL,
  /**
   * None: every macro-step's entering state is held constant. The published elongation run does
   * this; it biases the gradient of a model with memory.
   */
  TRUNCATED
}
