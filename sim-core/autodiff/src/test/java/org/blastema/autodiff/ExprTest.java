package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** First derivatives of every operation. */
class ExprTest {
  private record Unary(
      String name,
      UnaryOperator<Expr> operation,
      DoubleUnaryOperator value,
      DoubleUnaryOperator slope,
      double low,
      double high) {
    @Override
    public String toString() {
      return name;
    }

    Formula formula() {
      return Formula.trace(
          name, List.of(Port.scalar("x")), in -> new Expr[] {operation.apply(in.scalar("x"))});
    }
  }

  private record Binary(String name, BinaryOperator<Expr> operation) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Unary> UNARY =
      List.of(
          new Unary("negate", Expr::negate, x -> -x, x -> -1, -3, 3),
          new Unary("square", Expr::square, x -> x * x, x -> 2 * x, -3, 3),
          new Unary("sqrt", Expr::sqrt, Math::sqrt, x -> 0.5 / Math.sqrt(x), 0.1, 9),
          new Unary("exp", Expr::exp, Math::exp, Math::exp, -3, 3),
          new Unary("log", Expr::log, Math::log, x -> 1 / x, 0.1, 9),
          new Unary("tanh", Expr::tanh, Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x), -3, 3),
          new Unary(
              "logistic",
              Expr::logistic,
              x -> 1 / (1 + Math.exp(-x)),
              x -> Math.exp(-x) / Math.pow(1 + Math.exp(-x), 2),
              -4,
              4),
          new Unary("sin", Expr::sin, Math::sin, Math::cos, -7, 7),
          new Unary("cos", Expr::cos, Math::cos, x -> -Math.sin(x), -7, 7),
          new Unary("expm1", Expr::expm1, Math::expm1, Math::exp, -3, 3),
          new Unary("log1p", Expr::log1p, Math::log1p, x -> 1 / (1 + x), -0.9, 9),
          new Unary("atan", Expr::atan, Math::atan, x -> 1 / (1 + x * x), -7, 7),
          new Unary(
              "erf",
              Expr::erf,
              x -> Exactly.erf(new BigDecimal(x)).doubleValue(),
              x -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x),
              -4,
              4),
          new Unary("abs of negative", Expr::abs, Math::abs, x -> -1, -3, -0.1),
          new Unary("abs of positive", Expr::abs, Math::abs, x -> 1, 0.1, 3),
          new Unary("reciprocal", Expr::reciprocal, x -> 1 / x, x -> -1 / (x * x), 0.2, 3),
          new Unary("pow 3", x -> x.pow(3), x -> x * x * x, x -> 3 * x * x, -3, 3),
          new Unary(
              "pow 13", x -> x.pow(13), x -> Math.pow(x, 13), x -> 13 * Math.pow(x, 12), -2, 2),
          new Unary("pow -2", x -> x.pow(-2), x -> 1 / (x * x), x -> -2 / (x * x * x), 0.2, 3),
          new Unary("pow 0", x -> x.pow(0), x -> 1, x -> 0, -3, 3),
          new Unary("pow 1", x -> x.pow(1), x -> x, x -> 1, -3, 3),
          new Unary("pow 0.5", x -> x.pow(0.5), Math::sqrt, x -> 0.5 / Math.sqrt(x), 0.1, 9),
          new Unary(
              "pow 1.7",
              x -> x.pow(1.7),
              x -> Math.pow(x, 1.7),
              x -> 1.7 * Math.pow(x, 0.7),
              0.1,
              9),
          new Unary(
              "pow 20", x -> x.pow(20), x -> Math.pow(x, 20), x -> 20 * Math.pow(x, 19), 0.1, 2),
          new Unary("plus number", x -> x.plus(2), x -> x + 2, x -> 1, -3, 3),
          new Unary("minus number", x -> x.minus(2), x -> x - 2, x -> 1, -3, 3),
          new Unary("number minus", x -> Expr.constant(2).minus(x), x -> 2 - x, x -> -1, -3, 3),
          new Unary("times number", x -> x.times(-2.5), x -> -2.5 * x, x -> -2.5, -3, 3),
          new Unary("divide by number", x -> x.divide(4), x -> x / 4, x -> 0.25, -3, 3),
          new Unary(
              "number divided",
              x -> Expr.constant(2).divide(x),
              x -> 2 / x,
              x -> -2 / (x * x),
              0.2,
              3),
          new Unary("self sum", x -> x.plus(x), x -> 2 * x, x -> 2, -3, 3),
          new Unary("self difference", x -> x.minus(x), x -> 0, x -> 0, -3, 3),
          new Unary("self quotient", x -> x.divide(x), x -> 1, x -> 0, 0.2, 3),
          new Unary("self minimum", x -> x.min(x), x -> x, x -> 1, -3, 3),
          new Unary("clamp above", x -> x.min(Expr.constant(5)), x -> x, x -> 1, -3, 3),
          new Unary("clamped", x -> x.max(Expr.constant(5)), x -> 5, x -> 0, -3, 3));

  static final List<Binary> BINARY =
      List.of(
          new Binary("plus", Expr::plus),
          new Binary("minus", Expr::minus),
          new Binary("times", Expr::times),
          new Binary("divide", Expr::divide),
          new Binary("min", Expr::min),
          new Binary("max", Expr::max),
          new Binary("norm", (x, y) -> Expr.norm(x, y)),
          new Binary("sum", (x, y) -> Expr.sum(x, y, x)),
          new Binary("negated product", (x, y) -> x.negate().times(y.negate()).negate()),
          new Binary("gated", (x, y) -> Expr.gated(x, y.exp())),
          new Binary("less", (x, y) -> Expr.where(x.lessThan(y), x.times(y), x.exp())),
          new Binary("at most", (x, y) -> Expr.where(x.atMost(y), x.sin(), y.square())),
          new Binary("greater", (x, y) -> Expr.where(x.greaterThan(y), x.times(3), y.times(x))),
          new Binary("at least", (x, y) -> Expr.where(x.atLeast(y).not(), x.times(3), y.times(x))));

  private static double random(java.util.Random source, Unary of) {
    return source.nextDouble(of.low, of.high);
  }

  @ParameterizedTest
  @FieldSource("UNARY")
  void unaryOperationsHaveTheirTextbookDerivatives(Unary unary) {
    Formula f = unary.formula();
    Formula jvp = f.jvp();
    Formula vjp = f.vjp();
    Formula derivative = f.derivative("x");
    java.util.Random random = new java.util.Random(1);
    for (int k = 0; k < 50; k++) {
      double x = random(random, unary);
      double slope = unary.slope.applyAsDouble(x);
      double close = 1e-12 * Math.max(1, Math.abs(slope));
      assertThat(f.evaluate(x)[0])
          .isCloseTo(
              unary.value.applyAsDouble(x),
              within(1e-13 * Math.max(1, Math.abs(unary.value.applyAsDouble(x)))));
      assertThat(derivative.evaluate(x)[0]).isCloseTo(slope, within(close));
      assertThat(jvp.evaluate(x, 3)[0]).isCloseTo(3 * slope, within(3 * close));
      assertThat(vjp.evaluate(x, -2)[0]).isCloseTo(-2 * slope, within(2 * close));
    }
  }

  @ParameterizedTest
  @FieldSource("UNARY")
  void unaryOperationsAgreeWithDifferences(Unary unary) {
    GradCheck.formula(unary.formula(), 20, unary.low, unary.high, 2).assertPasses(1e-9);
    // and the derivative's derivative
    GradCheck.formula(unary.formula().vjp(), 20, unary.low, unary.high, 3).assertPasses(1e-9);
  }

  @ParameterizedTest
  @FieldSource("BINARY")
  void binaryOperationsAgreeWithDifferences(Binary binary) {
    Formula f =
        Formula.trace(
            binary.name,
            List.of(Port.scalar("x"), Port.scalar("y")),
            in -> new Expr[] {binary.operation.apply(in.scalar("x"), in.scalar("y"))});
    GradCheck.formula(f, 40, 0.3, 3, 4).assertPasses(1e-9);
    GradCheck.formula(f.vjp(), 40, 0.3, 3, 5).assertPasses(1e-9);
    GradCheck.formula(f.jvp(), 40, 0.3, 3, 6).assertPasses(1e-9);
  }

  @Test
  void constantsAreFoldedLikeNumbers() {
    Expr two = Expr.constant(2);
    Expr three = Expr.constant(3);
    assertThat(two.plus(three).value).isEqualTo(5);
    assertThat(two.minus(three).value).isEqualTo(-1);
    assertThat(two.times(three).value).isEqualTo(6);
    assertThat(two.divide(three).value).isEqualTo(2.0 / 3);
    assertThat(two.min(three).value).isEqualTo(2);
    assertThat(two.max(three).value).isEqualTo(3);
    assertThat(two.exp().value).isEqualTo(Elementary.exp(2));
    assertThat(two.pow(0.3).value).isEqualTo(StrictMath.pow(2, 0.3));
    assertThat(two.negate().abs().value).isEqualTo(2);
  }

  @Test
  void tiesGoToTheFirst() {
    Formula f =
        Formula.trace(
            "ties",
            List.of(Port.scalar("x"), Port.scalar("y")),
            in -> {
              Expr x = in.scalar("x");
              Expr y = in.scalar("y");
              return new Expr[] {x.min(y), x.max(y), x.minus(y).abs()};
            });
    // jacobian column by column: d/dx of all outputs, then d/dy
    assertThat(f.jacobian().evaluate(2, 2))
        .containsExactly(new double[] {1, 1, 0, 0, 0, 0}, within(0.0));
  }
}
