package org.blastema.autodiff;

import java.util.Arrays;

/**
 * Records calls of formulas and primitives while ordinary Java control flow runs, and sweeps back
 * over them (reverse mode).
 *
 * <p>Only what depends on an {@link #input} is recorded. A tape belongs to one thread at a time.
 */
public final class Tape {
  private Var[][] inputs = new Var[64][];
  private Pullback[] pullbacks = new Pullback[64];
  private int[] sizes = new int[64];
  private double[][] adjoints = new double[64][];
  private int count;
  private long bytes;

  /** An empty tape. */
  public Tape() {}

  /** An array that derivatives are wanted for: same value, recorded. */
  public Var input(Var value) {
    return add(value.rows(), value.columns(), value.data(), null, null);
  }

  private Var add(int rows, int columns, double[] value, Var[] from, Pullback pullback) {
    if (count == inputs.length) {
      inputs = Arrays.copyOf(inputs, 2 * count);
      pullbacks = Arrays.copyOf(pullbacks, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
      adjoints = Arrays.copyOf(adjoints, 2 * count);
    }
    inputs[count] = from;
    pullbacks[count] = pullback;
    sizes[count] = value.length;
    bytes += (long) Double.BYTES * value.length;
    return new Var(rows, columns, value, this, count++);
  }

  /** Bytes of all recorded values: about what the tape keeps in memory. */
  public long bytes() {
    return bytes;
  }

  /**
   * The result of a primitive with a hand-written adjoint. Recorded if some argument is active;
   * else a plain constant.
   *
   * @param name for messages
   * @param arguments what the value was computed from
   * @param rows rows of the result
   * @param columns columns of the result
   * @param value the result, column-major; not copied and not to be changed any more
   * @param pullback the adjoint
   * @throws IllegalArgumentException if arguments belong to different tapes or the shape does not
   *     fit the value
   */
  public static Var primitive(
      String name, Var[] arguments, int rows, int columns, double[] value, Pullback pullback) {
    if (value.length != rows * columns) {
      throw new IllegalArgumentException(
          name + ": " + value.length + " numbers for " + rows + " x " + columns);
    }
    Tape tape = null;
    for (Var argument : arguments) {
      if (argument.tape() != null) {
        if (tape != null && tape != argument.tape()) {
          throw new IllegalArgumentException(name + ": arguments of two tapes");
        }
        tape = argument.tape();
      }
    }
    return tape == null
        ? new Var(rows, columns, value, null, -1)
        : tape.add(rows, columns, value, arguments, pullback);
  }

  /**
   * Adds to the adjoint from which the next sweep starts.
   *
   * @param output an array of this tape; one that is not recorded is ignored, as nothing depends on
   *     it
   * @param adjoint column-major, of the same size
   */
  public void seed(Var output, double... adjoint) {
    if (adjoint.length != output.size()) {
      throw new IllegalArgumentException(
          adjoint.length + " adjoints for " + output.size() + " numbers");
    }
    if (output.tape() == null) {
      return;
    }
    double[] into = adjointOf(own(output));
    for (int k = 0; k < adjoint.length; k++) {
      into[k] += adjoint[k];
    }
  }

  /** Carries all adjoints back to the inputs, where they add to those of earlier sweeps. */
  public void sweep() {
    for (int k = count - 1; k >= 0; k--) {
      double[] adjoint = adjoints[k];
      if (adjoint == null || pullbacks[k] == null) {
        continue;
      }
      Var[] from = inputs[k];
      double[][] into = new double[from.length][];
      for (int a = 0; a < from.length; a++) {
        into[a] = from[a].tape() == null ? null : adjointOf(from[a].index());
      }
      pullbacks[k].pull(adjoint, into);
      adjoints[k] = null;
    }
  }

  /** Forgets all adjoints, so that the next sweep starts from nothing. */
  public void clearAdjoints() {
    Arrays.fill(adjoints, 0, count, null);
  }

  /** The adjoint of an input, column-major; zeros if nothing seeded depends on it. */
  public double[] adjoint(Var input) {
    double[] adjoint = input.tape() == null ? null : adjoints[own(input)];
    return adjoint == null ? new double[input.size()] : adjoint.clone();
  }

  private int own(Var variable) {
    if (variable.tape() != this) {
      throw new IllegalArgumentException("the array belongs to another tape");
    }
    return variable.index();
  }

  private double[] adjointOf(int index) {
    if (adjoints[index] == null) {
      adjoints[index] = new double[sizes[index]];
    }
    return adjoints[index];
  }

  /** Number of recorded arrays. */
  public int size() {
    return count;
  }
}
