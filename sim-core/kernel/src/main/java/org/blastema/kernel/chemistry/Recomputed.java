package org.blastema.kernel.chemistry;

import java.util.function.Function;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;

/** Calls a function once more during a sweep, to find its derivative. */
final class Recomputed {
  private Recomputed() {}

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
