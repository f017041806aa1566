package org.blastema.autodiff.array;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Several values that a loop carries from one iteration to the next, or that a choice gives: {@link
 * Real}, {@link Reals}, {@link Index} and {@link Indexes} in any order.
 */
public final class Carried {
  private final List<Value> values;

  private Carried(List<Value> values) {
    this.values = values;
  }

  /**
   * A set of values.
   *
   * @param parts Real, Reals, Index, Indexes or Truth
   */
  public static Carried of(Object... parts) {
    return new Carried(Arrays.stream(parts).map(Carried::valueOf).toList());
  }

  static Value valueOf(Object part) {
    return switch (part) {
      case Real r -> r.value;
      case Reals r -> r.value;
      case Index i -> i.value;
      case Indexes i -> i.value;
      case Truth t -> t.value;
      default ->
          throw new IllegalArgumentException(
              "a formula computes with Real, Reals, Index, Indexes and Truth, not with "
                  + part.getClass().getSimpleName());
    };
  }

  /** Number k of the set. */
  public Real real(int k) {
    return new Real(checked(k, Kind.REAL, true));
  }

  /** Array k of the set. */
  public Reals reals(int k) {
    return new Reals(checked(k, Kind.REAL, false));
  }

  /** Whole number k of the set. */
  public Index index(int k) {
    return new Index(checked(k, Kind.INT, true));
  }

  /** Array k of whole numbers of the set. */
  public Indexes indexes(int k) {
    return new Indexes(checked(k, Kind.INT, false));
  }

  private Value checked(int k, Kind kind, boolean scalar) {
    Value value = values.get(k);
    if (value.type.kind() != kind || value.type.isScalar() != scalar) {
      throw new IllegalArgumentException("value " + k + " of the set is of another kind");
    }
    return value;
  }

  /**
   * What has become of these values when a step has been taken for every index below {@code count}
   * in order. Arrays keep their extents.
   */
  public Carried loop(Index count, BiFunction<Index, Carried, Carried> step) {
    return new Carried(
        Tracer.active()
            .loop(
                count.value,
                false,
                values,
                (i, carried) ->
                    Tracer.Iteration.carrying(
                        step.apply(new Index(i), new Carried(carried)).values, List.of()))
            .finals());
  }

  /**
   * What a step gave for every index, in order, while these values were carried along: the first
   * {@code n} values that the step gives are the next carried ones, where {@code n} is the number
   * of these values; all others are stacked, with one more (first) index.
   *
   * @return the last carried values, then the stacked arrays
   */
  public Carried scan(Index count, BiFunction<Index, Carried, Carried> step) {
    Statement.Loop loop =
        Tracer.active()
            .loop(
                count.value,
                false,
                values,
                (i, carried) -> {
                  List<Value> all = step.apply(new Index(i), new Carried(carried)).values;
                  return Tracer.Iteration.carrying(
                      all.subList(0, values.size()), all.subList(values.size(), all.size()));
                });
    return new Carried(loop.results);
  }

  /** What has become of these values when a step has been taken as long as a test holds. */
  public Carried loopWhile(Function<Carried, Truth> test, UnaryOperator<Carried> step) {
    return new Carried(
        Tracer.active()
            .repeat(
                values,
                tested -> List.of(test.apply(new Carried(tested)).value),
                carried -> step.apply(new Carried(carried)).values)
            .finals());
  }

  /** One of two sets of values, of which only the one that is taken is computed. */
  public static Carried choose(
      Truth condition, Supplier<Carried> then, Supplier<Carried> otherwise) {
    return new Carried(
        Tracer.active()
            .choose(condition.value, () -> then.get().values, () -> otherwise.get().values)
            .results);
  }

  List<Value> values() {
    return values;
  }
}
