package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Part;

/**
 * Pays every macro-step the value of a measure after it, instead of its change: what counts is the
 * whole way, not the end. The state at the beginning is not looked at.
 *
 * @param measure the measure
 */
record RunningReward(Measure measure) implements Reward {
  /** The entries of a scenario. */
  @Describe("Pays every step the value of a measure after it, instead of its change.")
  record Configuration(@Describe("The measure.") Part<Measure> measure) {}

  static RunningReward create(Configuration c, BuildContext context) {
    return new RunningReward(c.measure().build(context));
  }

  @Override
  public Var transition(CellState before, CellState after) {
    return measure.of(after);
  }
}
