package org.blastema.kernel.goal;

import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;

/**
 * What training maximizes: a scalar for every macro-step. A loss is a reward with a negative
 * weight.
 */
public interface Reward {
  /**
   * The reward of one macro-step, a scalar; differentiable where the states are recorded by a tape.
   */
  Var transition(CellState before, CellState after);
}
