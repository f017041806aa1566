package org.blastema.autodiff;

/**
 * The operations on single numbers: what every other way of evaluating a formula must agree with.
 */
final class Scalars {
  private Scalars() {}

  static double apply(Op op, double exponent, double... x) {
    return switch (op) {
      case NEGATE -> -x[0];
      case ABS -> Math.abs(x[0]);
      case SIGN -> Math.signum(x[0]);
      case SQRT -> Math.sqrt(x[0]);
      case EXP -> Elementary.exp(x[0]);
      case LOG -> Elementary.log(x[0]);
      case TANH -> Elementary.tanh(x[0]);
      case LOGISTIC -> Elementary.logistic(x[0]);
      case SIN -> StrictMath.sin(x[0]);
      case COS -> StrictMath.cos(x[0]);
      case POW -> StrictMath.pow(x[0], exponent);
      case ADD -> x[0] + x[1];
      case SUBTRACT -> x[0] - x[1];
      case MULTIPLY -> x[0] * x[1];
      case DIVIDE -> x[0] / x[1];
      case MIN -> Math.min(x[0], x[1]);
      case MAX -> Math.max(x[0], x[1]);
      case GATED_PRODUCT -> x[0] == 0 ? 0 : x[0] * x[1];
      case SELECT_LESS -> x[0] < x[1] ? x[2] : x[3];
      case SELECT_AT_MOST -> x[0] <= x[1] ? x[2] : x[3];
      case CONSTANT, INPUT -> throw new IllegalArgumentException(op + " computes nothing");
    };
  }
}
