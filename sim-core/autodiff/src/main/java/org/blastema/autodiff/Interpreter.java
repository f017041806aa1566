package org.blastema.autodiff;

import java.util.Arrays;

/** Carries out a {@link Code} on its own registers, block by block. */
final class Interpreter {
  private final Code code;
  private final int slots;
  private final boolean[] uniformSlot;
  private final double[][] registers;
  private final double[][] outputs;
  private final double[][] varyingOutputs;
  private final Masks masks;
  private final ElementaryBlocks elementary;
  private double[] numbers;

  /**
   * Registers for a code.
   *
   * @param slots number of input columns
   * @param uniformSlot for every input column, whether it is the same in every row and so needs no
   *     register
   * @param length rows of the longest block, a multiple of {@link Kernels#GRANULE}
   */
  Interpreter(Code code, int slots, boolean[] uniformSlot, int length) {
    this.code = code;
    this.slots = slots;
    this.uniformSlot = uniformSlot;
    registers = new double[code.registers()][];
    for (int k = 0; k < registers.length; k++) {
      registers[k] = k < slots && uniformSlot[k] ? null : new double[length];
    }
    outputs = new double[code.outputs().length][];
    for (int k = 0; k < outputs.length; k++) {
      int place = code.outputs()[k];
      outputs[k] = place >= 0 ? registers[place] : new double[length];
    }
    varyingOutputs =
        Arrays.stream(code.outputs())
            .filter(place -> place >= 0)
            .distinct()
            .mapToObj(place -> registers[place])
            .toArray(double[][]::new);
    masks = new Masks(code.masks(), length);
    elementary = new ElementaryBlocks(length);
  }

  double[] register(int k) {
    return registers[k];
  }

  /** The rows of an output column. */
  double[] output(int k) {
    return outputs[k];
  }

  /** Takes over the numbers that are the same in every row. */
  void begin(double[] uniform, int rows) {
    numbers = uniform;
    int n = padded(rows);
    int[] spreads = code.spreads();
    for (int k = 0; k < spreads.length; k += 2) {
      Arrays.fill(registers[spreads[k + 1]], 0, n, numbers[spreads[k]]);
    }
    int[] spreadMasks = code.spreadMasks();
    for (int k = 0; k < spreadMasks.length; k += 2) {
      masks.set(spreadMasks[k + 1], numbers[spreadMasks[k]] != 0);
    }
  }

  private static int padded(int rows) {
    return (rows + Kernels.GRANULE - 1) & -Kernels.GRANULE;
  }

  /** Whether all outputs of the last block are finite. */
  boolean isFinite(int rows) {
    int n = padded(rows);
    int last = varyingOutputs.length - 1;
    for (int k = 0; k <= last; k += 3) {
      double[] a = varyingOutputs[k];
      double[] b = varyingOutputs[Math.min(k + 1, last)];
      double[] c = varyingOutputs[Math.min(k + 2, last)];
      if (!Kernels.areFinite(a, b, c, n)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Repeats the last row of the inputs up to the next multiple of {@link Kernels#GRANULE}, which it
   * returns.
   */
  int pad(int rows) {
    int n = padded(rows);
    if (n != rows) {
      for (int slot = 0; slot < slots; slot++) {
        if (!uniformSlot[slot]) {
          Arrays.fill(registers[slot], rows, n, registers[slot][rows - 1]);
        }
      }
    }
    return n;
  }

  /** Computes a block of rows, padded. */
  void run(int rows) {
    int n = pad(rows);
    int[] words = code.words();
    for (int at = 0; at < words.length; at += Code.STRIDE) {
      execute(words, at, n);
    }
  }

  private void execute(int[] w, int at, int n) {
    double[][] r = registers;
    int result = w[at + 1];
    int x = w[at + 2];
    int y = w[at + 3];
    int z = w[at + 4];
    switch (w[at]) {
      case Opcode.NEGATE -> Kernels.negate(r[x], r[result], n);
      case Opcode.ABS -> Kernels.abs(r[x], r[result], n);
      case Opcode.SIGN -> Kernels.sign(r[x], r[result], n);
      case Opcode.SQRT -> Kernels.sqrt(r[x], r[result], n);
      case Opcode.EXP -> elementary.exp(r[x], r[result], n);
      case Opcode.LOG -> elementary.log(r[x], r[result], n);
      case Opcode.TANH -> elementary.tanh(r[x], r[result], n);
      case Opcode.LOGISTIC -> elementary.logistic(r[x], r[result], n);
      case Opcode.SIN -> Kernels.sin(r[x], r[result], n);
      case Opcode.COS -> Kernels.cos(r[x], r[result], n);
      case Opcode.EXPM1 -> Kernels.expm1(r[x], r[result], n);
      case Opcode.LOG1P -> Kernels.log1p(r[x], r[result], n);
      case Opcode.ATAN -> Kernels.atan(r[x], r[result], n);
      case Opcode.ERF -> Kernels.erf(r[x], r[result], n);
      case Opcode.POW -> Kernels.pow(r[x], code.exponents()[at / Code.STRIDE], r[result], n);
      case Opcode.ADD -> Kernels.add(r[x], r[y], r[result], n);
      case Opcode.ADD_NUMBER -> Kernels.add(r[x], numbers[y], r[result], n);
      case Opcode.SUBTRACT -> Kernels.subtract(r[x], r[y], r[result], n);
      case Opcode.SUBTRACT_NUMBER -> Kernels.add(r[x], -numbers[y], r[result], n);
      case Opcode.SUBTRACT_FROM_NUMBER -> Kernels.subtract(numbers[y], r[x], r[result], n);
      case Opcode.MULTIPLY -> Kernels.multiply(r[x], r[y], r[result], n);
      case Opcode.MULTIPLY_NUMBER -> Kernels.multiply(r[x], numbers[y], r[result], n);
      case Opcode.DIVIDE -> Kernels.divide(r[x], r[y], r[result], n);
      case Opcode.DIVIDE_BY_NUMBER -> Kernels.divide(r[x], numbers[y], r[result], n);
      case Opcode.DIVIDE_NUMBER -> Kernels.divide(numbers[y], r[x], r[result], n);
      case Opcode.MIN -> Kernels.min(r[x], r[y], r[result], n);
      case Opcode.MAX -> Kernels.max(r[x], r[y], r[result], n);
      case Opcode.GATED_PRODUCT -> Kernels.gatedProduct(r[x], r[y], r[result], n);
      case Opcode.MASKED_PRODUCT -> Kernels.maskedProduct(r[x], r[y], r[result], n);
      case Opcode.LESS -> masks.less(result, r[x], r[y], n);
      case Opcode.LESS_NUMBER -> masks.less(result, r[x], numbers[y], n);
      case Opcode.ABOVE_NUMBER -> masks.above(result, r[x], numbers[y], n);
      case Opcode.AT_MOST -> masks.atMost(result, r[x], r[y], n);
      case Opcode.SELECT -> masks.select(x, r[y], r[z], r[result], n);
      case Opcode.SELECT_OR_ZERO -> masks.selectOrZero(x, r[y], r[result], n);
      case Opcode.ZERO_OR_SELECT -> masks.zeroOrSelect(x, r[y], r[result], n);
      case Opcode.MULTIPLY_ADD -> Kernels.multiplyAdd(r[x], r[y], r[z], r[result], n);
      case Opcode.MULTIPLY_NUMBER_ADD -> Kernels.multiplyAdd(r[x], numbers[y], r[z], r[result], n);
      case Opcode.MULTIPLY_ADD_NUMBER -> Kernels.multiplyAdd(r[x], r[y], numbers[z], r[result], n);
      case Opcode.MULTIPLY_SUBTRACT -> Kernels.multiplySubtract(r[x], r[y], r[z], r[result], n);
      case Opcode.SUBTRACT_PRODUCT -> Kernels.subtractProduct(r[x], r[y], r[z], r[result], n);
      case Opcode.SUBTRACT_PRODUCT_NUMBER ->
          Kernels.subtractProduct(r[x], numbers[y], r[z], r[result], n);
      case Opcode.MULTIPLY_TWICE -> Kernels.multiplyTwice(r[x], r[y], r[z], r[result], n);
      case Opcode.MULTIPLY_NUMBER_MULTIPLY ->
          Kernels.multiplyTwice(r[x], numbers[y], r[z], r[result], n);
      default -> throw new IllegalStateException("opcode " + w[at]);
    }
  }
}
