package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GradCheckTest {
  /** The square of an array, with an adjoint that is wrong by a factor. */
  private static Var squareWithFactor(Var x, double factor) {
    double[] value = x.toArray();
    for (int k = 0; k < value.length; k++) {
      value[k] *= value[k];
    }
    double[] at = x.data();
    return Tape.primitive(
        "square",
        new Var[] {x},
        x.rows(),
        x.columns(),
        value,
        (output, inputs) -> {
          for (int k = 0; k < at.length; k++) {
            inputs[0][k] += factor * 2 * at[k] * output[k];
          }
        });
  }

  @Test
  void acceptsRightGradientsOfVeryDifferentSizes() {
    GradCheck check =
        GradCheck.function(
            v -> v[0].exp().times(v[1]).sum().plus(v[2].square().sum()),
            Var.of(2, 2, 0.1, -3, 2, 0),
            Var.constant(1e-5),
            Var.row(1e4, 1e-7));
    assertThat(check.entries()).hasSize(7);
    assertThat(check.entries().get(2).name()).isEqualTo("0[0,1]");
    assertThat(check.worst()).isLessThan(1e-9);
    assertThat(check.assertPasses(1e-9)).isSameAs(check);
  }

  @Test
  void findsAnErrorOfAMillionth() {
    Function<Var[], Var> wrong = v -> squareWithFactor(v[0], 1 + 1e-6).sum();
    GradCheck check = GradCheck.function(wrong, Var.column(1, 2, 3));
    assertThat(check.worst()).isCloseTo(1e-6, within(1e-8));
    check.assertPasses(2e-6);
    assertThatThrownBy(() -> check.assertPasses(1e-7))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("3 of 3")
        .hasMessageContaining("0[1,0]")
        .hasMessageContaining("4.00000400000")
        .hasMessageContaining("differs");
  }

  @Test
  void findsAMissingGradient() {
    GradCheck check =
        GradCheck.function(
            v -> v[0].stopGradient().times(v[1]).sum(), Var.constant(2), Var.constant(3));
    assertThat(check.entries().get(0).relativeError()).isCloseTo(1, within(1e-9));
    assertThat(check.entries().get(1).relativeError()).isZero();
  }

  @Test
  void acceptsThatNothingChanges() {
    GradCheck.function(v -> v[0].times(0).sum().plus(1e6), Var.column(1, 2)).assertPasses(1e-9);
  }

  @Test
  void seesASmallGradientBelowALargeValue() {
    assertThatThrownBy(() ->
            GradCheck.function(
                    v -> v[0].stopGradient().sum().times(1e-3).plus(1e6), Var.constant(1))
                .assertPasses(1e-4))
        .isInstanceOf(AssertionError.class);
    GradCheck.function(v -> v[0].sum().times(1e-3).plus(1e6), Var.constant(1)).assertPasses(1e-4);
  }

  @Test
  void stepsAreSmallEnoughNearTheEdgeOfADomain() {
    GradCheck.function(v -> v[0].log().sum(), Var.column(1e-6, 0.1, 20)).assertPasses(1e-8);
    GradCheck.function(v -> v[0].minus(1).abs().sum(), Var.column(1 + 1e-3, 1 - 1e-4))
        .assertPasses(1e-8);
  }

  @Test
  void saysWhereItCannotTell() {
    // rounding to a thousandth: the derivative is 0 where differences see 1
    Function<Var[], Var> rough =
        v -> Var.constant(Math.rint(v[0].item() * 1e3) / 1e3).plus(v[0].times(0));
    assertThatThrownBy(() -> GradCheck.function(rough, Var.constant(Math.PI)).assertPasses(1e-6))
        .isInstanceOf(AssertionError.class);
    Function<Var[], Var> nowhere = v -> v[0].times(0).log().sum();
    assertThatThrownBy(() -> GradCheck.function(nowhere, Var.constant(1)).assertPasses(1e-6))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void wantsAScalar() {
    assertThatThrownBy(() -> GradCheck.function(v -> v[0], Var.column(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 1");
  }

  @Test
  void checksBothModesOfAFormula() {
    Formula f =
        Formula.trace(
            "f",
            List.of(Port.vector("x", 3), Port.scalar("p")),
            in -> {
              Expr[] x = in.vector("x");
              Expr p = in.scalar("p");
              return new Expr[] {
                Expr.norm(x).times(p.tanh()), x[0].times(x[1]).exp().divide(p.square().plus(1)), p
              };
            });
    GradCheck check = GradCheck.formula(f, 25, -2, 2, 5);
    assertThat(check.entries()).hasSize(50);
    check.assertPasses(1e-9);
    assertThat(check.toString()).contains("f").contains("more not shown");
    GradCheck.formula(f, 6, new double[] {1, 2, 3, 4}).assertPasses(1e-10);
  }

  @Test
  void differencesReachAnalyticDerivatives() {
    assertThat(StepSizeStudy.of(h -> Math.exp(1 + h), 1).derivative())
        .isCloseTo(Math.E, within(1e-12));
    assertThat(StepSizeStudy.of(h -> Math.sin(100 * (0.3 + h)), 0.3).derivative())
        .isCloseTo(100 * Math.cos(30), within(1e-8));
    StepSizeStudy flat = StepSizeStudy.of(h -> 7, 1);
    assertThat(flat.derivative()).isZero();
    assertThat(flat.uncertainty()).isLessThan(1e-13);
  }
}
