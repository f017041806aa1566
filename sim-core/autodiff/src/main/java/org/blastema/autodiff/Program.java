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

  /**
   * Operations on numbers after which a program is compiled to code on vector lanes: a fraction of
   * a second's work, about what it takes the optimizing compiler to get such code up to speed.
   */
  private static final long COLD = 200_000_000;

  private final int slots;
  private final boolean[] uniformSlot;
  private final Uniforms uniforms;
  private final Code code;
  private final Code strictCode;
  private final RowCode lanes;
  private final RowCode strictLanes;
  private final ThreadLocal<Evaluation> evaluation = ThreadLocal.withInitial(Evaluation::new);

  /**
   * Lays out a program.
   *
   * @param roots one expression for every output column
   * @param uniformSlot for every input column, whether it is the same in every row
   */
  Program(Expr[] roots, boolean[] uniformSlot) {
    this(roots, uniformSlot, COLD);
  }

  /**
   * Lays out a program.
   *
   * @param cold operations after which it is compiled
   */
  Program(Expr[] roots, boolean[] uniformSlot, long cold) {
    ValueList values = new ValueList(roots);
    this.slots = uniformSlot.length;
    this.uniformSlot = uniformSlot;
    this.uniforms = new Uniforms(values, uniformSlot);
    this.code = Compiler.compile(values, uniforms, slots, false);
    this.strictCode =
        Compiler.takesChances(values, uniforms)
            ? Compiler.compile(values, uniforms, slots, true)
            : null;
    this.lanes = new RowCode(values, uniforms, false, cold);
    this.strictLanes = new RowCode(values, uniforms, true, cold);
  }

  private Interpreter newInterpreter(Code of) {
    return new Interpreter(of, slots, uniformSlot, BLOCK);
  }

  /** This thread's evaluation: one call at a time. */
  Evaluation evaluation() {
    return evaluation.get();
  }

  /** The numbers of one call. */
  final class Evaluation {
    private final Interpreter interpreter = newInterpreter(code);
    private Interpreter strict;
    private final double[] numbers = uniforms.numbers();
    private final double[][] input = new double[slots][];
    private final int[] inputStart = new int[slots];
    private final double[][] output = new double[code.outputs().length][];
    private final int[] outputStart = new int[code.outputs().length];
    private final double[][] inputBlocks = new double[slots][];
    private final double[][] outputBlocks = new double[code.outputs().length][];
    private final int[] blockStart = new int[Math.max(slots, code.outputs().length)];
    private double[] kept = {};
    private RowKernel kernel;
    private int longest;

    private Evaluation() {
      for (int slot = 0; slot < slots; slot++) {
        inputBlocks[slot] = interpreter.register(slot);
      }
      for (int k = 0; k < outputBlocks.length; k++) {
        outputBlocks[k] = interpreter.output(k);
      }
    }

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
      boolean inPlace = kernel != null && rows >= LaneSupport.count() && !overwritesInputs();
      for (int from = 0; from < rows; from += BLOCK) {
        int n = Math.min(BLOCK, rows - from);
        if (!inPlace || !runInPlace(from, n)) {
          load(from, n);
          block(n);
          store(from, n);
        }
      }
      release();
    }

    private void store(int from, int rows) {
      for (int k = 0; k < output.length; k++) {
        if (code.outputs()[k] >= 0) {
          System.arraycopy(outputBlocks[k], 0, output[k], outputStart[k] + from, rows);
        }
      }
    }

    /** Columns of one array follow each other: it is looked at once. */
    @SuppressWarnings("ReferenceEquality") // whether they are the same array
    private boolean overwritesInputs() {
      double[] lastOut = null;
      for (double[] out : output) {
        if (out != lastOut) {
          double[] lastIn = null;
          for (double[] in : input) {
            if (in != lastIn && in == out) {
              return true;
            }
            lastIn = in;
          }
          lastOut = out;
        }
      }
      return false;
    }

    /**
     * Computes rows of the placed inputs without copying them; the last vector may begin before the
     * rows that are left. False if the outputs are not finite and so must be computed with care.
     */
    private boolean runInPlace(int from, int rows) {
      int lanesCount = LaneSupport.count();
      int whole = rows - rows % lanesCount;
      boolean finite =
          whole == 0
              || kernel.run(numbers, input, inputStart, output, outputStart, kept, from, whole);
      if (whole < rows) {
        int last = from + rows - lanesCount;
        finite &=
            kernel.run(numbers, input, inputStart, output, outputStart, kept, last, lanesCount);
      }
      return finite;
    }

    /** Copies rows of the placed inputs to the input blocks. */
    void load(int from, int rows) {
      for (int slot = 0; slot < slots; slot++) {
        if (!uniformSlot[slot]) {
          System.arraycopy(input[slot], inputStart[slot] + from, inputBlocks[slot], 0, rows);
        }
      }
    }

    /**
     * Computes what is the same in every row, from the placed uniform inputs.
     *
     * @param rows rows of all blocks to come
     */
    void begin(int rows) {
      longest = Math.min(BLOCK, rows);
      uniforms.compute(numbers, input, inputStart);
      kernel = lanes.kernel(rows);
      if (kernel == null) {
        interpreter.begin(numbers, longest);
      } else {
        makeRoom(kernel);
      }
      for (int k = 0; k < output.length; k++) {
        if (code.outputs()[k] < 0) {
          Arrays.fill(outputBlocks[k], 0, longest, uniformOutput(k));
        }
      }
    }

    private void makeRoom(RowKernel of) {
      if (kept.length < of.rowsKept() * BLOCK) {
        kept = new double[of.rowsKept() * BLOCK];
      }
    }

    private double uniformOutput(int k) {
      return numbers[-1 - code.outputs()[k]];
    }

    /** Where to put the rows of a varying input column before each {@link #block}; kept by it. */
    double[] inputBlock(int slot) {
      return inputBlocks[slot];
    }

    /** Where the rows of an output column are after {@link #block}. */
    double[] outputBlock(int k) {
      return outputBlocks[k];
    }

    /**
     * Computes the first rows, at most {@link #BLOCK}, from the input blocks to the output blocks.
     */
    void block(int rows) {
      if (kernel != null) {
        int padded = interpreter.pad(rows);
        if (runBlock(kernel, padded)) {
          return;
        }
      } else {
        interpreter.run(rows);
        if (lanes.isWanted()) {
          lanes.consider(newInterpreter(code), inputBlocks, numbers, rows);
        }
        if (strictCode == null || interpreter.isFinite(rows)) {
          return;
        }
      }
      repeat(rows);
    }

    private boolean runBlock(RowKernel with, int rows) {
      return with.run(numbers, inputBlocks, blockStart, outputBlocks, blockStart, kept, 0, rows);
    }

    private void repeat(int rows) {
      RowKernel careful = strictLanes.kernel(rows);
      if (careful != null) {
        makeRoom(careful);
        runBlock(careful, interpreter.pad(rows));
        return;
      }
      if (strict == null) {
        strict = newInterpreter(strictCode);
      }
      for (int slot = 0; slot < slots; slot++) {
        if (!uniformSlot[slot]) {
          System.arraycopy(inputBlocks[slot], 0, strict.register(slot), 0, rows);
        }
      }
      strict.begin(numbers, longest);
      strict.run(rows);
      if (strictLanes.isWanted()) {
        strictLanes.consider(newInterpreter(strictCode), inputBlocks, numbers, rows);
      }
      for (int k = 0; k < output.length; k++) {
        if (code.outputs()[k] >= 0) {
          System.arraycopy(strict.output(k), 0, outputBlocks[k], 0, rows);
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
