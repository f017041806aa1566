package org.blastema.autodiff;

/** The operations that a formula is made of. */
enum Op {
  CONSTANT(0),
  INPUT(0),
  NEGATE(1),
  ABS(1),
  SIGN(1),
  SQRT(1),
  EXP(1),
  LOG(1),
  TANH(1),
  LOGISTIC(1),
  SIN(1),
  COS(1),
  /** Power with the constant exponent held by the node. */
  POW(1),
  ADD(2),
  SUBTRACT(2),
  MULTIPLY(2),
  DIVIDE(2),
  MIN(2),
  MAX(2),
  /** The product of two numbers, and 0 where the first is 0, even if the second is not finite. */
  GATED_PRODUCT(2),
  /** The product of two numbers, and 0 where either is 0, even if the other is not finite. */
  MASKED_PRODUCT(2),
  /** {@code a < b ? c : d}. */
  SELECT_LESS(4),
  /** {@code a <= b ? c : d}. */
  SELECT_AT_MOST(4);

  final int arity;

  Op(int arity) {
    this.arity = arity;
  }
}
