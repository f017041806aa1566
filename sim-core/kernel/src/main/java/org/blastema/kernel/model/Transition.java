package org.blastema.kernel.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/**
 * One macro-step that was run, with its tape if it was recorded.
 *
 * @param tape the tape, or null
 * @param inputs fields of the entering state that are live, bound to the tape
 * @param parameters parameters that are live, bound to the tape
 * @param leaving the state after, on the tape
 * @param score log-probability of the choices
 * @param reward the pathwise reward, or null
 * @param choices what the stochastic steps chose
 */
record Transition(
    Tape tape,
    Map<String, Var> inputs,
    Map<Parameter, Var> parameters,
    CellState leaving,
    Var score,
    Var reward,
    List<Object> choices) {

  /** Fields of the leaving state that depend on something live. */
  Set<String> activeFields() {
    Set<String> active = new TreeSet<>();
    for (FieldSpec field : leaving.schema().fields()) {
      if (leaving.get(field).isActive()) {
        active.add(field.name());
      }
    }
    return active;
  }
}
