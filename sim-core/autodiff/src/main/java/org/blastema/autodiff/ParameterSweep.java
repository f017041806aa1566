package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The adjoints of parameters at a solution of an implicit equation. */
final class ParameterSweep {
  private ParameterSweep() {}

  /**
   * Adds what an adjoint of a function's value gives for its parameters.
   *
   * @param function the function of the parameters
   * @param parameters constants
   * @param adjoint of the value
   * @param inputs adjoints of the parameters, null where unwanted; may be longer
   */
  static void add(
      Function<List<Var>, Var> function,
      List<Var> parameters,
      double[] adjoint,
      double[][] inputs) {
    Tape tape = new Tape();
    List<Var> live = new ArrayList<>();
    for (int k = 0; k < parameters.size(); k++) {
      live.add(inputs[k] == null ? parameters.get(k) : tape.input(parameters.get(k)));
    }
    tape.seed(function.apply(live), adjoint);
    tape.sweep();
    for (int k = 0; k < live.size(); k++) {
      if (inputs[k] != null) {
        double[] of = tape.adjoint(live.get(k));
        for (int i = 0; i < of.length; i++) {
          inputs[k][i] += of[i];
        }
      }
    }
  }
}
