package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.blastema.autodiff.lanes.PairLanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CentralFormTest {
  private static Formula pair(int dims, Function<Inputs, Expr[]> body) {
    return Formula.trace(
        "pair",
        List.of(
            Port.vector("d", dims), Port.vector("a.i", 2), Port.vector("a.j", 2), Port.scalar("k")),
        body::apply);
  }

  private static Expr[] times(Expr factor, Expr[] vector) {
    return Arrays.stream(vector).map(factor::times).toArray(Expr[]::new);
  }

  /** A force that vanishes beyond a distance and has branches. */
  private static Expr strength(Inputs in) {
    Expr r = Expr.norm(in.vector("d"));
    Expr contact = in.vector("a.i")[0].plus(in.vector("a.j")[0]);
    Expr near = r.minus(contact).times(in.scalar("k")).exp().minus(in.vector("a.j")[1]);
    return Expr.where(r.lessThan(contact.times(2)), near, Expr.constant(0)).divide(r);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theFactorTimesTheDisplacementIsTheFormula(int dims) {
    Formula plain = pair(dims, in -> times(strength(in), in.vector("d")));
    Formula negative = pair(dims, in -> times(strength(in).negate(), in.vector("d")));
    Random random = new Random(dims);
    for (Formula pair : List.of(plain, negative)) {
      Formula factor = CentralForm.factor(pair, dims).orElseThrow();
      for (int round = 0; round < 100; round++) {
        double[] row = random.doubles(dims + 5, -1, 1).toArray();
        double squared = row[0] * row[0];
        for (int c = 1; c < dims; c++) {
          squared += row[c] * row[c];
        }
        double[] reduced = Arrays.copyOfRange(row, dims - 1, row.length);
        reduced[0] = squared;
        double f = factor.evaluate(reduced)[0];
        double[] expected = pair.evaluate(row);
        for (int c = 0; c < dims; c++) {
          assertThat(f * row[c]).isEqualTo(expected[c]);
        }
      }
    }
  }

  @Test
  void otherFormulasAreNotCentral() {
    assertThat(factor(Inputs::vector)).isEmpty();
    assertThat(factor((in, d) -> times(in.vector(d)[0], in.vector(d)))).isEmpty();
    assertThat(factor((in, d) -> times(Expr.norm(in.vector(d)[1], in.vector(d)[0]), in.vector(d))))
        .isEmpty();
    assertThat(
            factor((in, d) ->
                new Expr[] {
                  in.scalar("k").times(in.vector(d)[0]), strength(in).times(in.vector(d)[1])
                }))
        .isEmpty();
    assertThat(
            factor((in, d) -> times(strength(in), new Expr[] {in.vector(d)[1], in.vector(d)[0]})))
        .isEmpty();
    assertThat(factor((in, d) -> new Expr[] {strength(in)})).isEmpty();
    assertThat(factor((in, d) -> times(in.scalar("k"), in.vector(d)))).isPresent();
  }

  private interface Body {
    Expr[] apply(Inputs in, String displacement);
  }

  private static Optional<Formula> factor(Body body) {
    return CentralForm.factor(pair(2, in -> body.apply(in, "d")), 2);
  }

  /** Attributes of several columns, more pairs than fit one block. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void sumsAreThoseOfTheLoopOverThePairs(int dims) {
    Formula pair = pair(dims, in -> times(strength(in), in.vector("d")));
    Random random = new Random(dims);
    int n = 60;
    double[] x = random.doubles((long) n * dims, 0, 2).toArray();
    double[] a = random.doubles(2L * n, 0.2, 1).toArray();
    Pairs pairs = someOf(n, random);
    double[] expected = new double[n * dims];
    for (int k = 0; k < pairs.count(); k++) {
      int i = pairs.first()[k];
      int j = pairs.second()[k];
      double[] row = new double[dims + 5];
      for (int c = 0; c < dims; c++) {
        row[c] = x[c * n + j] - x[c * n + i];
      }
      row[dims] = a[i];
      row[dims + 1] = a[n + i];
      row[dims + 2] = a[j];
      row[dims + 3] = a[n + j];
      row[dims + 4] = 1.3;
      double[] force = pair.evaluate(row);
      for (int c = 0; c < dims; c++) {
        expected[c * n + i] += force[c];
        expected[c * n + j] -= force[c];
      }
    }
    Var got =
        PairSum.of(pair, dims, List.of("a"), PairSum.Symmetry.ANTISYMMETRIC)
            .apply(pairs, Var.of(n, dims, x), List.of(Var.of(n, 2, a)), List.of(Var.constant(1.3)));
    assertThat(got.toArray()).containsExactly(expected);
  }

  /** Enough pairs for several tasks and rows for several more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void threadsThatShareASumGiveTheSameBits(int width) {
    int n = 3000;
    Random random = new Random(width);
    List<Port> ports =
        List.of(Port.vector("d", 3), Port.vector("a.i", width), Port.vector("a.j", width));
    Formula pair =
        Formula.trace(
            "pair",
            ports,
            in ->
                times(
                    Expr.norm(in.vector("d"))
                        .exp()
                        .times(in.vector("a.i")[0])
                        .plus(in.vector("a.j")[width - 1]),
                    in.vector("d")));
    PairSum sum = PairSum.of(pair, 3, List.of("a"), PairSum.Symmetry.ANTISYMMETRIC);
    int[] first = new int[12 * n];
    int[] second = new int[12 * n];
    for (int k = 0; k < first.length; k++) {
      first[k] = k / 12;
      second[k] = Math.min(n - 1, first[k] + 1 + random.nextInt(600));
    }
    Pairs pairs = new Pairs(first.length - 12, first, second);
    Var x = Var.of(n, 3, random.doubles(3L * n).toArray());
    List<Var> a = List.of(Var.of(n, width, random.doubles((long) width * n).toArray()));
    double[] alone = sum.apply(pairs, x, a, List.of()).toArray();
    for (int threads = 2; threads <= 3; threads++) {
      Var shared = Workers.share(threads, () -> sum.apply(pairs, x, a, List.of()));
      assertThat(shared.toArray()).containsExactly(alone);
    }
    assertThat(pairs.index(n)).isPresent();
  }

  @Test
  void pairsInAnyOtherOrderAreLeftToOneThread() {
    Pairs pairs = new Pairs(2, new int[] {1, 0}, new int[] {2, 1});
    assertThat(pairs.index(3)).isEmpty();
    PairIndex index =
        PairIndex.of(new Pairs(2, new int[] {0, 1}, new int[] {2, 2}), 3).orElseThrow();
    assertThat(index.firsts()).containsExactly(0, 1, 2, 2);
    assertThat(index.seconds()).containsExactly(0, 0, 0, 2);
    assertThat(index.listed()).containsExactly(0, 1);
  }

  private static Pairs someOf(int n, Random random) {
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
    return new Pairs(count, first, second);
  }

  /** A number of which nothing is asked stands beside the three. */
  @Test
  void lanesScatterLikeSingleNumbers() {
    Random random = new Random(4);
    int n = 40;
    Pairs pairs = someOf(n, random);
    double[] rows = random.doubles(4L * n, -1, 1).toArray();
    double[] factor = random.doubles(300, -1, 1).toArray();
    double[] lanes = random.doubles(4L * n, -1, 1).toArray();
    double[] numbers = lanes.clone();
    for (int from = 0; from < pairs.count(); from += 256) {
      int length = Math.min(256, pairs.count() - from);
      PairLanes.scatter(pairs.first(), pairs.second(), from, length, rows, factor, lanes);
      for (int k = 0; k < length; k++) {
        for (int c = 0; c < 3; c++) {
          int i = 4 * pairs.first()[from + k] + c;
          int j = 4 * pairs.second()[from + k] + c;
          double force = factor[k] * (rows[j] - rows[i]);
          numbers[i] += force;
          numbers[j] -= force;
        }
      }
    }
    for (int k = 0; k < 4 * n; k++) {
      if (k % 4 < 3) {
        assertThat(lanes[k]).isEqualTo(numbers[k]);
      }
    }
  }
}
