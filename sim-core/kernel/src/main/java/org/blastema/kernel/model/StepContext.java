package org.blastema.kernel.model;

import org.blastema.autodiff.Var;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.space.NeighborSearch;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/** What a step sees while a macro-step runs. */
public interface StepContext {
  /** The state as the steps before have left it. */
  CellState state();

  /** Replaces the state. */
  void state(CellState next);

  /**
   * The present value of a parameter, shape {@code rows x columns}; recorded by the tape where it
   * is trained.
   */
  Var value(Parameter parameter);

  /** The space that the cells live in. */
  Space space();

  /** Length of the macro-step. */
  double dt();

  /** Random numbers keyed by (seed, rollout, step). */
  KeyedRandom random();

  /** Neighbor search whose buffers belong to this rollout. */
  NeighborSearch neighbors();

  /** Adds the log-probability (a scalar) of a choice to the score of this macro-step. */
  void score(Var logProbability);

  /** Records a warning once a run, for example that a relaxation did not converge. */
  void warn(String message);

  /** A field of the present state. */
  default Var get(FieldSpec field) {
    return state().get(field.name());
  }

  /** Replaces one field of the present state. */
  default void set(FieldSpec field, Var value) {
    state(state().with(field.name(), value));
  }
}
