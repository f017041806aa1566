package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ElementaryTest {
  private record Range(
      String name,
      DoubleUnaryOperator function,
      UnaryOperator<BigDecimal> exact,
      double low,
      double high,
      double ulps) {
    @Override
    public String toString() {
      return name + " on [" + low + ", " + high + "]";
    }
  }

  private static Range exp(double low, double high, double ulps) {
    return new Range("exp", Elementary::exp, Exactly::exp, low, high, ulps);
  }

  private static Range expm1(double low, double high) {
    return new Range(
        "expm1", Elementary::expm1, x -> Exactly.exp(x).subtract(BigDecimal.ONE), low, high, 2);
  }

  private static Range log(double low, double high) {
    return new Range("log", Elementary::log, Exactly::log, low, high, 1);
  }

  private static Range log1p(double low, double high) {
    return new Range(
        "log1p", Elementary::log1p, x -> Exactly.log(x.add(BigDecimal.ONE)), low, high, 2);
  }

  private static Range erf(double low, double high) {
    return new Range("erf", Elementary::erf, Exactly::erf, low, high, 5);
  }

  private static Range tanh(double low, double high) {
    return new Range("tanh", Elementary::tanh, Exactly::tanh, low, high, 3);
  }

  private static Range logistic(double low, double high) {
    return new Range("logistic", Elementary::logistic, Exactly::logistic, low, high, 3);
  }

  private static Range sin(double low, double high) {
    return new Range("sin", Elementary::sin, Exactly::sin, low, high, 1);
  }

  private static Range cos(double low, double high) {
    return new Range("cos", Elementary::cos, Exactly::cos, low, high, 1);
  }

  static final List<Range> RANGES =
      List.of(
          exp(-1, 1, 1),
          exp(-1e-9, 1e-9, 1),
          exp(-708, 708, 1),
          exp(708, 709.782712893384, 1),
          exp(-745.13, -708, 1.5),
          expm1(-1, 1),
          expm1(-1e-6, 1e-6),
          expm1(-50, 50),
          log(0.5, 2),
          log(1 - 1e-6, 1 + 1e-6),
          log(0, 1e3),
          log1p(-0.9, 9),
          log1p(-1e-6, 1e-6),
          log1p(1e-3, 0.1),
          erf(-1, 1),
          erf(-1e-6, 1e-6),
          erf(1, 3),
          erf(-7, -3),
          log(Double.MIN_VALUE, 1e-307),
          log(0, Double.MAX_VALUE),
          tanh(-0.17, 0.17),
          tanh(-1e-6, 1e-6),
          tanh(0.17, 0.4),
          tanh(-0.8, -0.17),
          tanh(0.5, 25),
          sin(-1, 1),
          sin(-1e-6, 1e-6),
          sin(3.14, 3.15),
          sin(-500_000, 500_000),
          cos(-1, 1),
          cos(1.57, 1.58),
          cos(-500_000, 500_000),
          logistic(-2, 2),
          logistic(-40, 40),
          logistic(-745, -700));

  @ParameterizedTest
  @FieldSource("RANGES")
  void staysWithinTheStatedUnitsOfTheLastPlace(Range range) {
    Random random = new Random(11);
    double worst = 0;
    double at = 0;
    for (int k = 0; k < 1200; k++) {
      double x = range.low + (range.high - range.low) * random.nextDouble();
      double ulps =
          Exactly.ulps(range.function.applyAsDouble(x), range.exact.apply(new BigDecimal(x)));
      if (ulps > worst) {
        worst = ulps;
        at = x;
      }
    }
    assertThat(worst).as("at %s", at).isLessThan(range.ulps);
  }

  @Test
  void agreesWithTheStrictLibraryOnTheWholeLine() {
    Random random = new Random(12);
    for (int k = 0; k < 200_000; k++) {
      double x = Double.longBitsToDouble(random.nextLong());
      assertNear(Elementary.exp(x), StrictMath.exp(x), 3, x);
      assertNear(Elementary.log(x), StrictMath.log(x), 2, x);
      assertNear(Elementary.tanh(x), StrictMath.tanh(x), 5, x);
      assertNear(Elementary.expm1(x), StrictMath.expm1(x), 4, x);
      assertNear(Elementary.log1p(x), StrictMath.log1p(x), 3, x);
      assertNear(Elementary.sin(x), StrictMath.sin(x), 2, x);
      assertNear(Elementary.cos(x), StrictMath.cos(x), 2, x);
      double logistic = x < -700 ? StrictMath.exp(x) : 1 / (1 + StrictMath.exp(-x));
      assertNear(Elementary.logistic(x), logistic, 6, x);
    }
  }

  private static void assertNear(double value, double expected, int ulps, double at) {
    if (!Double.isFinite(expected)) {
      assertThat(Double.valueOf(value)).as("at %s", at).isEqualTo(Double.valueOf(expected));
    } else {
      assertThat(Math.abs(value - expected))
          .as("at %s", at)
          .isLessThanOrEqualTo(ulps * Math.ulp(expected));
    }
  }

  private static long bits(double x) {
    return Double.doubleToLongBits(x);
  }

  @Test
  void specialValuesAreThoseOfTheStandardLibrary() {
    double[] special = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double x : special) {
      assertThat(bits(Elementary.exp(x))).isEqualTo(bits(StrictMath.exp(x)));
      assertThat(bits(Elementary.expm1(x) + 0.0)).isEqualTo(bits(StrictMath.expm1(x) + 0.0));
      assertThat(bits(Elementary.log(x))).isEqualTo(bits(StrictMath.log(x)));
      assertThat(bits(Elementary.tanh(x))).isEqualTo(bits(StrictMath.tanh(x)));
      assertThat(bits(Elementary.sin(x))).isEqualTo(bits(StrictMath.sin(x)));
      assertThat(bits(Elementary.cos(x))).isEqualTo(bits(StrictMath.cos(x)));
    }
    assertThat(Elementary.log(-1)).isNaN();
    assertThat(Elementary.log(-Double.MIN_VALUE)).isNaN();
    assertThat(Elementary.log(1)).isEqualTo(0.0);
    assertThat(Elementary.logistic(0)).isEqualTo(0.5);
    assertThat(Elementary.logistic(Double.NaN)).isNaN();
    assertThat(Elementary.logistic(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Elementary.logistic(Double.NEGATIVE_INFINITY)).isEqualTo(0);
  }

  @Test
  void overflowsAndUnderflowsWhereTheStandardLibraryDoes() {
    double top = 709.782712893384;
    assertThat(Elementary.exp(top)).isFinite();
    assertThat(Elementary.exp(Math.nextUp(top))).isEqualTo(Double.POSITIVE_INFINITY);
    double bottom = -745.1332191019411;
    assertThat(Elementary.exp(bottom)).isEqualTo(Double.MIN_VALUE);
    assertThat(Elementary.exp(-746)).isEqualTo(0.0);
    assertThat(Elementary.tanh(1e308)).isEqualTo(1.0);
    assertThat(Elementary.tanh(-30)).isEqualTo(-1.0);
    assertThat(Elementary.tanh(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(Elementary.tanh(-1e-310)).isEqualTo(-1e-310);
    assertThat(Elementary.log(Double.MIN_VALUE)).isEqualTo(StrictMath.log(Double.MIN_VALUE));
  }

  @Test
  void tanhAndLogisticAreSymmetric() {
    Random random = new Random(13);
    for (int k = 0; k < 1000; k++) {
      double x = 10 * random.nextGaussian();
      assertThat(Elementary.tanh(-x)).isEqualTo(-Elementary.tanh(x));
      assertThat(Elementary.logistic(-x) + Elementary.logistic(x))
          .isBetween(1 - 0x1p-52, 1 + 0x1p-52);
    }
  }
}
