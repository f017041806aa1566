package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Derivatives of derivatives. */
class NestingTest {
  @Test
  void theInnerVariableIsNotTheOuterOne() {
    // d/dx (x d/dy (x + y)) at x = 1 is 1: a system that confuses the two perturbations says 2
    Formula sum =
        Formula.trace(
            "sum",
            List.of(Port.scalar("x"), Port.scalar("y")),
            in -> new Expr[] {in.scalar("x").plus(in.scalar("y"))});
    Formula outer =
        Formula.trace(
            "outer",
            List.of(Port.scalar("x")),
            in -> {
              Expr[] x = in.vector("x");
              return new Expr[] {
                x[0].times(sum.derivative("y").call(x, new Expr[] {Expr.constant(1)})[0])
              };
            });
    assertThat(outer.derivative("x").evaluate(1)).containsExactly(1);
    assertThat(outer.gradient().evaluate(1)).containsExactly(1);
    assertThat(outer.jvp().evaluate(1, 1)).containsExactly(1);
  }

  @Test
  void theInnerVariableMayBeSetToTheOuterOne() {
    // g(x) = x d/dy (x y^2) at y = x is 2 x^3, so g' = 6 x^2, by all pairs of modes
    Formula f =
        Formula.trace(
            "f",
            List.of(Port.scalar("x"), Port.scalar("y")),
            in -> new Expr[] {in.scalar("x").times(in.scalar("y").square())});
    for (Formula inner : List.of(f.derivative("y"), f.gradient("y"))) {
      Formula g =
          Formula.trace(
              "g",
              List.of(Port.scalar("x")),
              in -> {
                Expr[] x = in.vector("x");
                return new Expr[] {x[0].times(inner.call(x, x)[0])};
              });
      for (Formula slope : List.of(g.derivative("x"), g.gradient("x"))) {
        assertThat(slope.evaluate(3)[0]).isCloseTo(54, within(1e-13));
      }
      assertThat(g.derivative("x").gradient().derivative("x").evaluate(3)[0])
          .isCloseTo(12, within(1e-13));
    }
  }

  @Test
  void tangentsOfTangentsAreNotMixedUp() {
    // jvp of jvp of x^3: d/de of 3 (x + e a)^2 (u + e b) = 6 x a u + 3 x^2 b
    Formula cube =
        Formula.trace("cube", List.of(Port.scalar("x")), in -> new Expr[] {in.scalar("x").pow(3)});
    Formula second = cube.jvp().jvp();
    assertThat(second.inputs().stream().map(Port::name)).containsExactly("x", "x'", "x'", "x''");
    double x = 2;
    double u = 5;
    double a = 7;
    double b = 11;
    assertThat(second.evaluate(x, u, a, b)[0])
        .isCloseTo(6 * x * a * u + 3 * x * x * b, within(1e-12));
  }

  @Test
  void thirdDerivativesAreThoseOfTheClosedForm() {
    // f = exp(a x) sin(x): f''' = exp(a x) ((a^3 - 3 a) sin x + (3 a^2 - 1) cos x)
    Formula f =
        Formula.trace(
            "f",
            List.of(Port.scalar("x"), Port.scalar("a")),
            in ->
                new Expr[] {
                  in.scalar("x").times(in.scalar("a")).exp().times(in.scalar("x").sin())
                });
    Formula forward = f.derivative("x").derivative("x").derivative("x");
    Formula reverse = f.gradient("x").gradient("x").gradient("x");
    Formula mixed = f.derivative("x").gradient("x").derivative("x");
    double a = 0.7;
    for (double x : new double[] {-2, 0, 0.3, 4}) {
      double exact =
          Math.exp(a * x) * ((a * a * a - 3 * a) * Math.sin(x) + (3 * a * a - 1) * Math.cos(x));
      for (Formula third : List.of(forward, reverse, mixed)) {
        assertThat(third.evaluate(x, a)[0])
            .isCloseTo(exact, within(1e-12 * Math.max(1, Math.abs(exact))));
      }
    }
  }

  @Test
  void fifthDerivativesOfAPowerAndAReciprocal() {
    Formula f =
        Formula.trace(
            "f",
            List.of(Port.scalar("x")),
            in ->
                new Expr[] {
                  in.scalar("x").pow(7), in.scalar("x").reciprocal(), in.scalar("x").log()
                });
    Formula fifth = f;
    for (int k = 0; k < 5; k++) {
      fifth = fifth.derivative("x");
    }
    double x = 1.3;
    double[] exact = {2520 * x * x, -120 / Math.pow(x, 6), 24 / Math.pow(x, 5)};
    double[] found = fifth.evaluate(x);
    for (int k = 0; k < 3; k++) {
      assertThat(found[k]).isCloseTo(exact[k], within(1e-11 * Math.abs(exact[k])));
    }
  }

  private static final Formula ENERGY =
      Formula.trace(
          "energy",
          List.of(Port.vector("d", 3), Port.scalar("s"), Port.scalar("e")),
          in -> {
            Expr r = Expr.norm(in.vector("d"));
            Expr decay = r.minus(in.scalar("s")).times(-2.5).exp();
            Expr well = decay.square().minus(decay.times(2)).times(in.scalar("e"));
            return new Expr[] {Expr.where(r.lessThan(2.5), well, Expr.constant(0))};
          });

  @Test
  void hessiansAgreeWithDifferencesOfGradients() {
    Random random = new Random(3);
    Formula gradient = ENERGY.gradient();
    Formula hessian = ENERGY.hessian();
    for (int trial = 0; trial < 20; trial++) {
      double[] at = random.doubles(5, 0.4, 1.2).toArray();
      double[] found = hessian.evaluate(at);
      for (int j = 0; j < 5; j++) {
        for (int i = 0; i < 5; i++) {
          int row = i;
          int column = j;
          StepSizeStudy study =
              StepSizeStudy.of(
                  h -> {
                    double[] moved = at.clone();
                    moved[column] += h;
                    return gradient.evaluate(moved)[row];
                  },
                  0.3);
          assertThat(found[j * 5 + i]).isCloseTo(study.derivative(), within(1e-8));
          assertThat(found[j * 5 + i]).isCloseTo(found[i * 5 + j], within(1e-12));
        }
      }
    }
  }

  @Test
  void derivativesOfAllKindsAndOrdersAgreeWithDifferences() {
    GradCheck.formula(ENERGY.gradient("d"), 20, 0.4, 1.2, 1).assertPasses(1e-8);
    GradCheck.formula(ENERGY.gradient("d").vjp(), 20, 0.4, 1.2, 2).assertPasses(1e-8);
    GradCheck.formula(ENERGY.gradient("d").jvp(), 20, 0.4, 1.2, 3).assertPasses(1e-8);
    GradCheck.formula(ENERGY.hessian(), 20, 0.4, 1.2, 4).assertPasses(1e-8);
    GradCheck.formula(ENERGY.vjp().vjp(), 20, 0.4, 1.2, 5).assertPasses(1e-8);
  }

  @Test
  void tapesDifferentiateDerivativesOfFormulas() {
    // the gradient of |dE/dd|^2 by everything, through a recorded gradient
    GradCheck.function(
            v -> ENERGY.gradient("d").apply(v[0], v[1], v[2]).square().sum(),
            Var.ofRows(new double[][] {{0.5, 0.6, -0.7}, {1, 0.1, 0.2}}),
            Var.constant(1),
            Var.column(1.5, 0.8))
        .assertPasses(1e-8);
  }
}
