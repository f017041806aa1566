package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adjoints that are added block by block, against closed forms. */
class BlockwiseAdjointTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 7, 255, 256, 257, 600})
  void sharedAndRowArgumentsGetTheirAdjoints(int n) {
    Formula formula =
        Formula.trace(
            "decay",
            List.of(Port.scalar("x"), Port.scalar("rate")),
            in -> new Expr[] {in.scalar("rate").times(in.scalar("x")).negate().exp()});
    double[] x = new Random(n).doubles(n, 0, 2).toArray();
    double rate = 0.7;
    Tape tape = new Tape();
    Var rows = tape.input(Var.column(x));
    Var shared = tape.input(Var.constant(rate));
    Var out = formula.apply(rows, shared);
    double[] seed = new Random(n + 1).doubles(n, -1, 1).toArray();
    tape.seed(out, seed);
    tape.sweep();

    double total = 0;
    double[] ofRows = tape.adjoint(rows);
    for (int k = 0; k < n; k++) {
      double decayed = Math.exp(-rate * x[k]);
      assertThat(ofRows[k]).isCloseTo(-seed[k] * rate * decayed, within(4e-16));
      total -= seed[k] * x[k] * decayed;
    }
    assertThat(tape.adjoint(shared)[0]).isCloseTo(total, within(n * 4e-16));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 30})
  void pairSumsGiveBackTheGradientOfTheirEnergy(int n) {
    Formula spring =
        Formula.trace(
            "spring",
            List.of(
                Port.vector("d", 3), Port.scalar("k.i"), Port.scalar("k.j"), Port.scalar("length")),
            in -> {
              Expr stretch = Expr.norm(in.vector("d")).minus(in.scalar("length"));
              return new Expr[] {stretch.square().times(in.scalar("k.i")).times(in.scalar("k.j"))};
            });
    Random random = new Random(n);
    double[] x = random.doubles(3L * n, 0, 2).toArray();
    double[] stiffness = random.doubles(n, 1, 2).toArray();
    double length = 0.8;
    int count = n * (n - 1) / 2;
    int[] first = new int[count];
    int[] second = new int[count];
    double[] force = new double[3 * n];
    double[] ofStiffness = new double[n];
    double ofLength = 0;
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++, at++) {
        first[at] = i;
        second[at] = j;
        double[] d = {x[j] - x[i], x[n + j] - x[n + i], x[2 * n + j] - x[2 * n + i]};
        double r = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
        double product = stiffness[i] * stiffness[j];
        double stretch = r - length;
        for (int c = 0; c < 3; c++) {
          force[c * n + j] += 4 * stretch * product * d[c] / r;
          force[c * n + i] -= 4 * stretch * product * d[c] / r;
        }
        ofStiffness[i] += 2 * stretch * stretch * stiffness[j];
        ofStiffness[j] += 2 * stretch * stretch * stiffness[i];
        ofLength -= 4 * stretch * product;
      }
    }
    Tape tape = new Tape();
    Var positions = tape.input(Var.of(n, 3, x));
    Var k = tape.input(Var.column(stiffness));
    Var rest = tape.input(Var.constant(length));
    Var energy =
        PairSum.of(spring, 3, List.of("k"), PairSum.Symmetry.SYMMETRIC)
            .apply(new Pairs(count, first, second), positions, List.of(k), List.of(rest))
            .sum();
    tape.seed(energy, 1);
    tape.sweep();

    double tolerance = 1e-13 * n;
    assertThat(tape.adjoint(positions)).containsExactly(force, within(tolerance));
    assertThat(tape.adjoint(k)).containsExactly(ofStiffness, within(tolerance));
    assertThat(tape.adjoint(rest)[0]).isCloseTo(ofLength, within(n * tolerance));
  }
}
