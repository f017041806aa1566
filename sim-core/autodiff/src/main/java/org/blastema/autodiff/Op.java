package org.blastema.autodiff;

/** The operations that a formula is made of. */
public enum Op {
  /** A number. */
  CONSTANT(0),
  /** A column of the formula's inputs. */
  INPUT(0),
  /** The opposite number. */
  NEGATE(1),
  /** Absolute value; its derivative at 0 is 0. */
  ABS(1),
  /** -1, 0 or 1; its derivative is 0 everywhere. */
  SIGN(1),
  /** Square root. */
  SQRT(1),
  /** Exponential. */
  EXP(1),
  /** Natural logarithm. */
  LOG(1),
  /** Hyperbolic tangent. */
  TANH(1),
  /** Logistic function. */
  LOGISTIC(1),
  /** Sine. */
  SIN(1),
  /** Cosine. */
  COS(1),
  /** Exponential less 1. */
  EXPM1(1),
  /** Logarithm of 1 and the number. */
  LOG1P(1),
  /** Arc tangent. */
  ATAN(1),
  /** Error function. */
  ERF(1),
  /** Power with the constant exponent held by the node. */
  POW(1),
  /** Sum. */
  ADD(2),
  /** Difference. */
  SUBTRACT(2),
  /** Product. */
  MULTIPLY(2),
  /** Quotient. */
  DIVIDE(2),
  /** The smaller of two; where they are equal the derivative is the first one's. */
  MIN(2),
  /** The larger of two; where they are equal the derivative is the first one's. */
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

  /** Number of arguments. */
  public int arity() {
    return arity;
  }

  /**
   * The operation on plain numbers.
   *
   * @param exponent the exponent, if this is {@link #POW}
   * @param arguments as many as {@link #arity} says
   * @throws IllegalArgumentException if this is {@link #CONSTANT} or {@link #INPUT}, or the number
   *     of arguments does not fit
   */
  public double apply(double exponent, double... arguments) {
    if (arguments.length != arity) {
      throw new IllegalArgumentException(this + " of " + arguments.length + " arguments");
    }
    return Scalars.apply(this, exponent, arguments);
  }
}
