package org.blastema.kernel.initial;

import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.StateSchema;

/** Where a rollout begins. */
public interface InitialState {
  /** Whether different rollouts begin differently. */
  boolean random();

  /** Makes the founder state of the rollout that {@code random} is keyed by. */
  CellState create(StateSchema schema, KeyedRandom random);
}
