package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pair sums are the plain loop over the pairs, addition by addition. */
class PairSumOrderTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void sumsAreThoseOfTheLoopOverThePairs(int dims) {
    Formula pair =
        Formula.trace(
            "pair",
            List.of(
                Port.vector("d", dims), Port.scalar("a.i"), Port.scalar("a.j"), Port.scalar("l")),
            in -> {
              Expr[] d = in.vector("d");
              Expr weight =
                  Expr.norm(d)
                      .divide(in.scalar("l"))
                      .negate()
                      .exp()
                      .times(in.scalar("a.i"))
                      .plus(in.scalar("a.j"));
              Expr[] out = new Expr[dims];
              for (int c = 0; c < dims; c++) {
                out[c] = weight.times(d[c]);
              }
              return out;
            });
    Random random = new Random(dims);
    int n = 40;
    double[] x = random.doubles((long) n * dims, 0, 2).toArray();
    double[] a = random.doubles(n, 1, 2).toArray();
    int[] first = new int[n * n];
    int[] second = new int[n * n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        if (random.nextInt(3) > 0) {
          first[count] = i;
          second[count++] = j;
        }
      }
    }
    double[] expected = new double[n * dims];
    for (int k = 0; k < count; k++) {
      double[] row = new double[dims + 3];
      for (int c = 0; c < dims; c++) {
        row[c] = x[c * n + second[k]] - x[c * n + first[k]];
      }
      row[dims] = a[first[k]];
      row[dims + 1] = a[second[k]];
      row[dims + 2] = 1.3;
      double[] force = pair.evaluate(row);
      for (int c = 0; c < dims; c++) {
        expected[c * n + first[k]] += force[c];
        expected[c * n + second[k]] -= force[c];
      }
    }
    Var got =
        PairSum.of(pair, dims, List.of("a"), PairSum.Symmetry.ANTISYMMETRIC)
            .apply(
                new Pairs(count, first, second),
                Var.of(n, dims, x),
                List.of(Var.column(a)),
                List.of(Var.constant(1.3)));
    assertThat(got.toArray()).containsExactly(expected);
  }
}
