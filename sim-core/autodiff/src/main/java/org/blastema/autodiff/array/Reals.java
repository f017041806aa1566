package org.blastema.autodiff.array;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** An immutable array of numbers with one or more indices while a formula is traced. */
public final class Reals {
  final Value value;

  Reals(Value value) {
    this.value = value;
  }

  /** Number of indices. */
  public int rank() {
    return value.type.rank();
  }

  /** Number of entries in a direction. */
  public Index extent(int direction) {
    return new Index(value.extents[direction]);
  }

  /** Number of entries in the first direction. */
  public Index length() {
    return extent(0);
  }

  /**
   * One entry.
   *
   * @param at as many indices as the array has
   */
  public Real at(Index... at) {
    return new Real(
        Tracer.active().read(value, Arrays.stream(at).map(i -> i.value).toArray(Value[]::new)));
  }

  /** The entry of an array with one index. */
  public Real at(int at) {
    return at(Index.constant(at));
  }

  /** The part with the given first index, of one rank less. */
  public Reals row(Index index) {
    if (rank() == 1) {
      throw new IllegalStateException("an array with one index has no rows, only entries");
    }
    return new Reals(Tracer.active().slice(value, index.value));
  }

  /** The array with the given entries. */
  public static Reals build(Index count, Function<Index, Real> entry) {
    return stacked(count, i -> entry.apply(i).value);
  }

  /** The array of two indices with the given entries. */
  public static Reals build(Index rows, Index columns, BiFunction<Index, Index, Real> entry) {
    return ofRows(rows, i -> build(columns, j -> entry.apply(i, j)));
  }

  /** Arrays of the same extents, stacked along a new first index. */
  public static Reals ofRows(Index count, Function<Index, Reals> row) {
    return stacked(count, i -> row.apply(i).value);
  }

  private static Reals stacked(Index count, Function<Index, Value> element) {
    return new Reals(
        Tracer.active()
            .loop(
                count.value,
                false,
                List.of(),
                (i, none) -> Tracer.Iteration.stacking(List.of(element.apply(new Index(i)))))
            .stacked()
            .getFirst());
  }

  /** An array of fixed length. */
  public static Reals of(Real... entries) {
    return build(
        Index.constant(entries.length),
        i -> {
          Real found = entries[entries.length - 1];
          for (int k = entries.length - 2; k >= 0; k--) {
            found = Real.where(i.isEqual(k), entries[k], found);
          }
          return found;
        });
  }

  /** The sum of all entries of an array with one index. */
  public Real sum() {
    return Real.sum(length(), this::at);
  }

  /** The sum of products of entries of two arrays with one index. */
  public Real dot(Reals other) {
    return Real.sum(length(), i -> at(i).times(other.at(i)));
  }

  /** The product of a matrix, {@code this}, and a vector. */
  public Reals times(Reals vector) {
    return build(length(), i -> Real.sum(extent(1), j -> at(i, j).times(vector.at(j))));
  }

  /** The product of a lower triangular matrix, of which nothing else is read, and a vector. */
  public Reals lowerTimes(Reals vector) {
    return build(length(), i -> Real.sum(i.plus(1), j -> at(i, j).times(vector.at(j))));
  }

  /**
   * An array with one index, zero but for what is added to its entries: for every {@code k} below
   * {@code count} the amount to the entry {@code into}.
   */
  public static Reals scatter(
      Index length, Index count, Function<Index, Index> into, Function<Index, Real> amount) {
    Tracer tracer = Tracer.active();
    Value accumulator = tracer.accumulator(length.value);
    tracer.loop(
        count.value,
        false,
        List.of(),
        (k, none) -> {
          Index at = new Index(k);
          tracer.addTo(accumulator, List.of(into.apply(at).value), amount.apply(at).value);
          return Tracer.Iteration.stacking(List.of());
        });
    return new Reals(tracer.freeze(accumulator));
  }

  /** The product of two matrices. */
  public Reals matrixTimes(Reals other) {
    return build(
        length(),
        other.extent(1),
        (i, j) -> Real.sum(extent(1), k -> at(i, k).times(other.at(k, j))));
  }
}
