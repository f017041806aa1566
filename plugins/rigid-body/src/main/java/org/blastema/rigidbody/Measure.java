package org.blastema.rigidbody;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.state.CellState;

/**
 * A pure number that describes a tissue at one moment, without derivative. As a reward, a
 * macro-step earns the change of it.
 */
@FunctionalInterface
interface Measure {
  /** The measure. */
  double of(CellState state);

  /** The reward that pays for increases. */
  default Reward asReward() {
    return (before, after) -> Var.constant(of(after) - of(before));
  }

  /** The metric. */
  default Metric asMetric() {
    return new Metric() {
      @Override
      public String unit() {
        return "";
      }

      @Override
      public double of(List<CellState> history) {
        return Measure.this.of(history.getLast());
      }
    };
  }
}
