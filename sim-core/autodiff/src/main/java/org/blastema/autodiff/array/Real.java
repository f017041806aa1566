package org.blastema.autodiff.array;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.blastema.autodiff.Formula;

/**
 * A number while an {@link ArrayFormula} is traced. Arithmetic builds the program; nothing is
 * computed. What does not change in a loop is computed before it, and equal expressions once,
 * wherever they are written.
 */
public final class Real {
  final Value value;

  Real(Value value) {
    this.value = value;
  }

  /** A number. */
  public static Real constant(double number) {
    return new Real(Value.real(number));
  }

  private static Real of(Op op, Real... arguments) {
    Value[] values = new Value[arguments.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = arguments[k].value;
    }
    return new Real(Tracer.active().compute(op, values));
  }

  /** Sum. */
  public Real plus(Real other) {
    return of(Op.ADD, this, other);
  }

  /** Sum. */
  public Real plus(double other) {
    return plus(constant(other));
  }

  /** Difference. */
  public Real minus(Real other) {
    return of(Op.SUBTRACT, this, other);
  }

  /** Difference. */
  public Real minus(double other) {
    return minus(constant(other));
  }

  /** Product. A constant factor 0 gives 0. */
  public Real times(Real other) {
    return of(Op.MULTIPLY, this, other);
  }

  /** Product. A constant factor 0 gives 0. */
  public Real times(double other) {
    return times(constant(other));
  }

  /** Quotient. */
  public Real divide(Real other) {
    return of(Op.DIVIDE, this, other);
  }

  /** Quotient. */
  public Real divide(double other) {
    return divide(constant(other));
  }

  /** The number with the opposite sign. */
  public Real negate() {
    return of(Op.NEGATE, this);
  }

  /** Size without sign; derivative 0 at 0. */
  public Real abs() {
    return of(Op.ABS, this);
  }

  /** 1, -1, or 0 at 0; its derivative is 0. */
  public Real sign() {
    return of(Op.SIGN, this);
  }

  /** The same number, which derivatives take for a constant. */
  public Real stopGradient() {
    return of(Op.HOLD, this);
  }

  /** Square root. */
  public Real sqrt() {
    return of(Op.SQRT, this);
  }

  /** Square. */
  public Real square() {
    return times(this);
  }

  /** e to this power. */
  public Real exp() {
    return of(Op.EXP, this);
  }

  /** Natural logarithm. */
  public Real log() {
    return of(Op.LOG, this);
  }

  /** Hyperbolic tangent. */
  public Real tanh() {
    return of(Op.TANH, this);
  }

  /** {@code 1 / (1 + exp(-x))}. */
  public Real logistic() {
    return of(Op.LOGISTIC, this);
  }

  /** Sine of an angle in radians. */
  public Real sin() {
    return of(Op.SIN, this);
  }

  /** Cosine of an angle in radians. */
  public Real cos() {
    return of(Op.COS, this);
  }

  /** {@code exp(x) - 1}, exact to the last bits near 0. */
  public Real expm1() {
    return of(Op.EXPM1, this);
  }

  /** {@code log(1 + x)}, exact to the last bits near 0. */
  public Real log1p() {
    return of(Op.LOG1P, this);
  }

  /** The angle in radians, between {@code -pi/2} and {@code pi/2}, whose tangent this is. */
  public Real atan() {
    return of(Op.ATAN, this);
  }

  /**
   * Error function, {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} from 0 to this.
   */
  public Real erf() {
    return of(Op.ERF, this);
  }

  /** A constant power. */
  public Real pow(double exponent) {
    return new Real(Tracer.active().compute(Op.POW, exponent, value));
  }

  /** The smaller one; the derivative is the first's where they are equal. */
  public Real min(Real other) {
    return of(Op.MIN, this, other);
  }

  /** The larger one; the derivative is the first's where they are equal. */
  public Real max(Real other) {
    return of(Op.MAX, this, other);
  }

  /** Whether this is below another number. */
  public Truth isLess(Real other) {
    return new Truth(Tracer.active().compute(Op.LESS, value, other.value));
  }

  /** Whether this is at most another number. */
  public Truth isAtMost(Real other) {
    return new Truth(Tracer.active().compute(Op.AT_MOST, value, other.value));
  }

  /** The largest whole number that is not above; its derivative is 0. */
  public Index floor() {
    return new Index(Tracer.active().compute(Op.FLOOR, value));
  }

  /**
   * One of two numbers. Both are computed, so use {@link #choose} where one of them costs much or
   * must not be computed. Derivatives of the one not taken never reach the result, even where they
   * are infinite.
   */
  public static Real where(Truth condition, Real then, Real otherwise) {
    return new Real(
        Tracer.active().compute(Op.SELECT, condition.value, then.value, otherwise.value));
  }

  /** One of two numbers, of which only the one that is taken is computed. */
  public static Real choose(Truth condition, Supplier<Real> then, Supplier<Real> otherwise) {
    return new Real(
        Tracer.active()
            .choose(
                condition.value,
                () -> List.of(then.get().value),
                () -> List.of(otherwise.get().value))
            .result());
  }

  /** The sum of a term over all indices below {@code count}. */
  public static Real sum(Index count, Function<Index, Real> term) {
    return new Real(
        Tracer.active()
            .loop(
                count.value,
                false,
                List.of(),
                (i, none) -> Tracer.Iteration.summing(List.of(term.apply(new Index(i)).value)))
            .totals()
            .getFirst());
  }

  /** The largest of the candidates; derivatives are those of the first largest. */
  public static Real max(Index count, Function<Index, Real> candidate) {
    return extreme(true, count, candidate);
  }

  /** The smallest of the candidates; derivatives are those of the first smallest. */
  public static Real min(Index count, Function<Index, Real> candidate) {
    return extreme(false, count, candidate);
  }

  private static Real extreme(boolean maximum, Index count, Function<Index, Real> candidate) {
    return new Real(Index.seek(maximum, count, candidate).extreme(0));
  }

  /**
   * The logarithm of the sum of exponentials of all terms: {@code log(sum exp(x_i))}, without
   * overflow. The largest term is subtracted first and added in the end; the result does not depend
   * on it, so derivatives take it for a constant.
   */
  public static Real logSumExp(Reals terms) {
    Real largest = max(terms.length(), terms::at).stopGradient();
    return sum(terms.length(), i -> terms.at(i).minus(largest).exp()).log().plus(largest);
  }

  /** What a number has become when a step has been taken for every index in order. */
  public static Real fold(Real start, Index count, BiFunction<Index, Real, Real> step) {
    return new Real(
        Tracer.active()
            .loop(
                count.value,
                false,
                List.of(start.value),
                (i, carried) ->
                    Tracer.Iteration.carrying(
                        List.of(step.apply(new Index(i), new Real(carried.getFirst())).value),
                        List.of()))
            .finals()
            .getFirst());
  }

  /** What a number has become when a step has been taken as long as a test holds. */
  public static Real loopWhile(Real start, Function<Real, Truth> test, UnaryOperator<Real> step) {
    return Carried.of(start)
        .loopWhile(c -> test.apply(c.real(0)), c -> Carried.of(step.apply(c.real(0))))
        .real(0);
  }

  /**
   * The outputs of a formula of a row.
   *
   * @param columns all input columns, in the order of the ports
   * @return all output columns
   */
  public static Real[] apply(Formula formula, Real... columns) {
    return RowFormulas.call(formula, columns);
  }
}
