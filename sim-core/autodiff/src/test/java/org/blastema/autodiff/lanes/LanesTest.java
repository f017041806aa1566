package org.blastema.autodiff.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.DoubleVector;
import org.blastema.autodiff.Elementary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Lanes give the bits that single numbers give, whatever stands in the other lanes. */
class LanesTest {
  private record Function(
      String name, UnaryOperator<DoubleVector> lanes, DoubleUnaryOperator number) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Function> FUNCTIONS =
      List.of(
          new Function("exp", Lanes::exp, Elementary::exp),
          new Function("expm1", Lanes::expm1, Elementary::expm1),
          new Function("log", Lanes::log, Elementary::log),
          new Function("tanh", Lanes::tanh, Elementary::tanh),
          new Function("logistic", Lanes::logistic, Elementary::logistic),
          new Function("sin", Lanes::sin, Elementary::sin),
          new Function("cos", Lanes::cos, Elementary::cos),
          new Function("log1p", Lanes::log1p, Elementary::log1p),
          new Function("atan", Lanes::atan, Elementary::atan),
          new Function("erf", Lanes::erf, Elementary::erf),
          new Function("pow", x -> Lanes.pow(x, 1.7), x -> StrictMath.pow(x, 1.7)),
          new Function("sign", Lanes::sign, Math::signum));

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    40,
    20,
    707.9999999999999,
    708,
    -708,
    709.782712893384,
    709.7827128933841,
    710,
    -745.1332191019411,
    -745.1332191019412,
    -745.1332191019413,
    -746,
    -720.5,
    1e300,
    -1e300,
    1e-300,
    0x1p19,
    -0x1p19,
    0x1p-27,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Math.nextDown(Double.MIN_NORMAL),
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Math.sqrt(0.5),
    Math.nextDown(Math.sqrt(0.5)),
    Math.PI / 4,
    Math.PI / 2,
    Math.PI,
    52174 * (Math.PI / 2)
  };

  private static void check(Function function, double[] x) {
    double[] out = new double[x.length];
    for (int k = 0; k < x.length; k += Lanes.count()) {
      function.lanes.apply(DoubleVector.fromArray(Lanes.SPECIES, x, k)).intoArray(out, k);
    }
    for (int k = 0; k < x.length; k++) {
      double expected = function.number.applyAsDouble(x[k]);
      assertThat(Double.doubleToLongBits(out[k]))
          .as("%s at %s: %s instead of %s", function, x[k], out[k], expected)
          .isEqualTo(Double.doubleToLongBits(expected));
    }
  }

  @ParameterizedTest
  @FieldSource("FUNCTIONS")
  void specialNumbersInAnyLane(Function function) {
    int lanes = Lanes.count();
    for (double special : SPECIAL) {
      double[] x = new double[lanes * lanes];
      Arrays.fill(x, 0.3);
      for (int k = 0; k < lanes; k++) {
        x[k * lanes + k] = special;
      }
      check(function, x);
      Arrays.fill(x, special);
      check(function, x);
    }
  }

  @ParameterizedTest
  @FieldSource("FUNCTIONS")
  void numbersOfAllSizes(Function function) {
    Random random = new Random(5);
    double[] any = new double[64_000];
    Arrays.setAll(any, k -> Double.longBitsToDouble(random.nextLong()));
    check(function, any);
    for (double size : new double[] {1e-9, 1, 30, 720, 1e5}) {
      check(function, random.doubles(64_000, -size, size).toArray());
    }
    check(function, random.doubles(64_000, -760, -700).toArray());
  }

  private static void checkBinary(
      String name, BinaryOperator<DoubleVector> lanes, DoubleBinaryOperator number) {
    for (double a : SPECIAL) {
      for (int k = 0; k < SPECIAL.length; k++) {
        double b = SPECIAL[k];
        DoubleVector x = DoubleVector.broadcast(Lanes.SPECIES, a);
        DoubleVector y = DoubleVector.broadcast(Lanes.SPECIES, 1.5).withLane(k % Lanes.count(), b);
        double got = lanes.apply(x, y).lane(k % Lanes.count());
        assertThat(Double.doubleToLongBits(got))
            .as("%s of %s and %s", name, a, b)
            .isEqualTo(Double.doubleToLongBits(number.applyAsDouble(a, b)));
      }
    }
  }

  @Test
  void productsThatTreatZerosWithCare() {
    checkBinary(
        "gated product", Lanes::gatedProduct, (a, b) -> a == 0 && Double.isNaN(a * b) ? 0 : a * b);
    checkBinary(
        "masked product",
        Lanes::maskedProduct,
        (a, b) -> (a == 0 || b == 0) && Double.isNaN(a * b) ? 0 : a * b);
  }

  @Test
  void smallerAndLargerAsForSingleNumbers() {
    checkBinary("min", DoubleVector::min, Math::min);
    checkBinary("max", DoubleVector::max, Math::max);
  }
}
