package org.blastema.autodiff;

/**
 * The operations on single numbers: what every other way of evaluating a formula must agree with.
 */
final class Scalars {
  private Scalars() {}

  static double apply(Op op, double exponent, double... x) {
    return switch (op.arity) {
      case 1 -> unary(op, exponent, x[0]);
      case 2 -> binary(op, x[0], x[1]);
      case 4 -> (op == Op.SELECT_LESS ? x[0] < x[1] : x[0] <= x[1]) ? x[2] : x[3];
      default -> throw new IllegalArgumentException(op + " computes nothing");
    };
  }

  static double unary(Op op, double exponent, double x) {
    return switch (op) {
      case NEGATE -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case SQRT -> Math.sqrt(x);
      case EXP -> Elementary.exp(x);
      case LOG -> Elementary.log(x);
      case TANH -> Elementary.tanh(x);
      case LOGISTIC -> Elementary.logistic(x);
      case SIN -> Elementary.sin(x);
      case COS -> Elementary.cos(x);
      case EXPM1 -> Elementary.expm1(x);
      case LOG1P -> Elementary.log1p(x);
      case ATAN -> Elementary.atan(x);
      case ERF -> Elementary.erf(x);
      case POW -> StrictMath.pow(x, exponent);
      default -> throw new IllegalArgumentException(op + " does not take one number");
    };
  }

  static double binary(Op op, double x, double y) {
    return switch (op) {
      case ADD -> x + y;
      case SUBTRACT -> x - y;
      case MULTIPLY -> x * y;
      case DIVIDE -> x / y;
      case MIN -> Math.min(x, y);
      case MAX -> Math.max(x, y);
      case GATED_PRODUCT -> gatedProduct(x, y);
      case MASKED_PRODUCT -> maskedProduct(x, y);
      default -> throw new IllegalArgumentException(op + " does not take two numbers");
    };
  }

  /**
   * The product; 0 where it would be undefined because the gate is 0 and the factor is not finite.
   */
  static double gatedProduct(double gate, double factor) {
    double product = gate * factor;
    return gate == 0 && Double.isNaN(product) ? 0 : product;
  }

  /**
   * The product; 0 where it would be undefined because one number is 0 and the other not finite.
   */
  static double maskedProduct(double a, double b) {
    double product = a * b;
    return (a == 0 || b == 0) && Double.isNaN(product) ? 0 : product;
  }
}
