package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Random formulas of two arrays {@code x} (one index), {@code m} (two indices) and a number {@code
 * a} with one number as result, smooth in all of them: loops of every kind, nested, with choices
 * that depend on indices alone. A seed always gives the same formula.
 */
final class SmoothFormulas {
  static final List<ArrayPort> INPUTS =
      List.of(
          ArrayPort.reals("x", 1),
          ArrayPort.reals("m", 2),
          ArrayPort.real("a"),
          ArrayPort.index("n"));

  private final SplittableRandom random;
  private final List<Real> numbers = new ArrayList<>();
  private final List<Reals> arrays = new ArrayList<>();
  private final List<Index> indexes = new ArrayList<>();
  private Routine routine;

  private SmoothFormulas(long seed) {
    random = new SplittableRandom(seed);
  }

  static ArrayFormula formula(long seed) {
    SmoothFormulas made = new SmoothFormulas(seed);
    return ArrayFormula.trace("random" + seed, INPUTS, in -> Outputs.of("value", made.body(in)));
  }

  private Real body(Arguments in) {
    numbers.add(in.real("a"));
    arrays.add(in.reals("x"));
    arrays.add(in.reals("m"));
    indexes.add(in.index("n"));
    routine = power();
    Real first = number(4);
    numbers.add(first);
    Real second = number(5);
    return first.plus(second);
  }

  /** A routine that calls itself: {@code prod_(k < n) (z + 0.1 k) / 2}. */
  private static Routine power() {
    return Routine.define(
        "power",
        List.of(ArrayPort.real("z"), ArrayPort.index("k")),
        (self, in) ->
            Real.choose(
                in.index("k").isAtMost(Index.constant(0)),
                () -> Real.constant(1),
                () ->
                    in.real("z")
                        .plus(in.index("k").toReal().times(0.1))
                        .times(0.5)
                        .times(self.call(in.real("z"), in.index("k").minus(1)))));
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Real number(int depth) {
    if (depth <= 0) {
      return leaf();
    }
    return switch (random.nextInt(16)) {
      case 0, 1 -> number(depth - 1).plus(number(depth - 1));
      case 2 -> number(depth - 1).times(number(depth - 1));
      case 3 -> number(depth - 1).minus(number(depth - 1)).tanh();
      case 4 -> number(depth - 1).divide(number(depth - 1).square().plus(1));
      case 5 -> smooth(number(depth - 1));
      case 6, 7 -> sum(depth);
      case 8 -> fold(depth);
      case 9 -> repetition(depth);
      case 10 -> choice(depth);
      case 11 -> entry(array(depth - 1));
      case 12 -> scan(depth);
      case 13 -> routine.call(number(depth - 1).tanh(), index().remainder(Index.constant(4)));
      case 14 -> extreme(depth);
      default -> leaf();
    };
  }

  private Real leaf() {
    return switch (random.nextInt(4)) {
      case 0 -> Real.constant(random.nextDouble(-1, 1));
      case 1 -> pick(numbers);
      default -> entry(pick(arrays));
    };
  }

  private Real smooth(Real z) {
    return switch (random.nextInt(12)) {
      case 0 -> z.sin();
      case 1 -> z.cos();
      case 2 -> z.logistic();
      case 3 -> z.tanh().exp();
      case 4 -> z.square().plus(1).log();
      case 5 -> z.square().plus(1).sqrt();
      case 6 -> z.square().plus(1).pow(-0.7);
      case 7 -> z.atan();
      case 8 -> z.erf();
      case 9 -> z.square().log1p();
      case 10 -> z.tanh().expm1();
      default -> Real.where(index().isLess(Index.constant(2)), z, z.negate());
    };
  }

  private Index index() {
    Index i = pick(indexes);
    return random.nextBoolean() ? i : i.plus(random.nextInt(3));
  }

  private Real entry(Reals array) {
    Index[] at = new Index[array.rank()];
    for (int k = 0; k < at.length; k++) {
      at[k] = index().remainder(array.extent(k));
    }
    return array.at(at);
  }

  private Index count() {
    return switch (random.nextInt(3)) {
      case 0 -> Index.constant(1 + random.nextInt(4));
      case 1 -> pick(arrays).length();
      default -> indexes.getFirst();
    };
  }

  /** Runs with more things in sight, and forgets them afterward. */
  private <T> T inside(Index index, List<Real> more, Supplier<T> work) {
    int i = indexes.size();
    int n = numbers.size();
    int a = arrays.size();
    if (index != null) {
      indexes.add(index);
    }
    numbers.addAll(more);
    T result = work.get();
    indexes.subList(i, indexes.size()).clear();
    numbers.subList(n, numbers.size()).clear();
    arrays.subList(a, arrays.size()).clear();
    return result;
  }

  private Real sum(int depth) {
    return Real.sum(count(), i -> inside(i, List.of(), () -> number(depth - 1))).times(0.3);
  }

  private Real fold(int depth) {
    return Real.fold(
        number(depth - 1),
        count(),
        (i, z) -> inside(i, List.of(z), () -> z.times(0.5).plus(number(depth - 1).tanh())));
  }

  private Real repetition(int depth) {
    int steps = random.nextInt(4);
    return Carried.of(number(depth - 1), Index.constant(0))
        .loopWhile(
            c -> c.index(1).isLess(Index.constant(steps)),
            c ->
                inside(
                    c.index(1),
                    List.of(c.real(0)),
                    () ->
                        Carried.of(
                            c.real(0).times(0.7).plus(number(depth - 1).sin()),
                            c.index(1).plus(1))))
        .real(0);
  }

  private Real choice(int depth) {
    return Real.choose(
        index().remainder(Index.constant(2)).isEqual(0),
        () -> inside(null, List.of(), () -> number(depth - 1)),
        () -> inside(null, List.of(), () -> number(depth - 1)));
  }

  private Real extreme(int depth) {
    Index n = count().max(Index.constant(1));
    return Real.max(n, i -> inside(i, List.of(), () -> number(depth - 1).plus(i.toReal())));
  }

  private Reals array(int depth) {
    if (depth <= 0) {
      return pick(arrays);
    }
    Index n = count().max(Index.constant(1));
    Reals made =
        random.nextBoolean()
            ? Reals.build(n, i -> inside(i, List.of(), () -> number(depth - 1)))
            : Reals.build(
                n,
                Index.constant(2),
                (i, j) -> inside(i, List.of(j.toReal()), () -> number(depth - 1)));
    arrays.add(made);
    return made;
  }

  /** An array and a number that are carried, and another array that is stacked. */
  private Real scan(int depth) {
    Index n = Index.constant(3);
    Reals start = Reals.build(n, i -> inside(i, List.of(), () -> number(depth - 2)));
    Carried out =
        Carried.of(start, number(depth - 1))
            .scan(
                count(),
                (t, c) ->
                    inside(
                        t,
                        List.of(c.real(1)),
                        () -> {
                          arrays.add(c.reals(0));
                          Reals next =
                              Reals.build(
                                  n,
                                  i ->
                                      inside(
                                          i,
                                          List.of(),
                                          () ->
                                              c.reals(0)
                                                  .at(i)
                                                  .times(0.6)
                                                  .plus(number(depth - 1).tanh())));
                          Real z = c.real(1).times(0.5).plus(next.at(1));
                          return Carried.of(next, z, z.sin());
                        }));
    return out.reals(0).sum().plus(out.real(1)).plus(out.reals(2).sum());
  }
}
