package org.blastema.autodiff.array;

import org.blastema.autodiff.Elementary;

/** The meaning of every operation, one entry at a time. Compiled code must agree with it. */
final class Scalars {
  private Scalars() {}

  /** An operation that gives a number, on constants. */
  static double real(Op op, double number, Value... a) {
    return switch (op) {
      case SELECT -> (a[0].truth() ? a[1] : a[2]).number();
      case TO_REAL -> a[0].number();
      default ->
          op.arity() == 1
              ? unary(op, number, a[0].number())
              : binary(op, a[0].number(), a[1].number());
    };
  }

  /** An operation that gives a whole number, on constants. */
  static int integer(Op op, Value... a) {
    return switch (op) {
      case FLOOR -> floor(a[0].number());
      case INT_SELECT -> (a[0].truth() ? a[1] : a[2]).integer();
      case INT_BIT_COUNT -> Integer.bitCount(a[0].integer());
      default -> integer(op, a[0].integer(), a[1].integer());
    };
  }

  /** An operation that gives true or false, on constants. */
  static boolean truth(Op op, Value... a) {
    return switch (op) {
      case LESS -> a[0].number() < a[1].number();
      case AT_MOST -> a[0].number() <= a[1].number();
      case INT_LESS -> a[0].integer() < a[1].integer();
      case INT_AT_MOST -> a[0].integer() <= a[1].integer();
      case INT_EQUAL -> a[0].integer() == a[1].integer();
      case AND -> a[0].truth() && a[1].truth();
      case OR -> a[0].truth() || a[1].truth();
      case NOT -> !a[0].truth();
      default -> throw new IllegalArgumentException(op + " gives no truth value");
    };
  }

  static double unary(Op op, double number, double x) {
    return switch (op) {
      case HOLD -> x;
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
      case POW -> StrictMath.pow(x, number);
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
      case GATED_PRODUCT -> x == 0 ? 0 : x * y;
      case MASKED_PRODUCT -> x == 0 || y == 0 ? 0 : x * y;
      default -> throw new IllegalArgumentException(op + " does not take two numbers");
    };
  }

  static int integer(Op op, int x, int y) {
    return switch (op) {
      case INT_ADD -> x + y;
      case INT_SUBTRACT -> x - y;
      case INT_MULTIPLY -> x * y;
      case INT_DIVIDE -> y == 0 ? 0 : Math.floorDiv(x, y);
      case INT_REMAINDER -> y == 0 ? 0 : Math.floorMod(x, y);
      case INT_MIN -> Math.min(x, y);
      case INT_MAX -> Math.max(x, y);
      case INT_AND -> x & y;
      case INT_OR -> x | y;
      case INT_XOR -> x ^ y;
      case INT_SHIFT_LEFT -> x << y;
      case INT_SHIFT_RIGHT -> x >> y;
      case INT_SELECT_BIT -> selectBit(x, y);
      default -> throw new IllegalArgumentException(op + " does not take two whole numbers");
    };
  }

  /** Position of the set bit with {@code below} set bits below it, or 32. */
  static int selectBit(int bits, int below) {
    return Integer.numberOfTrailingZeros(Integer.expand(1 << below, bits));
  }

  /** The largest whole number that is not above. */
  static int floor(double x) {
    return (int) Math.floor(x);
  }
}
