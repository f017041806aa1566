package org.blastema.autodiff.array;

import static org.blastema.autodiff.array.Kind.INT;
import static org.blastema.autodiff.array.Kind.REAL;
import static org.blastema.autodiff.array.Kind.TRUTH;

/** Operations on single entries. None of them can fail, so they may be done early or in vain. */
enum Op {
  NEGATE(REAL, REAL),
  ABS(REAL, REAL),
  SIGN(REAL, REAL),
  SQRT(REAL, REAL),
  EXP(REAL, REAL),
  LOG(REAL, REAL),
  TANH(REAL, REAL),
  LOGISTIC(REAL, REAL),
  SIN(REAL, REAL),
  COS(REAL, REAL),
  EXPM1(REAL, REAL),
  LOG1P(REAL, REAL),
  ATAN(REAL, REAL),
  ERF(REAL, REAL),
  /** Power with the constant exponent that the statement holds. */
  POW(REAL, REAL),
  ADD(REAL, REAL, REAL),
  SUBTRACT(REAL, REAL, REAL),
  MULTIPLY(REAL, REAL, REAL),
  DIVIDE(REAL, REAL, REAL),
  MIN(REAL, REAL, REAL),
  MAX(REAL, REAL, REAL),
  /** The product of two numbers, and 0 where the first is 0, even if the second is not finite. */
  GATED_PRODUCT(REAL, REAL, REAL),
  /** The product of two numbers, and 0 where either is 0, even if the other is not finite. */
  MASKED_PRODUCT(REAL, REAL, REAL),
  /** The same number, which derivatives take for a constant. */
  HOLD(REAL, REAL),
  /** The second if the first holds, else the third. */
  SELECT(REAL, TRUTH, REAL, REAL),

  INT_ADD(INT, INT, INT),
  INT_SUBTRACT(INT, INT, INT),
  INT_MULTIPLY(INT, INT, INT),
  /** Quotient rounded down; 0 if the divisor is 0. */
  INT_DIVIDE(INT, INT, INT),
  /** What is left of {@link #INT_DIVIDE}, with the sign of the divisor; 0 if the divisor is 0. */
  INT_REMAINDER(INT, INT, INT),
  INT_MIN(INT, INT, INT),
  INT_MAX(INT, INT, INT),
  INT_AND(INT, INT, INT),
  INT_OR(INT, INT, INT),
  INT_XOR(INT, INT, INT),
  INT_SHIFT_LEFT(INT, INT, INT),
  INT_SHIFT_RIGHT(INT, INT, INT),
  /** Number of bits that are set. */
  INT_BIT_COUNT(INT, INT),
  /** Position of the set bit that has as many set bits below it as the second says; or 32. */
  INT_SELECT_BIT(INT, INT, INT),
  INT_SELECT(INT, TRUTH, INT, INT),

  TO_REAL(REAL, INT),
  /** The largest whole number that is not above; NaN gives 0. */
  FLOOR(INT, REAL),

  LESS(TRUTH, REAL, REAL),
  AT_MOST(TRUTH, REAL, REAL),
  INT_LESS(TRUTH, INT, INT),
  INT_AT_MOST(TRUTH, INT, INT),
  INT_EQUAL(TRUTH, INT, INT),
  AND(TRUTH, TRUTH, TRUTH),
  OR(TRUTH, TRUTH, TRUTH),
  NOT(TRUTH, TRUTH);

  final Kind result;
  private final Kind[] arguments;

  Op(Kind result, Kind... arguments) {
    this.result = result;
    this.arguments = arguments;
  }

  int arity() {
    return arguments.length;
  }

  Kind argument(int k) {
    return arguments[k];
  }

  /** Whether the arguments may be exchanged without changing a bit of the result. */
  boolean commutes() {
    return switch (this) {
      case ADD, MULTIPLY, MASKED_PRODUCT, INT_ADD, INT_MULTIPLY, INT_MIN, INT_MAX -> true;
      case INT_AND, INT_OR, INT_XOR, INT_EQUAL, AND, OR -> true;
      default -> false;
    };
  }
}
