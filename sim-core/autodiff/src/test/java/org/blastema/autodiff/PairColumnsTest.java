package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairColumnsTest {
  private static final List<Port> PORTS =
      List.of(Port.vector("d", 2), Port.scalar("a.i"), Port.scalar("a.j"));

  /** The second partner gets the same, the opposite, something of its own, the opposite. */
  private static final Formula EACH =
      Formula.trace(
          "each",
          PORTS,
          in -> {
            Expr[] d = in.vector("d");
            Expr a = in.scalar("a.i");
            Expr b = in.scalar("a.j");
            Expr twice = d[0].times(a.plus(b)).times(2);
            return new Expr[] {
              a.times(b).times(d[1]),
              twice,
              b.times(d[0]),
              d[1].minus(a.times(b)),
              a.times(b).times(d[1]),
              twice.negate(),
              a.times(d[0]),
              a.times(b).minus(d[1])
            };
          });

  @Test
  void columnsThatFollowFromOthersAreNotComputed() {
    PairColumns columns = PairColumns.of(EACH, PairSum.Symmetry.EACH);
    assertThat(columns.formula().outputWidth()).isEqualTo(5);
    assertThat(columns.second()).containsExactly(0, 1, 4, 3);
    assertThat(columns.sign()).containsExactly(1, -1, 1, -1);
  }

  @Test
  void sumsAreThoseOfTheLoopOverThePairs() {
    int n = 7;
    Random random = new Random(1);
    Var x = Var.of(n, 2, random.doubles(2L * n, -1, 1).toArray());
    Var a = Var.column(random.doubles(n, -1, 1).toArray());
    Pairs pairs = allPairs(n);
    double[] expected = new double[4 * n];
    for (int k = 0; k < pairs.count(); k++) {
      int i = pairs.first()[k];
      int j = pairs.second()[k];
      double[] v =
          EACH.evaluate(
              x.get(j, 0) - x.get(i, 0), x.get(j, 1) - x.get(i, 1), a.get(i, 0), a.get(j, 0));
      for (int c = 0; c < 4; c++) {
        expected[c * n + i] += v[c];
        expected[c * n + j] += v[4 + c];
      }
    }
    PairSum sum = PairSum.of(EACH, 2, List.of("a"), PairSum.Symmetry.EACH);
    assertThat(sum.apply(pairs, x, List.of(a), List.of()).data()).containsExactly(expected);
  }

  @Test
  void gradientsAgreeWithDifferences() {
    int n = 5;
    Random random = new Random(2);
    Pairs pairs = allPairs(n);
    Var weights = Var.of(n, 4, random.doubles(4L * n, -1, 1).toArray());
    PairSum sum = PairSum.of(EACH, 2, List.of("a"), PairSum.Symmetry.EACH);
    GradCheck.function(
            v -> sum.apply(pairs, v[0], List.of(v[1]), List.of()).times(weights).sum(),
            Var.of(n, 2, random.doubles(2L * n, -1, 1).toArray()),
            Var.column(random.doubles(n, -1, 1).toArray()))
        .assertPasses(1e-8);
  }

  private static Pairs allPairs(int n) {
    int[] first = new int[n * n];
    int[] second = new int[n * n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        first[count] = i;
        second[count++] = j;
      }
    }
    return new Pairs(count, first, second);
  }
}
