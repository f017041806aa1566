package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedPointTest {
  /** A network at rest: {@code x = tanh(x W + b)}, whose derivative is not symmetric. */
  private static final FixedPoint.Map NETWORK = (x, p) -> x.matmul(p.get(0)).plus(p.get(1)).tanh();

  private static Var[] values(int n) {
    Random random = new Random(n);
    double spread = 1.2 / Math.sqrt(n);
    return new Var[] {
      Var.of(n, n, random.doubles((long) n * n, -spread, spread).toArray()),
      Var.of(3, n, random.doubles(3L * n, -1, 1).toArray())
    };
  }

  @Test
  void gradientAgreesWithDifferences() {
    double[] weights = new Random(9).doubles(12, -1, 1).toArray();
    GradCheck.function(
            v ->
                FixedPoint.of(NETWORK)
                    .withTolerance(1e-14)
                    .solve(Var.zeros(3, 4), List.of(v))
                    .times(Var.of(3, 4, weights))
                    .sum(),
            values(4))
        .assertPasses(1e-8);
  }

  @Test
  void gradientIsTheLimitOfTheUnrolledOne() {
    Var[] v = values(30);
    Tape tape = new Tape();
    Var w = tape.input(v[0]);
    Var b = tape.input(v[1]);
    Var x = Var.zeros(3, 30);
    for (int k = 0; k < 300; k++) {
      x = NETWORK.at(x, List.of(w, b));
    }
    tape.seed(x.square().sum(), 1);
    tape.sweep();
    double[] unrolled = tape.adjoint(w);

    Tape implicit = new Tape();
    Var weights = implicit.input(v[0]);
    Var rest = FixedPoint.of(NETWORK).solve(Var.zeros(3, 30), List.of(weights, v[1]));
    assertThat(implicit.size()).isEqualTo(2);
    implicit.seed(rest.square().sum(), 1);
    implicit.sweep();
    // 90 unknowns: the linear solve starts again once
    assertThat(implicit.adjoint(weights)).containsExactly(unrolled, within(1e-9));
  }

  @Test
  void squareRootByHeron() {
    // dx/da = 1 / (2 x), although the iteration's own derivative vanishes at the root
    Tape tape = new Tape();
    Var a = tape.input(Var.column(2, 9));
    Var root =
        FixedPoint.of((x, p) -> x.plus(p.get(0).divide(x)).times(0.5))
            .solve(Var.column(1, 1), List.of(a));
    assertThat(root.data()).containsExactly(new double[] {Math.sqrt(2), 3}, within(1e-15));
    tape.seed(root, 1, 10);
    tape.sweep();
    assertThat(tape.adjoint(a))
        .containsExactly(new double[] {0.5 / Math.sqrt(2), 10.0 / 6}, within(1e-12));
  }

  @Test
  void linearSolveNeedsNoSymmetryAndNoContraction() {
    // x = A x + p with a map that an iteration would leave, given the solution
    double[] a = {3, 0.5, -2, 1, -4, 0.3, 0.2, 1, 7};
    Var matrix = Var.of(3, 3, a);
    Var identity = Var.of(3, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1);
    Var p = Var.column(1, 2, 3);
    Var x = Var.solve(identity.minus(matrix), p);
    Tape tape = new Tape();
    Var live = tape.input(p);
    Var rest = FixedPoint.of((y, q) -> matrix.matmul(y).plus(q.get(0))).solution(x, List.of(live));
    tape.seed(rest, 1, -1, 2);
    tape.sweep();
    double[] expected = Var.solve(identity.minus(matrix).transpose(), Var.column(1, -1, 2)).data();
    assertThat(tape.adjoint(live)).containsExactly(expected, within(1e-12));
  }

  @Test
  void saysWhatIsWrong() {
    Var start = Var.column(1, 1);
    assertThatThrownBy(
            () -> FixedPoint.of((x, p) -> x.times(-1)).withLimit(20).solve(start, List.of()))
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("20 iterations");
    assertThatThrownBy(
            () -> FixedPoint.of((x, p) -> x.times(Var.column(0.5, 1e200))).solve(start, List.of()))
        .isInstanceOfSatisfying(
            NumericalFailure.class, failure -> assertThat(failure.row()).isEqualTo(1));
    assertThatThrownBy(() -> FixedPoint.of((x, p) -> x.sum()).solve(start, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 x 1");
    // x = x + 0 p is singular
    Tape tape = new Tape();
    Var p = tape.input(Var.constant(1));
    Var any = FixedPoint.of((x, q) -> x.plus(q.get(0).times(0))).solution(start, List.of(p));
    tape.seed(any, 1, 1);
    assertThatThrownBy(tape::sweep).isInstanceOf(NumericalFailure.class);
    assertThatThrownBy(() -> FixedPoint.of(NETWORK).withTolerance(2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
