package org.blastema.kernel.chemistry;

import java.util.function.Function;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;

/**
 * Calls a function so that the tape keeps its arguments only: the sweep calls it again to find its
 * derivative.
 */
final class Recomputed {
  private Recomputed() {}

  /** The function of the arguments. */
  static Var call(String name, Function<Var[], Var> function, Var... arguments) {
    Var[] constants = new Var[arguments.length];
    for (int k = 0; k < arguments.length; k++) {
      constants[k] = arguments[k].stopGradient();
    }
    Var value = function.apply(constants);
    return Tape.primitive(
        name,
        arguments,
        value.rows(),
        value.columns(),
        value.data(),
        (output, inputs) -> pull(function, constants, output, inputs));
  }

  /** Adds the adjoints of the arguments that are wanted (not null). */
  static void pull(
      Function<Var[], Var> function, Var[] constants, double[] output, double[][] inputs) {
    Tape tape = new Tape();
    Var[] live = new Var[constants.length];
    for (int k = 0; k < live.length; k++) {
      live[k] = inputs[k] == null ? constants[k] : tape.input(constants[k]);
    }
    tape.seed(function.apply(live), output);
    tape.sweep();
    for (int k = 0; k < live.length; k++) {
      if (inputs[k] != null) {
        double[] adjoint = tape.adjoint(live[k]);
        for (int e = 0; e < adjoint.length; e++) {
          inputs[k][e] += adjoint[e];
        }
      }
    }
  }
}
