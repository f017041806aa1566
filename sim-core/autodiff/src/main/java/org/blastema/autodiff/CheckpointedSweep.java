package org.blastema.autodiff;

/** Runs and reverses the steps of a checkpointed loop, each on a tape of its own. */
final class CheckpointedSweep {
  private final Checkpointed.Body body;
  private final Var[] parameters;

  /**
   * The steps of a loop.
   *
   * @param parameters constants
   */
  CheckpointedSweep(Checkpointed.Body body, Var... parameters) {
    this.body = body;
    this.parameters = parameters;
  }

  /** The state after a step, constants from constants. */
  Var[] advance(Var[] state, int step) {
    Var[] after = run(step, state, parameters);
    for (Var array : after) {
      if (array.isActive()) {
        throw new IllegalArgumentException(
            "step "
                + step
                + " of a checkpointed loop uses a recorded array that is not among its arguments");
      }
    }
    return after;
  }

  private Var[] run(int step, Var[] state, Var... shared) {
    Var[] after = body.step(step, state.clone(), shared.clone());
    if (after.length != state.length) {
      throw new IllegalArgumentException(
          "step "
              + step
              + " of a checkpointed loop makes "
              + after.length
              + " arrays out of "
              + state.length);
    }
    return after;
  }

  /**
   * Adds the adjoints of the first state and of the parameters.
   *
   * @param output adjoint of the last state's arrays one after the other
   * @param inputs adjoints of the first state's arrays, then of the parameters; null where unwanted
   */
  void pull(Checkpoints<Var[]> states, double[] output, double[][] inputs) {
    double[][] shared = new double[parameters.length][];
    int first = inputs.length - shared.length;
    for (int k = 0; k < shared.length; k++) {
      shared[k] = inputs[first + k] == null ? null : new double[parameters[k].size()];
    }
    Reversal reversal = new Reversal(output, shared);
    states.reverse(reversal);
    for (int k = 0; k < inputs.length; k++) {
      if (inputs[k] != null) {
        double[] adjoint = k < first ? reversal.state[k] : shared[k - first];
        for (int i = 0; i < adjoint.length; i++) {
          inputs[k][i] += adjoint[i];
        }
      }
    }
  }

  /** One sweep: the adjoints so far, carried through the steps in the order of a single tape. */
  private final class Reversal implements Checkpoints.Chain<Var[]> {
    private final double[] output;
    private final double[][] shared;
    private double[][] state;

    Reversal(double[] output, double[]... shared) {
      this.output = output;
      this.shared = shared;
    }

    @Override
    public Var[] advance(Var[] from, int step) {
      return CheckpointedSweep.this.advance(from, step);
    }

    @Override
    public void reverse(Var[] from, int step) {
      Tape tape = new Tape();
      Var[] live = new Var[from.length];
      for (int k = 0; k < live.length; k++) {
        live[k] = tape.input(from[k]);
      }
      Var[] liveShared = parameters.clone();
      for (int k = 0; k < shared.length; k++) {
        if (shared[k] != null) {
          liveShared[k] = tape.input(parameters[k]);
          tape.seed(liveShared[k], shared[k]);
        }
      }
      Var[] after = run(step, live, liveShared);
      int at = 0;
      for (int k = 0; k < after.length; k++) {
        tape.seed(after[k], state == null ? part(at, after[k].size()) : state[k]);
        at += after[k].size();
      }
      tape.sweep();
      state = new double[live.length][];
      for (int k = 0; k < live.length; k++) {
        state[k] = tape.adjoint(live[k]);
      }
      for (int k = 0; k < shared.length; k++) {
        if (shared[k] != null) {
          shared[k] = tape.adjoint(liveShared[k]);
        }
      }
    }

    private double[] part(int from, int size) {
      return java.util.Arrays.copyOfRange(output, from, from + size);
    }
  }
}
