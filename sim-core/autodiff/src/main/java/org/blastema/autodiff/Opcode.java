package org.blastema.autodiff;

/**
 * What one instruction of a {@link Code} does. Plain numbers, so that the interpreter's switch is a
 * jump table.
 *
 * <p>The fused ones compute exactly what the two operations they stand for compute, with both
 * roundings.
 */
final class Opcode {
  static final int NEGATE = 0;
  static final int ABS = 1;
  static final int SIGN = 2;
  static final int SQRT = 3;
  static final int EXP = 4;
  static final int LOG = 5;
  static final int TANH = 6;
  static final int LOGISTIC = 7;
  static final int SIN = 8;
  static final int COS = 9;
  static final int POW = 10;
  static final int ADD = 11;
  static final int ADD_NUMBER = 12;
  static final int SUBTRACT = 13;
  static final int SUBTRACT_NUMBER = 14;
  static final int SUBTRACT_FROM_NUMBER = 15;
  static final int MULTIPLY = 16;
  static final int MULTIPLY_NUMBER = 17;
  static final int DIVIDE = 18;
  static final int DIVIDE_BY_NUMBER = 19;
  static final int DIVIDE_NUMBER = 20;
  static final int MIN = 21;
  static final int MAX = 22;
  static final int GATED_PRODUCT = 23;

  /** {@code a < b}, a mask. */
  static final int LESS = 24;

  /** {@code a <= b}, a mask. */
  static final int AT_MOST = 25;

  /** {@code mask ? a : b}. */
  static final int SELECT = 26;

  /** {@code a * b + c}. */
  static final int MULTIPLY_ADD = 27;

  /** {@code a * number + c}. */
  static final int MULTIPLY_NUMBER_ADD = 28;

  /** {@code a * b + number}. */
  static final int MULTIPLY_ADD_NUMBER = 29;

  /** {@code a * b - c}. */
  static final int MULTIPLY_SUBTRACT = 30;

  /** {@code c - a * b}. */
  static final int SUBTRACT_PRODUCT = 31;

  /** {@code c - a * number}. */
  static final int SUBTRACT_PRODUCT_NUMBER = 32;

  /** {@code (a * b) * c}. */
  static final int MULTIPLY_TWICE = 33;

  /** {@code (a * number) * c}. */
  static final int MULTIPLY_NUMBER_MULTIPLY = 34;

  /** {@code a < number}, a mask. */
  static final int LESS_NUMBER = 35;

  /** {@code a > number}, a mask. */
  static final int ABOVE_NUMBER = 36;

  /** {@code mask ? a : 0}. */
  static final int SELECT_OR_ZERO = 37;

  /** {@code mask ? 0 : a}. */
  static final int ZERO_OR_SELECT = 38;

  static final int MASKED_PRODUCT = 39;
  static final int EXPM1 = 40;
  static final int LOG1P = 41;
  static final int ATAN = 42;
  static final int ERF = 43;

  private Opcode() {}

  /**
   * The kinds of an opcode's operands: r for a register, n for a number that is the same in every
   * row, m for a mask.
   */
  static String operands(int opcode) {
    return switch (opcode) {
      case NEGATE, ABS, SIGN, SQRT, EXP, LOG, TANH, LOGISTIC, SIN, COS, POW -> "r";
      case EXPM1, LOG1P, ATAN, ERF -> "r";
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MIN, MAX, LESS, AT_MOST -> "rr";
      case GATED_PRODUCT, MASKED_PRODUCT -> "rr";
      case ADD_NUMBER, SUBTRACT_NUMBER, SUBTRACT_FROM_NUMBER, MULTIPLY_NUMBER -> "rn";
      case DIVIDE_BY_NUMBER, DIVIDE_NUMBER, LESS_NUMBER, ABOVE_NUMBER -> "rn";
      case SELECT -> "mrr";
      case SELECT_OR_ZERO, ZERO_OR_SELECT -> "mr";
      case MULTIPLY_ADD, MULTIPLY_SUBTRACT, SUBTRACT_PRODUCT, MULTIPLY_TWICE -> "rrr";
      case MULTIPLY_ADD_NUMBER -> "rrn";
      case MULTIPLY_NUMBER_ADD, SUBTRACT_PRODUCT_NUMBER, MULTIPLY_NUMBER_MULTIPLY -> "rnr";
      default -> throw new IllegalArgumentException("opcode " + opcode);
    };
  }

  static boolean givesMask(int opcode) {
    return opcode == LESS || opcode == AT_MOST || opcode == LESS_NUMBER || opcode == ABOVE_NUMBER;
  }

  /**
   * Whether a block is gone over more than once, so that the result must not overwrite an operand.
   */
  static boolean hasPasses(int opcode) {
    return switch (opcode) {
      case EXP, LOG, TANH, LOGISTIC -> true;
      default -> false;
    };
  }
}
