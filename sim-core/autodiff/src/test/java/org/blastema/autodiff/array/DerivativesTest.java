package org.blastema.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivativesTest {
  @Test
  void gradientOfLogSumExpIsSoftmax() {
    double[] x = {0.3, -0.2, 1.1, 0.7};
    double[] found = Programs.logSumExp().gradient().evaluation().set("x", x).run().reals("x");
    double sum = Arrays.stream(x).map(Math::exp).sum();
    for (int k = 0; k < x.length; k++) {
      assertThat(found[k]).isCloseTo(Math.exp(x[k]) / sum, within(1e-14));
    }
  }

  @Test
  void gradientOfDeterminantIsCofactors() {
    double[] found =
        Programs.determinant()
            .gradient("A")
            .evaluation()
            .set("A", 2.0, 1, 3, 0, 4, 1, 5, 2, 7)
            .set("n", 3)
            .run()
            .reals("A");
    assertThat(found)
        .containsExactly(new double[] {26, 5, -20, -1, -1, 1, -11, -2, 8}, within(1e-12));
  }

  /** y_2(2) is x0 x1 x2 8/6, so its derivative by each factor is itself divided by the factor. */
  @Test
  void sweepsThroughSequentialLoops() {
    double[] x = {0.3, 0.5, 0.7};
    double[] found =
        Programs.rungeKutta()
            .vjp("x")
            .evaluation()
            .set("x", x)
            .set("s", 7)
            .set("y*", 0.0, 0.0, 1.0)
            .run()
            .reals("x*");
    double y = 0.3 * 0.5 * 0.7 * 8 / 6;
    assertThat(found).containsExactly(new double[] {y / 0.3, y / 0.5, y / 0.7}, within(1e-14));
  }

  @Test
  void differentiatesRepetitions() {
    ArrayFormula root = Programs.newtonRoot();
    assertThat(root.gradient().evaluation().set("a", 2.0).run().real("a"))
        .isCloseTo(0.5 / Math.sqrt(2), within(1e-9));
    assertThat(root.jvp().evaluation().set("a", 2.0).set("a'", 1.0).run().real("value'"))
        .isCloseTo(0.5 / Math.sqrt(2), within(1e-9));
  }

  /** The four ways to nest agree with each other and with the closed form. */
  @Test
  void secondDerivativesNestInAnyMix() {
    double[] x = {0.3, -0.2, 1.1, 0.7};
    double[] v = {0.5, 1.0, -0.3, 0.2};
    double sum = Arrays.stream(x).map(Math::exp).sum();
    double[] p = Arrays.stream(x).map(xi -> Math.exp(xi) / sum).toArray();
    double pv = p[0] * v[0] + p[1] * v[1] + p[2] * v[2] + p[3] * v[3];
    double[] expected = new double[4];
    Arrays.setAll(expected, k -> p[k] * v[k] - p[k] * pv);

    ArrayFormula f = Programs.logSumExp();
    double[] forwardOverReverse =
        f.hessianVector("x").evaluation().set("x", x).set("x'", v).run().reals("x");
    assertThat(forwardOverReverse).containsExactly(expected, within(1e-14));

    ArrayFormula alongV =
        ArrayFormula.trace(
            "slope",
            List.of(ArrayPort.reals("x", 1), ArrayPort.reals("v", 1)),
            in ->
                Outputs.of("value", f.jvp("x").call(in.reals("x"), in.reals("v")).real("value'")));
    double[] reverseOverForward =
        alongV.gradient("x").evaluation().set("x", x).set("v", v).run().reals("x");
    assertThat(reverseOverForward).containsExactly(expected, within(1e-14));

    ArrayFormula gradientAlongV =
        ArrayFormula.trace(
            "slope",
            List.of(ArrayPort.reals("x", 1), ArrayPort.reals("v", 1)),
            in ->
                Outputs.of(
                    "value", f.gradient("x").call(in.reals("x")).reals("x").dot(in.reals("v"))));
    double[] reverseOverReverse =
        gradientAlongV.gradient("x").evaluation().set("x", x).set("v", v).run().reals("x");
    assertThat(reverseOverReverse).containsExactly(expected, within(1e-14));

    double forwardOverForward =
        alongV.jvp("x").evaluation().set("x", x).set("v", v).set("x'", v).run().real("value'");
    assertThat(forwardOverForward)
        .isCloseTo(
            expected[0] * v[0] + expected[1] * v[1] + expected[2] * v[2] + expected[3] * v[3],
            within(1e-14));
  }

  /** D(x -> x D(y -> x + y)(1))(1) = 1: the inner derivative does not see the outer one. */
  @Test
  void perturbationsAreNotConfused() {
    ArrayFormula sum =
        ArrayFormula.trace(
            "sum",
            List.of(ArrayPort.real("x"), ArrayPort.real("y")),
            in -> Outputs.of("value", in.real("x").plus(in.real("y"))));
    ArrayFormula product =
        ArrayFormula.trace(
            "product",
            List.of(ArrayPort.real("x")),
            in ->
                Outputs.of(
                    "value",
                    in.real("x")
                        .times(
                            sum.jvp("y")
                                .call(in.real("x"), Real.constant(1), Real.constant(1))
                                .real("value'"))));
    assertThat(product.gradient().evaluation().set("x", 1.0).run().real("x")).isEqualTo(1);
    assertThat(product.jvp().evaluation().set("x", 1.0).set("x'", 1.0).run().real("value'"))
        .isEqualTo(1);
  }

  @Test
  void secondDerivativesGoThroughRecursionAndRepetition() {
    double[] a = {2, 1, 3, 0, 4, 1, 5, 2, 7};
    double[] v = {0.3, -0.5, 0.2, 0.7, 0.1, -0.4, 0.6, 0.9, -0.8};
    double[] found =
        Programs.determinant()
            .hessianVector("A")
            .evaluation()
            .set("A", a)
            .set("n", 3)
            .set("A'", v)
            .run()
            .reals("A");
    double h = 1e-5; // the gradient is of degree 2: central differences are exact up to rounding
    double[] up = cofactors(a, v, h);
    double[] down = cofactors(a, v, -h);
    for (int k = 0; k < 9; k++) {
      assertThat(found[k]).isCloseTo((up[k] - down[k]) / (2 * h), within(1e-9));
    }
    assertThat(
            Programs.newtonRoot().gradient().gradient().evaluation().set("a", 2.0).run().real("a"))
        .isCloseTo(-0.25 * Math.pow(2, -1.5), within(1e-8));
  }

  private static double[] cofactors(double[] a, double[] v, double h) {
    double[] moved = new double[a.length];
    Arrays.setAll(moved, k -> a[k] + h * v[k]);
    return Programs.determinant()
        .gradient("A")
        .evaluation()
        .set("A", moved)
        .set("n", 3)
        .run()
        .reals("A");
  }

  /**
   * Row j is what moves when x_j does: y_i is a product of the first i factors times a constant.
   */
  @Test
  void jacobiansHaveAllDirections() {
    double[] x = {0.3, 0.5, 0.7};
    Evaluation evaluation =
        Programs.rungeKutta().jacobian("x").evaluation().set("x", x).set("s", 2).run();
    assertThat(evaluation.extents("jacobian")).containsExactly(3, 3);
    double y0 = 0.6;
    double y1 = 0.3 * 0.5 * 2;
    double y2 = 0.3 * 0.5 * 0.7 * 8 / 6;
    assertThat(evaluation.reals("jacobian"))
        .containsExactly(
            new double[] {y0 / 0.3, y1 / 0.3, y2 / 0.3, 0, y1 / 0.5, y2 / 0.5, 0, 0, y2 / 0.7},
            within(1e-14));
  }

  @Test
  void scattersAndGathers() {
    ArrayFormula formula =
        ArrayFormula.trace(
            "histogram",
            List.of(ArrayPort.reals("x", 1), ArrayPort.indexes("into", 1)),
            in -> {
              Reals x = in.reals("x");
              Reals bins =
                  Reals.scatter(
                      /* length= */ Index.constant(2),
                      /* count= */ x.length(),
                      k -> in.indexes("into").at(k),
                      x::at);
              return Outputs.of("value", bins.dot(bins).times(bins.at(1)));
            });
    double[] gradient =
        formula
            .gradient("x")
            .evaluation()
            .set("x", 1.0, 2, 4)
            .set("into", new int[] {1, 0, 1})
            .run()
            .reals("x");
    // bins (2, 5): d/db0 = 2 b0 b1 = 20, d/db1 = b0^2 + 3 b1^2 = 79
    assertThat(gradient).containsExactly(79, 20, 79);
  }

  @Test
  void triangularProductsReadTheLowerHalf() {
    ArrayFormula formula =
        ArrayFormula.trace(
            "lower",
            List.of(ArrayPort.reals("A", 2), ArrayPort.reals("x", 1)),
            in -> Outputs.of("value", in.reals("A").lowerTimes(in.reals("x")).sum()));
    Evaluation evaluation =
        formula
            .gradient()
            .evaluation()
            .set("A", new double[] {1, Double.NaN, 2, 3}, 2, 2)
            .set("x", 5.0, 7)
            .run();
    assertThat(evaluation.reals("A")).containsExactly(5, 0, 5, 7);
    assertThat(evaluation.reals("x")).containsExactly(3, 3);
  }

  /** What is not taken has an infinite derivative at 0, of any order and in any mode. */
  @Test
  void theSideNotTakenDoesNotMatter() {
    ArrayFormula root =
        ArrayFormula.trace(
            "root",
            List.of(ArrayPort.real("x")),
            in ->
                Outputs.of(
                    "value",
                    Real.choose(
                        Real.constant(0).isLess(in.real("x")),
                        () -> in.real("x").sqrt(),
                        () -> in.real("x").times(3))));
    for (double x : new double[] {0, 4}) {
      double slope = x == 0 ? 3 : 0.25;
      assertThat(root.gradient().evaluation().set("x", x).run().real("x")).isEqualTo(slope);
      assertThat(root.jvp().evaluation().set("x", x).set("x'", 1.0).run().real("value'"))
          .isEqualTo(slope);
      assertThat(root.gradient().gradient().evaluation().set("x", x).run().real("x"))
          .isEqualTo(x == 0 ? 0 : -0.03125);
    }
  }
}
