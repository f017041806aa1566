package org.blastema.kernel.initial;

import java.util.List;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.Parameter;

/** Where a rollout begins. */
public interface InitialState {
  /** Whether different rollouts begin differently. */
  boolean random();

  /**
   * Parameters that the founders depend on. They keep the values that the scenario gives them, also
   * in a training.
   */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Makes the founder state of the rollout that {@code random} is keyed by. */
  CellState create(StateSchema schema, KeyedRandom random);
}
