package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.state.CellState;

/**
 * A scalar of a tissue at one moment. As a reward, a macro-step earns the change of it, so rewards
 * add up to end minus start.
 */
@FunctionalInterface
interface StateMeasure {
  /** The measure, 1 x 1; differentiable where the state is recorded. */
  Var of(CellState state);

  /** The reward that pays for increases. */
  default Reward asReward() {
    return (before, after) -> of(after).minus(of(before));
  }
}
