package org.blastema.autodiff.array;

/** Operations whose result is known when they are traced. */
final class Simplification {
  private Simplification() {}

  /** A value that the operation would have, or null if it must be computed. */
  static Value of(Tracer tracer, Op op, double number, Value... a) {
    boolean constant = true;
    for (Value argument : a) {
      constant &= argument.isConstant();
    }
    if (constant) {
      return folded(op, number, a);
    }
    return switch (op) {
      case ADD -> a[0].is(0) ? a[1] : a[1].is(0) ? a[0] : sum(tracer, a);
      case SUBTRACT ->
          a[1].is(0)
              ? a[0]
              : a[0].is(0)
                  ? tracer.compute(Op.NEGATE, a[1])
                  : operand(a[1], Op.NEGATE) == null
                      ? null
                      : tracer.add(a[0], operand(a[1], Op.NEGATE));
      case MULTIPLY -> product(tracer, a);
      case GATED_PRODUCT ->
          a[0].is(0) || a[1].is(0)
              ? Value.real(0)
              : a[1].is(1) ? a[0] : isFiniteConstant(a[1]) ? tracer.times(a[0], a[1]) : null;
      case MASKED_PRODUCT ->
          a[0].is(0) || a[1].is(0)
              ? Value.real(0)
              : isFiniteConstant(a[1])
                  ? tracer.times(a[0], a[1])
                  : isFiniteConstant(a[0]) ? tracer.times(a[1], a[0]) : null;
      case DIVIDE -> a[0].is(0) ? Value.real(0) : a[1].is(1) ? a[0] : null;
      case NEGATE -> operand(a[0], Op.NEGATE);
      case POW -> power(tracer, a[0], number);
      case SELECT, INT_SELECT ->
          a[0].isConstant() ? a[0].truth() ? a[1] : a[2] : same(a[1], a[2]) ? a[1] : null;
      case INT_ADD -> a[0].is(0) ? a[1] : a[1].is(0) ? a[0] : null;
      case INT_SUBTRACT -> a[1].is(0) ? a[0] : same(a[0], a[1]) ? Value.integer(0) : null;
      case INT_MULTIPLY ->
          a[0].is(0) || a[1].is(0)
              ? Value.integer(0)
              : a[0].is(1) ? a[1] : a[1].is(1) ? a[0] : null;
      case INT_MIN, INT_MAX -> same(a[0], a[1]) ? a[0] : null;
      case AND ->
          a[0].isConstant()
              ? a[0].truth() ? a[1] : a[0]
              : a[1].isConstant() ? a[1].truth() ? a[0] : a[1] : null;
      case OR ->
          a[0].isConstant()
              ? a[0].truth() ? a[0] : a[1]
              : a[1].isConstant() ? a[1].truth() ? a[1] : a[0] : null;
      case NOT -> operand(a[0], Op.NOT);
      default -> null;
    };
  }

  private static Value folded(Op op, double number, Value... a) {
    return switch (op.result) {
      case REAL -> Value.real(Scalars.real(op, number, a));
      case INT -> Value.integer(Scalars.integer(op, a));
      case TRUTH -> Value.truth(Scalars.truth(op, a));
    };
  }

  private static Value sum(Tracer tracer, Value... a) {
    Value negated = operand(a[1], Op.NEGATE);
    if (negated != null) {
      return tracer.compute(Op.SUBTRACT, a[0], negated);
    }
    negated = operand(a[0], Op.NEGATE);
    if (negated != null) {
      return tracer.compute(Op.SUBTRACT, a[1], negated);
    }
    return a[0] == a[1] ? tracer.times(a[0], Value.real(2)) : null;
  }

  private static Value product(Tracer tracer, Value... a) {
    for (int k = 0; k < 2; k++) {
      Value factor = a[k];
      Value other = a[1 - k];
      if (factor.is(0)) {
        return factor;
      }
      if (factor.is(1)) {
        return other;
      }
      if (factor.is(-1)) {
        return tracer.compute(Op.NEGATE, other);
      }
      Value negated = operand(factor, Op.NEGATE);
      if (negated != null && other.isConstant()) {
        return tracer.times(negated, Value.real(-other.number()));
      }
    }
    return null;
  }

  private static Value power(Tracer tracer, Value base, double exponent) {
    if (exponent == 0) {
      return Value.real(1);
    }
    if (exponent == 1) {
      return base;
    }
    if (exponent == 2) {
      return tracer.times(base, base);
    }
    return exponent == -1 ? tracer.compute(Op.DIVIDE, Value.real(1), base) : null;
  }

  /** What a value is the given operation of, or null. */
  private static Value operand(Value value, Op op) {
    return value.source() instanceof Statement.Compute c && c.op == op ? c.argument(0) : null;
  }

  private static boolean isFiniteConstant(Value value) {
    return value.isConstant() && Double.isFinite(value.number());
  }

  private static boolean same(Value a, Value b) {
    return a == b
        || (a.isConstant()
            && b.isConstant()
            && Double.doubleToRawLongBits(a.number()) == Double.doubleToRawLongBits(b.number()));
  }
}
