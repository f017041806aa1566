package org.blastema.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives of random formulas agree with each other and with differences. */
class RandomDerivativesTest {
  private static final int FORMULAS = 30;

  /** A point, or a direction. */
  private record Point(double[] x, double[] m, double a) {
    static Point random(SplittableRandom random) {
      return new Point(
          random.doubles(4, -1, 1).toArray(),
          random.doubles(6, -1, 1).toArray(),
          random.nextDouble(-1, 1));
    }

    Point moved(double h, Point v) {
      double[] xs = x.clone();
      Arrays.setAll(xs, k -> x[k] + h * v.x[k]);
      double[] ms = m.clone();
      Arrays.setAll(ms, k -> m[k] + h * v.m[k]);
      return new Point(xs, ms, a + h * v.a);
    }

    double dot(Point v) {
      double sum = a * v.a;
      for (int k = 0; k < x.length; k++) {
        sum += x[k] * v.x[k];
      }
      for (int k = 0; k < m.length; k++) {
        sum += m[k] * v.m[k];
      }
      return sum;
    }
  }

  private static Evaluation at(ArrayFormula formula, Point p) {
    return formula.evaluation().set("x", p.x).set("m", p.m, 3, 2).set("a", p.a).set("n", 3);
  }

  private static Evaluation along(Evaluation evaluation, Point v) {
    return evaluation.set("x'", v.x).set("m'", v.m, 3, 2).set("a'", v.a);
  }

  private static Point read(Evaluation evaluation, String suffix) {
    return new Point(
        evaluation.reals("x" + suffix),
        evaluation.reals("m" + suffix),
        evaluation.real("a" + suffix));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000, 2000, 3000})
  void forwardReverseAndDifferencesAgree(long first) {
    for (long seed = first; seed < first + FORMULAS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ArrayFormula f = SmoothFormulas.formula(seed);
      Point p = Point.random(random);
      Point v = Point.random(random);
      double value = at(f, p).run().real("value");
      double slope = along(at(f.jvp(), p), v).run().real("value'");
      double scale = 1 + Math.abs(value) + Math.abs(slope);
      Evaluation reverse = at(f.valueAndGradient(), p).run();
      assertThat(reverse.real("value"))
          .as("seed %d, value", seed)
          .isCloseTo(value, within(1e-12 * scale));
      assertThat(read(reverse, "").dot(v))
          .as("seed %d, reverse against forward", seed)
          .isCloseTo(slope, within(1e-10 * scale));
      double h = 1e-4;
      double wide = difference(f, p, v, 2 * h);
      double narrow = difference(f, p, v, h);
      double extrapolated = (4 * narrow - wide) / 3;
      double curved = Math.abs(narrow - wide);
      assertThat(slope)
          .as("seed %d, forward against differences", seed)
          .isCloseTo(extrapolated, within(1e-9 * scale + 0.1 * curved));
    }
  }

  private static double difference(ArrayFormula f, Point p, Point v, double h) {
    return (at(f, p.moved(h, v)).run().real("value") - at(f, p.moved(-h, v)).run().real("value"))
        / (2 * h);
  }

  /** Forward over reverse, reverse over reverse and reverse over forward give the same Hessian. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1000})
  void secondDerivativesAgree(long first) {
    for (long seed = first; seed < first + FORMULAS / 2; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ArrayFormula f = SmoothFormulas.formula(seed);
      Point p = Point.random(random);
      Point v = Point.random(random);
      Point w = Point.random(random);
      double forwardOverReverse = read(along(at(f.hessianVector(), p), v).run(), "").dot(w);
      double scale = 1 + Math.abs(forwardOverReverse);
      ArrayFormula slope = f.jvp();
      Point reverseOverForward = read(along(at(slope.gradient("x", "m", "a"), p), v).run(), "");
      assertThat(reverseOverForward.dot(w))
          .as("seed %d, reverse over forward", seed)
          .isCloseTo(forwardOverReverse, within(1e-9 * scale));
      Evaluation twice = at(f.gradient().vjp("x", "m", "a"), p);
      twice.set("x*", v.x).set("m*", v.m, 3, 2).set("a*", v.a);
      assertThat(read(twice.run(), "*").dot(w))
          .as("seed %d, reverse over reverse", seed)
          .isCloseTo(forwardOverReverse, within(1e-9 * scale));
    }
  }
}
