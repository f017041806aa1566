package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Part;

/**
 * Pays every macro-step the value of a measure after it, instead of its change: what counts is the
 * whole way, not the end.
 *
 * @param measure the measure
 * @param initial whether the first macro-step also pays the value before it
 */
record RunningReward(Measure measure, boolean initial) implements Reward {
  /** The entries of a scenario. */
  @Describe("Pays every step the value of a measure after it, instead of its change.")
  record Configuration(
      @Describe("The measure.") Part<Measure> measure,
      @Describe("Whether the first step also pays the value before it, that of the founder cells.")
          @Default("false")
          boolean initial) {}

  static RunningReward create(Configuration c, BuildContext context) {
    return new RunningReward(c.measure().build(context), c.initial());
  }

  @Override
  public Var transition(CellState before, CellState after) {
    Var reward = measure.of(after);
    return initial && before.step() == 0 ? reward.plus(measure.of(before)) : reward;
  }
}
