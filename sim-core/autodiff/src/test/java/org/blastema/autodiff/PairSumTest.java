package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairSumTest {
  private static final int DIMS = 2;

  /**
   * Two columns that depend on all there is: displacement, an attribute of width 2, one of width 1,
   * shared numbers.
   */
  private static final Formula PAIR =
      Formula.trace(
          "pair",
          List.of(
              Port.vector("d", DIMS),
              Port.vector("u.i", 2),
              Port.vector("u.j", 2),
              Port.scalar("r.i"),
              Port.scalar("r.j"),
              Port.vector("p", 3),
              Port.scalar("q")),
          in -> {
            Expr[] d = in.vector("d");
            Expr[] ui = in.vector("u.i");
            Expr[] uj = in.vector("u.j");
            Expr[] p = in.vector("p");
            Expr gap = Expr.norm(d).minus(in.scalar("r.i").plus(in.scalar("r.j")));
            Expr push = gap.times(in.scalar("q")).negate().exp();
            return new Expr[] {
              push.times(d[0]).plus(ui[0].times(uj[1]).times(p[0])),
              Expr.where(gap.lessThan(0.5), push.times(d[1]).times(p[1]), p[2].times(ui[1]))
            };
          });

  private record Tissue(Pairs pairs, Var x, Var u, Var r, Var p, Var q) {
    Var sum(PairSum of) {
      return of.apply(pairs, x, List.of(u, r), List.of(p, q));
    }
  }

  private static Tissue tissue(int n, long seed) {
    Random random = new Random(seed);
    int[] first = new int[n * n];
    int[] second = new int[n * n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        first[count] = i;
        second[count++] = j;
      }
    }
    return new Tissue(
        new Pairs(count, first, second),
        Var.of(n, DIMS, random.doubles((long) n * DIMS, -1, 1).toArray()),
        Var.of(n, 2, random.doubles(2L * n, -1, 1).toArray()),
        Var.column(random.doubles(n, 0.2, 0.6).toArray()),
        Var.row(random.doubles(3, -1, 1).toArray()),
        Var.constant(1.3));
  }

  private static PairSum pairSum(PairSum.Symmetry symmetry) {
    return PairSum.of(PAIR, DIMS, List.of("u", "r"), symmetry);
  }

  @ParameterizedTest
  @EnumSource(PairSum.Symmetry.class)
  void sumsAreThoseOfADoubleLoop(PairSum.Symmetry symmetry) {
    // 40 rows: 780 pairs, several blocks and a rest
    int n = 40;
    Tissue t = tissue(n, 1);
    int width = symmetry == PairSum.Symmetry.EACH ? 1 : 2;
    double[][] expected = new double[n][width];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double[] v =
            PAIR.evaluate(
                t.x.get(j, 0) - t.x.get(i, 0),
                t.x.get(j, 1) - t.x.get(i, 1),
                t.u.get(i, 0),
                t.u.get(i, 1),
                t.u.get(j, 0),
                t.u.get(j, 1),
                t.r.get(i, 0),
                t.r.get(j, 0),
                t.p.get(0, 0),
                t.p.get(0, 1),
                t.p.get(0, 2),
                t.q.item());
        for (int c = 0; c < width; c++) {
          expected[i][c] += v[c];
          expected[j][c] +=
              switch (symmetry) {
                case ANTISYMMETRIC -> -v[c];
                case SYMMETRIC -> v[c];
                case EACH -> v[1];
              };
        }
      }
    }
    Var sum = t.sum(pairSum(symmetry));
    assertThat(sum.rows()).isEqualTo(n);
    assertThat(sum.columns()).isEqualTo(width);
    for (int i = 0; i < n; i++) {
      assertThat(sum.gatherRows(i).data()).containsExactly(expected[i], within(1e-13));
    }
  }

  @ParameterizedTest
  @EnumSource(PairSum.Symmetry.class)
  void gradientsAgreeWithDifferences(PairSum.Symmetry symmetry) {
    Tissue t = tissue(6, 2);
    PairSum sum = pairSum(symmetry);
    Var weights = Var.of(6, 2, new Random(3).doubles(12, -1, 1).toArray());
    GradCheck.function(
            v -> {
              Var out = sum.apply(t.pairs, v[0], List.of(v[1], v[2]), List.of(v[3], v[4]));
              return out.times(weights.columns(0, out.columns())).sum();
            },
            t.x,
            t.u,
            t.r,
            t.p,
            t.q)
        .assertPasses(1e-8);
  }

  @ParameterizedTest
  @EnumSource(PairSum.Symmetry.class)
  void everyArgumentAloneGetsTheSameAdjoint(PairSum.Symmetry symmetry) {
    Tissue t = tissue(40, 4);
    PairSum sum = pairSum(symmetry);
    Var[] values = {t.x, t.u, t.r, t.p, t.q};
    double[][] together = new double[values.length][];
    Tape all = new Tape();
    Var[] inputs = new Var[values.length];
    for (int k = 0; k < values.length; k++) {
      inputs[k] = all.input(values[k]);
    }
    sweep(
        all,
        sum.apply(
            t.pairs, inputs[0], List.of(inputs[1], inputs[2]), List.of(inputs[3], inputs[4])));
    for (int k = 0; k < values.length; k++) {
      together[k] = all.adjoint(inputs[k]);
    }
    for (int k = 0; k < values.length; k++) {
      Tape tape = new Tape();
      Var[] v = values.clone();
      v[k] = tape.input(values[k]);
      sweep(tape, sum.apply(t.pairs, v[0], List.of(v[1], v[2]), List.of(v[3], v[4])));
      assertThat(tape.adjoint(v[k])).containsExactly(together[k], within(1e-12));
    }
  }

  private static void sweep(Tape tape, Var out) {
    tape.seed(out, new Random(5).doubles(out.size(), -1, 1).toArray());
    tape.sweep();
  }

  @Test
  void forcesAreMinusTheGradientOfTheEnergy() {
    Formula energy =
        Formula.trace(
            "energy",
            List.of(Port.vector("d", 3), Port.scalar("k")),
            in -> {
              Expr stretch = Expr.norm(in.vector("d")).minus(0.8);
              return new Expr[] {stretch.square().times(in.scalar("k")).times(0.5)};
            });
    int n = 12;
    Tissue t = tissue(n, 6);
    Var x = Var.of(n, 3, new Random(7).doubles(3L * n, -1, 1).toArray());
    PairSum total = PairSum.of(energy, 3, List.of(), PairSum.Symmetry.SYMMETRIC);
    // dE/dd pulls the first partner toward the second
    PairSum force = PairSum.of(energy.gradient("d"), 3, List.of(), PairSum.Symmetry.ANTISYMMETRIC);
    List<Var> shared = List.of(Var.constant(2));
    Tape tape = new Tape();
    Var positions = tape.input(x);
    // every pair's energy is given to both partners
    tape.seed(total.apply(t.pairs, positions, List.of(), shared).sum(), 0.5);
    tape.sweep();
    double[] forces = force.apply(t.pairs, x, List.of(), shared).negate().data();
    assertThat(tape.adjoint(positions)).containsExactly(forces, within(1e-13));
  }

  @Test
  void withoutPairsAllSumsAreZero() {
    Tissue t = tissue(3, 9);
    Tape tape = new Tape();
    Var q = tape.input(t.q);
    Var out =
        pairSum(PairSum.Symmetry.SYMMETRIC)
            .apply(new Pairs(0, new int[0], new int[0]), t.x, List.of(t.u, t.r), List.of(t.p, q));
    assertThat(out.data()).containsExactly(new double[6]);
    sweep(tape, out);
    assertThat(tape.adjoint(q)).containsExactly(0);
  }

  @Test
  void oneArrayMayBeTwoAttributes() {
    Formula product =
        Formula.trace(
            "product",
            List.of(
                Port.scalar("d"),
                Port.scalar("a.i"),
                Port.scalar("a.j"),
                Port.scalar("b.i"),
                Port.scalar("b.j")),
            in -> new Expr[] {in.scalar("a.i").times(in.scalar("b.j")).times(in.scalar("d"))});
    PairSum sum = PairSum.of(product, 1, List.of("a", "b"), PairSum.Symmetry.SYMMETRIC);
    Pairs pairs = new Pairs(3, new int[] {0, 0, 1}, new int[] {1, 2, 2});
    GradCheck.function(
            v ->
                sum.apply(pairs, v[0], List.of(v[0], v[0]), List.of())
                    .times(Var.column(1, -2, 3))
                    .sum(),
            Var.column(0.5, 1.5, -0.7))
        .assertPasses(1e-9);
  }

  @Test
  void saysWhatDoesNotFit() {
    assertThatThrownBy(() -> PairSum.of(PAIR, 3, List.of("u", "r"), PairSum.Symmetry.SYMMETRIC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width 3");
    assertThatThrownBy(() -> PairSum.of(PAIR, 2, List.of("r", "u"), PairSum.Symmetry.SYMMETRIC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("r.i");
    Tissue t = tissue(3, 10);
    PairSum sum = pairSum(PairSum.Symmetry.SYMMETRIC);
    assertThatThrownBy(() -> sum.apply(t.pairs, t.x, List.of(t.u), List.of(t.p, t.q)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 attributes");
    assertThatThrownBy(() -> sum.apply(t.pairs, t.x, List.of(t.u, t.r), List.of(t.p)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> sum.apply(t.pairs, t.x, List.of(t.u, Var.zeros(2, 1)), List.of(t.p, t.q)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 1");
  }
}
