package org.blastema.autodiff;

import java.util.Arrays;

/**
 * An expression graph as instructions over blocks of rows: common subexpressions once, what is the
 * same in every row computed once a call.
 *
 * <p>Gated products are computed as plain products first. Where that gives an undefined result, the
 * block is computed once more with the care they ask for: rare, as it takes an infinite factor in a
 * branch that was not taken.
 */
final class Program {
  /**
   * Rows per block: long enough to hide the dispatch, short enough that dozens of registers stay in
   * near caches.
   */
  static final int BLOCK = 256;

  private final int slots;
  private final boolean[] uniformSlot;
  private final Uniforms uniforms;
  private final Code code;
  private final Code strictCode;
  private final ThreadLocal<Evaluation> evaluation = ThreadLocal.withInitial(Evaluation::new);

  /**
   * Lays out a program.
   *
   * @param roots one expression for every output column
   * @param uniformSlot for every input column, whether it is the same in every row
   */
  Program(Expr[] roots, boolean[] uniformSlot) {
    ValueList values = new ValueList(roots);
    this.slots = uniformSlot.length;
    this.uniformSlot = uniformSlot;
    this.uniforms = new Uniforms(values, uniformSlot);
    this.code = Compiler.compile(values, uniforms, slots, false);
    this.strictCode =
        Compiler.takesChances(values, uniforms)
            ? Compiler.compile(values, uniforms, slots, true)
            : null;
  }

  /** This thread's evaluation: one call at a time. */
  Evaluation evaluation() {
    return evaluation.get();
  }

  /** The numbers of one call. */
  final class Evaluation {
    private final Interpreter interpreter = new Interpreter(code, slots, uniformSlot, BLOCK);
    private Interpreter strict;
    private final double[] numbers = uniforms.numbers();
    private final double[][] input = new double[slots][];
    private final int[] inputStart = new int[slots];
    private final double[][] output = new double[code.outputs().length][];
    private final int[] outputStart = new int[code.outputs().length];
    private int longest;

    private Evaluation() {}

    /**
     * Places an input column: row k is at {@code values[start + k]}, or at {@code start} for all
     * rows.
     */
    void input(int slot, double[] values, int start) {
      input[slot] = values;
      inputStart[slot] = start;
    }

    /** Places an output column: row k goes to {@code values[start + k]}. */
    void output(int k, double[] values, int start) {
      output[k] = values;
      outputStart[k] = start;
    }

    /** Computes all rows from the placed inputs to the placed outputs. */
    void run(int rows) {
      begin(rows);
      for (int k = 0; k < output.length; k++) {
        if (code.outputs()[k] < 0) {
          Arrays.fill(output[k], outputStart[k], outputStart[k] + rows, uniformOutput(k));
        }
      }
      for (int from = 0; from < rows; from += BLOCK) {
        int n = Math.min(BLOCK, rows - from);
        load(from, n);
        block(n);
        for (int k = 0; k < output.length; k++) {
          if (code.outputs()[k] >= 0) {
            System.arraycopy(outputBlock(k), 0, output[k], outputStart[k] + from, n);
          }
        }
      }
      release();
    }

    /** Copies rows of the placed inputs to the input blocks. */
    void load(int from, int rows) {
      for (int slot = 0; slot < slots; slot++) {
        if (!uniformSlot[slot]) {
          System.arraycopy(input[slot], inputStart[slot] + from, inputBlock(slot), 0, rows);
        }
      }
    }

    /**
     * Computes what is the same in every row, from the placed uniform inputs.
     *
     * @param rows rows of the longest block to come, or more
     */
    void begin(int rows) {
      longest = Math.min(BLOCK, rows);
      uniforms.compute(numbers, input, inputStart);
      interpreter.begin(numbers, longest);
      for (int k = 0; k < output.length; k++) {
        if (code.outputs()[k] < 0) {
          Arrays.fill(interpreter.output(k), 0, longest, uniformOutput(k));
        }
      }
    }

    private double uniformOutput(int k) {
      return numbers[-1 - code.outputs()[k]];
    }

    /** Where to put the rows of a varying input column before each {@link #block}; kept by it. */
    double[] inputBlock(int slot) {
      return interpreter.register(slot);
    }

    /** Where the rows of an output column are after {@link #block}. */
    double[] outputBlock(int k) {
      return interpreter.output(k);
    }

    /**
     * Computes the first rows, at most {@link #BLOCK}, from the input blocks to the output blocks.
     */
    void block(int rows) {
      interpreter.run(rows);
      if (strictCode != null && !interpreter.isFinite(rows)) {
        repeat(rows);
      }
    }

    private void repeat(int rows) {
      if (strict == null) {
        strict = new Interpreter(strictCode, slots, uniformSlot, BLOCK);
      }
      for (int slot = 0; slot < slots; slot++) {
        if (!uniformSlot[slot]) {
          System.arraycopy(interpreter.register(slot), 0, strict.register(slot), 0, rows);
        }
      }
      strict.begin(numbers, longest);
      strict.run(rows);
      for (int k = 0; k < output.length; k++) {
        if (code.outputs()[k] >= 0) {
          System.arraycopy(strict.output(k), 0, interpreter.output(k), 0, rows);
        }
      }
    }

    /** Forgets the caller's arrays. */
    void release() {
      Arrays.fill(input, null);
      Arrays.fill(output, null);
    }
  }
}
