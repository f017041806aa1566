package org.blastema.autodiff;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Compiles a program to code on vector lanes once it has computed so much that this pays. Vector
 * code is slow until the optimizing compiler has seen enough of it, so it is tried beside the
 * program's use, and taken when it is the faster one. Both kinds of code give the same bits, so
 * nobody sees when that happens.
 */
final class RowCode {
  /**
   * Rows of a trial: the optimizing compiler asks for some calls and many turns of the loop, and a
   * turn is slow until it has come.
   */
  private static final int TRIAL = Program.BLOCK / 2;

  private final ValueList values;
  private final Uniforms uniforms;
  private final boolean strict;
  private final long coldRows;
  private final AtomicLong rowsSoFar = new AtomicLong();
  private volatile RowKernel kernel;
  private volatile boolean isWanted;
  private volatile boolean isTried;

  /**
   * Code for a list of values.
   *
   * @param strict whether gated products get their care always
   * @param cold operations on numbers after which it is compiled; if 0, it is at once, untried
   */
  RowCode(ValueList values, Uniforms uniforms, boolean strict, long cold) {
    this.values = values;
    this.uniforms = uniforms;
    this.strict = strict;
    this.coldRows = cold / Math.max(1, values.size());
  }

  /** The kernel, or null if these rows are to be interpreted. */
  RowKernel kernel(int rows) {
    RowKernel known = kernel;
    if (known != null || !LaneSupport.isActive()) {
      return known;
    }
    if (coldRows == 0) {
      compile();
    } else if (!isTried && rowsSoFar.addAndGet(rows) > coldRows) {
      isWanted = true;
    }
    return kernel;
  }

  private void compile() {
    kernel = RowGenerator.kernel(new RowPlan(values, uniforms, strict));
  }

  /** Whether {@link #consider} should be called. */
  boolean isWanted() {
    return isWanted;
  }

  /**
   * Begins to try the kernel on a copy of rows that the program has just computed.
   *
   * @param interpreter does the same work, for comparison; given away
   * @param rows how many rows of its input registers to use
   */
  synchronized void consider(
      Interpreter interpreter, double[][] inputs, double[] numbers, int rows) {
    isWanted = false;
    if (isTried) {
      return;
    }
    isTried = true;
    double[][] columns = new double[inputs.length][];
    for (int slot = 0; slot < inputs.length; slot++) {
      if (inputs[slot] != null) {
        columns[slot] = interpreter.register(slot);
        for (int k = 0; k < Program.BLOCK; k++) {
          columns[slot][k] = inputs[slot][k % rows];
        }
      }
    }
    interpreter.begin(numbers.clone(), Program.BLOCK);
    double[] own = numbers.clone();
    Trial.begin(() -> attempt(interpreter, columns, own));
  }

  private void attempt(Interpreter interpreter, double[][] columns, double[] numbers) {
    RowKernel candidate = RowGenerator.kernel(new RowPlan(values, uniforms, strict));
    double[] kept = new double[candidate.rowsKept() * Program.BLOCK];
    double[][] out = new double[values.roots.length][Program.BLOCK];
    int[] starts = new int[Math.max(columns.length, out.length)];
    boolean faster =
        Trial.isFaster(
            () -> candidate.run(numbers, columns, starts, out, starts, kept, 0, TRIAL),
            () -> interpreter.run(TRIAL));
    if (faster) {
      kernel = candidate;
    }
  }
}
