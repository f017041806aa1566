package org.blastema.autodiff.array;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** An immutable array of whole numbers with one or more indices while a formula is traced. */
public final class Indexes {
  final Value value;

  Indexes(Value value) {
    this.value = value;
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
  public Index at(Index... at) {
    return new Index(
        Tracer.active().read(value, Arrays.stream(at).map(i -> i.value).toArray(Value[]::new)));
  }

  /** The array with the given entries. */
  public static Indexes build(Index count, Function<Index, Index> entry) {
    return new Indexes(
        Tracer.active()
            .loop(
                count.value,
                false,
                List.of(),
                (i, none) -> Tracer.Iteration.stacking(List.of(entry.apply(new Index(i)).value)))
            .stacked()
            .getFirst());
  }
}
