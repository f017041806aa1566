package org.blastema.autodiff.sparse;

import org.blastema.autodiff.Op;

/**
 * Which first and second derivatives of an operation may differ from zero: for all arguments, or at
 * known ones, where branches not taken and factors that are zero drop out.
 */
final class Dependence {
  private Dependence() {}

  /**
   * Whether the derivative by argument k may differ from zero.
   *
   * @param x the arguments, or null if they may be anything
   */
  static boolean hasSlope(Op op, int k, double[] x) {
    return switch (op) {
      case SIGN -> false;
      case SELECT_LESS, SELECT_AT_MOST ->
          k >= 2 && (x == null || (k == 2) == (op == Op.SELECT_LESS ? x[0] < x[1] : x[0] <= x[1]));
      case MIN -> x == null || (k == 0) == (x[0] <= x[1]);
      case MAX -> x == null || (k == 0) == (x[0] >= x[1]);
      case MULTIPLY, GATED_PRODUCT, MASKED_PRODUCT -> x == null || x[1 - k] != 0;
      case DIVIDE -> k == 0 || x == null || x[0] != 0;
      case ABS -> x == null || x[0] != 0;
      default -> true;
    };
  }

  /**
   * Whether the second derivative by arguments k and l may differ from zero.
   *
   * @param x the arguments, or null if they may be anything
   */
  static boolean hasCurvature(Op op, int k, int l, double[] x) {
    return switch (op) {
      case SQRT, EXP, LOG, TANH, LOGISTIC, SIN, COS, EXPM1, LOG1P, ATAN, ERF, POW -> true;
      case MULTIPLY, GATED_PRODUCT, MASKED_PRODUCT -> k != l;
      case DIVIDE -> k != l || (k == 1 && (x == null || x[0] != 0));
      default -> false;
    };
  }
}
