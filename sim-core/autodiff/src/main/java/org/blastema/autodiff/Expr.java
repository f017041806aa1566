package org.blastema.autodiff;

import java.util.Arrays;

/**
 * A number of a row while a formula is traced: a node of an immutable expression graph. Arithmetic
 * on expressions builds larger expressions; nothing is computed.
 *
 * <p>Derivatives of a branch that {@link #where} does not take never reach the result, even where
 * they are infinite.
 */
public final class Expr {
  private static final Expr[] NONE = {};

  final Op op;
  final Expr[] args;

  /** Value of a constant, exponent of a power. */
  final double value;

  /** Column of an input. */
  final int slot;

  private Expr(Op op, double value, int slot, Expr... args) {
    this.op = op;
    this.value = value;
    this.slot = slot;
    this.args = args;
    SourceLines.built(this);
  }

  /** A number. */
  public static Expr constant(double value) {
    return new Expr(Op.CONSTANT, value, -1, NONE);
  }

  static Expr input(int slot) {
    return new Expr(Op.INPUT, 0, slot, NONE);
  }

  /** A node like this one on other arguments. */
  Expr rebuilt(Expr... other) {
    return switch (op) {
      case CONSTANT, INPUT -> this;
      case NEGATE -> other[0].negate();
      case ADD -> other[0].plus(other[1]);
      case SUBTRACT -> other[0].minus(other[1]);
      case MULTIPLY -> other[0].times(other[1]);
      case DIVIDE -> other[0].divide(other[1]);
      case GATED_PRODUCT -> gated(other[0], other[1]);
      case MASKED_PRODUCT -> masked(other[0], other[1]);
      case SELECT_LESS, SELECT_AT_MOST -> {
        if (other[0].isConstant() && other[1].isConstant()) {
          boolean holds =
              op == Op.SELECT_LESS
                  ? other[0].value < other[1].value
                  : other[0].value <= other[1].value;
          yield holds ? other[2] : other[3];
        }
        yield where(new Condition(op, other[0], other[1], false), other[2], other[3]);
      }
      default ->
          Arrays.stream(other).allMatch(Expr::isConstant)
              ? constant(Scalars.apply(op, value, values(other)))
              : new Expr(op, value, slot, other);
    };
  }

  /** This choice between two other expressions. */
  Expr rebuiltChoice(Expr then, Expr otherwise) {
    return where(new Condition(op, args[0], args[1], false), then, otherwise);
  }

  private static double[] values(Expr[] constants) {
    return Arrays.stream(constants).mapToDouble(e -> e.value).toArray();
  }

  boolean isConstant() {
    return op == Op.CONSTANT;
  }

  boolean isFiniteConstant() {
    return op == Op.CONSTANT && Double.isFinite(value);
  }

  boolean is(double number) {
    return op == Op.CONSTANT && value == number;
  }

  /** Sum. */
  public Expr plus(Expr other) {
    if (isConstant() && other.isConstant()) {
      return constant(value + other.value);
    }
    if (is(0)) {
      return other;
    }
    if (other.is(0)) {
      return this;
    }
    if (other.op == Op.NEGATE) {
      return minus(other.args[0]);
    }
    if (op == Op.NEGATE) {
      return other.minus(args[0]);
    }
    if (this == other) {
      return times(2);
    }
    return new Expr(Op.ADD, 0, -1, this, other);
  }

  /** Sum. */
  public Expr plus(double other) {
    return plus(constant(other));
  }

  /** Difference. */
  public Expr minus(Expr other) {
    if (isConstant() && other.isConstant()) {
      return constant(value - other.value);
    }
    if (is(0)) {
      return other.negate();
    }
    if (other.is(0)) {
      return this;
    }
    if (other.op == Op.NEGATE) {
      return plus(other.args[0]);
    }
    return new Expr(Op.SUBTRACT, 0, -1, this, other);
  }

  /** Difference. */
  public Expr minus(double other) {
    return minus(constant(other));
  }

  /** Product. A constant factor 0 gives 0, a square root times itself what is under it. */
  public Expr times(Expr other) {
    if (isConstant() && other.isConstant()) {
      return constant(value * other.value);
    }
    if (isConstant()) {
      return other.times(this);
    }
    if (other.isConstant()) {
      if (other.value == 0) {
        return other;
      }
      if (other.value == 1) {
        return this;
      }
      if (other.value == -1) {
        return negate();
      }
      if (op == Op.NEGATE) {
        return args[0].times(-other.value);
      }
      if (op == Op.MULTIPLY && args[1].isConstant() && scalesExactly(other.value, args[1].value)) {
        return args[0].times(args[1].value * other.value);
      }
    }
    if (op == Op.NEGATE) {
      return args[0].times(other).negate();
    }
    if (other.op == Op.NEGATE) {
      return times(other.args[0]).negate();
    }
    if (this == other && op == Op.SQRT) {
      return args[0];
    }
    return new Expr(Op.MULTIPLY, 0, -1, this, other);
  }

  /** Whether one of two factors is 2 or 4, so that they may be multiplied with each other first. */
  private static boolean scalesExactly(double a, double b) {
    return a == 2 || a == 4 || b == 2 || b == 4;
  }

  /** Product. */
  public Expr times(double other) {
    return times(constant(other));
  }

  /** Quotient. */
  public Expr divide(Expr other) {
    if (isConstant() && other.isConstant()) {
      return constant(value / other.value);
    }
    if (is(0)) {
      return this;
    }
    if (other.is(1)) {
      return this;
    }
    if (isConstant() && other.isChoice() && other.args[3].isConstant()) {
      return other.rebuiltChoice(divide(other.args[2]), divide(other.args[3]));
    }
    return new Expr(Op.DIVIDE, 0, -1, this, other);
  }

  /** Quotient. */
  public Expr divide(double other) {
    return divide(constant(other));
  }

  /** One divided by this. */
  public Expr reciprocal() {
    return constant(1).divide(this);
  }

  /** The opposite number. */
  public Expr negate() {
    return switch (op) {
      case CONSTANT -> constant(-value);
      case NEGATE -> args[0];
      case SUBTRACT -> args[1].minus(args[0]);
      case MULTIPLY ->
          args[1].isConstant() ? args[0].times(-args[1].value) : new Expr(Op.NEGATE, 0, -1, this);
      default -> new Expr(Op.NEGATE, 0, -1, this);
    };
  }

  /** Square. */
  public Expr square() {
    return times(this);
  }

  /** Power with a constant exponent; small whole exponents are products. */
  public Expr pow(double exponent) {
    if (exponent == 0) {
      return constant(1);
    }
    if (exponent == Math.rint(exponent) && Math.abs(exponent) <= 16) {
      Expr power = wholePower((int) Math.abs(exponent));
      return exponent < 0 ? power.reciprocal() : power;
    }
    if (exponent == 0.5) {
      return sqrt();
    }
    return isConstant()
        ? constant(StrictMath.pow(value, exponent))
        : new Expr(Op.POW, exponent, -1, this);
  }

  private Expr wholePower(int exponent) {
    if (exponent == 1) {
      return this;
    }
    Expr half = wholePower(exponent / 2).square();
    return exponent % 2 == 0 ? half : half.times(this);
  }

  /** Square root. Its derivative at 0 is infinite: see {@link #norm} for lengths. */
  public Expr sqrt() {
    return unary(Op.SQRT);
  }

  /** Exponential. */
  public Expr exp() {
    return unary(Op.EXP);
  }

  /** Natural logarithm. */
  public Expr log() {
    return unary(Op.LOG);
  }

  /** Hyperbolic tangent. */
  public Expr tanh() {
    return unary(Op.TANH);
  }

  /** Logistic function 1 / (1 + exp(-x)). */
  public Expr logistic() {
    return unary(Op.LOGISTIC);
  }

  /** Sine of an angle in radians. */
  public Expr sin() {
    return unary(Op.SIN);
  }

  /** Cosine of an angle in radians. */
  public Expr cos() {
    return unary(Op.COS);
  }

  /** {@code exp(x) - 1}, exact to the last bits near 0. */
  public Expr expm1() {
    return unary(Op.EXPM1);
  }

  /** {@code log(1 + x)}, exact to the last bits near 0. */
  public Expr log1p() {
    return unary(Op.LOG1P);
  }

  /** The angle in radians, between {@code -pi/2} and {@code pi/2}, whose tangent this is. */
  public Expr atan() {
    return unary(Op.ATAN);
  }

  /**
   * Error function, {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} from 0 to this.
   */
  public Expr erf() {
    return unary(Op.ERF);
  }

  /** Absolute value; its derivative at 0 is 0. */
  public Expr abs() {
    return unary(Op.ABS);
  }

  Expr sign() {
    return unary(Op.SIGN);
  }

  private Expr unary(Op op) {
    return isConstant()
        ? constant(Scalars.apply(op, 0, new double[] {value}))
        : new Expr(op, 0, -1, this);
  }

  /** The smaller of two; where they are equal the derivative is the first one's. */
  public Expr min(Expr other) {
    return isConstant() && other.isConstant()
        ? constant(Math.min(value, other.value))
        : new Expr(Op.MIN, 0, -1, this, other);
  }

  /** The larger of two; where they are equal the derivative is the first one's. */
  public Expr max(Expr other) {
    return isConstant() && other.isConstant()
        ? constant(Math.max(value, other.value))
        : new Expr(Op.MAX, 0, -1, this, other);
  }

  /** This {@code <} other. */
  public Condition lessThan(Expr other) {
    return Condition.less(this, other);
  }

  /** This {@code <} other. */
  public Condition lessThan(double other) {
    return lessThan(constant(other));
  }

  /** This {@code <=} other. */
  public Condition atMost(Expr other) {
    return Condition.atMost(this, other);
  }

  /** This {@code <=} other. */
  public Condition atMost(double other) {
    return atMost(constant(other));
  }

  /** This {@code >} other. */
  public Condition greaterThan(Expr other) {
    return other.lessThan(this);
  }

  /** This {@code >} other. */
  public Condition greaterThan(double other) {
    return greaterThan(constant(other));
  }

  /** This {@code >=} other. */
  public Condition atLeast(Expr other) {
    return other.atMost(this);
  }

  /** This {@code >=} other. */
  public Condition atLeast(double other) {
    return atLeast(constant(other));
  }

  /** {@code condition ? a : b}; the branch not taken contributes nothing to any derivative. */
  public static Expr where(Condition condition, Expr a, Expr b) {
    Expr then = (condition.swapped ? b : a).given(condition, true);
    Expr otherwise = (condition.swapped ? a : b).given(condition, false);
    if (then == otherwise || (then.isConstant() && otherwise.isSameConstant(then))) {
      return then;
    }
    return new Expr(condition.select, 0, -1, condition.left, condition.right, then, otherwise);
  }

  /**
   * What this is where a condition is known: the branch, if it is a choice by the same condition.
   */
  private Expr given(Condition condition, boolean holds) {
    return isChoice() && condition.decides(this) ? args[holds ? 2 : 3] : this;
  }

  private boolean isChoice() {
    return op == Op.SELECT_LESS || op == Op.SELECT_AT_MOST;
  }

  boolean isSameConstant(Expr other) {
    return isConstant()
        && other.isConstant()
        && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(other.value);
  }

  /**
   * The product of {@code gate} and {@code factor}, and 0 where the gate is 0 even if the factor is
   * not finite.
   */
  static Expr gated(Expr gate, Expr factor) {
    if (gate.is(0) || factor.is(0)) {
      return constant(0);
    }
    if (factor.isFiniteConstant() || gate.isConstant()) {
      return gate.times(factor);
    }
    if (gate.op == Op.NEGATE) {
      return gated(gate.args[0], factor).negate();
    }
    if (factor.op == Op.NEGATE) {
      return gated(gate, factor.args[0]).negate();
    }
    return new Expr(Op.GATED_PRODUCT, 0, -1, gate, factor);
  }

  /** The product, and 0 where either factor is 0 even if the other is not finite. */
  static Expr masked(Expr a, Expr b) {
    if (a.is(0) || b.is(0)) {
      return constant(0);
    }
    if (a.isFiniteConstant() || b.isFiniteConstant()) {
      return a.times(b);
    }
    if (a.op == Op.NEGATE) {
      return masked(a.args[0], b).negate();
    }
    if (b.op == Op.NEGATE) {
      return masked(a, b.args[0]).negate();
    }
    return new Expr(Op.MASKED_PRODUCT, 0, -1, a, b);
  }

  /** Sum of any number of terms, left to right. */
  public static Expr sum(Expr... terms) {
    Expr total = constant(0);
    for (Expr term : terms) {
      total = total.plus(term);
    }
    return total;
  }

  /** Euclidean length of a vector; at the zero vector its derivative is 0, not undefined. */
  public static Expr norm(Expr... components) {
    Expr squares = sum(Arrays.stream(components).map(Expr::square).toArray(Expr[]::new));
    return where(squares.greaterThan(0), squares.sqrt(), constant(0));
  }
}
