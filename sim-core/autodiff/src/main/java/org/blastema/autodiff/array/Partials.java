package org.blastema.autodiff.array;

import java.util.List;
import org.blastema.autodiff.Elementary;

/** First derivatives of the operations on single numbers. */
final class Partials {
  private Partials() {}

  /** Whether a partial derivative can be infinite where the arguments are finite. */
  static boolean mayBeInfinite(Op op) {
    return switch (op) {
      case SQRT, LOG, POW, DIVIDE -> true;
      default -> false;
    };
  }

  /**
   * The partial derivative of an operation by one of its arguments.
   *
   * @param y what the operation gave
   * @param x its arguments
   */
  static Value of(Tracer t, Statement.Compute c, Value y, List<Value> x, int k) {
    Value a = x.getFirst();
    return switch (c.op) {
      case NEGATE -> Value.real(-1);
      case ABS -> t.compute(Op.SIGN, a);
      case SIGN -> Value.real(0);
      case SQRT -> t.compute(Op.DIVIDE, Value.real(0.5), y);
      case EXP -> y;
      case LOG -> t.compute(Op.DIVIDE, Value.real(1), a);
      case TANH -> t.compute(Op.SUBTRACT, Value.real(1), t.times(y, y));
      case LOGISTIC -> t.times(y, t.compute(Op.SUBTRACT, Value.real(1), y));
      case SIN -> t.compute(Op.COS, a);
      case COS -> t.compute(Op.NEGATE, t.compute(Op.SIN, a));
      case EXPM1 -> t.compute(Op.ADD, y, Value.real(1));
      case LOG1P -> t.compute(Op.DIVIDE, Value.real(1), t.compute(Op.ADD, Value.real(1), a));
      case ATAN ->
          t.compute(Op.DIVIDE, Value.real(1), t.compute(Op.ADD, Value.real(1), t.times(a, a)));
      case ERF ->
          t.times(
              t.compute(Op.EXP, t.compute(Op.NEGATE, t.times(a, a))),
              Value.real(Elementary.ERF_SLOPE_AT_0));
      case POW -> t.times(t.compute(Op.POW, c.number - 1, a), Value.real(c.number));
      case ADD -> Value.real(1);
      case SUBTRACT -> Value.real(k == 0 ? 1 : -1);
      case MULTIPLY -> x.get(1 - k);
      case DIVIDE -> byQuotient(t, y, x, k);
      case MIN -> byWinner(t, t.compute(Op.AT_MOST, a, x.get(1)), k);
      case MAX -> byWinner(t, t.compute(Op.AT_MOST, x.get(1), a), k);
      default -> throw new IllegalStateException("no partial derivative of " + c.op);
    };
  }

  private static Value byQuotient(Tracer t, Value y, List<Value> x, int k) {
    Value reciprocal = t.compute(Op.DIVIDE, Value.real(1), x.get(1));
    return k == 0 ? reciprocal : t.compute(Op.NEGATE, t.times(y, reciprocal));
  }

  private static Value byWinner(Tracer t, Value firstWins, int k) {
    return t.compute(Op.SELECT, firstWins, Value.real(k == 0 ? 1 : 0), Value.real(k == 0 ? 0 : 1));
  }
}
