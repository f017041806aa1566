package org.blastema.losses;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.state.CellState;

/**
 * A scalar of a tissue at one moment. A measure is a metric (its value), a reward (a macro-step
 * earns the change of it, so that rewards add up to end minus start, and so do their gradients),
 * and a part of other measures.
 */
@FunctionalInterface
public interface Measure {
  /** The measure, 1 x 1; differentiable where the state is recorded. */
  Var of(CellState state);

  /** Unit as a product of base quantities; empty for a pure number. */
  default String unit() {
    return "";
  }

  /** The reward that pays for increases. */
  default Reward asReward() {
    return (before, after) -> of(after).minus(of(before));
  }

  /** The value at the last moment of a history. */
  default Metric asMetric() {
    return new Metric() {
      @Override
      public String unit() {
        return Measure.this.unit();
      }

      @Override
      public double of(List<CellState> history) {
        return Measure.this.of(history.get(history.size() - 1)).item();
      }
    };
  }
}
