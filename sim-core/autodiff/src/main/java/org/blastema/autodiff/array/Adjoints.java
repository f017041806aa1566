package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The adjoints that a reverse sweep has gathered so far. Those of numbers are sums of expressions
 * of the block that is being swept; those of arrays are accumulators in the block where the array
 * lives, to which the blocks inside add.
 */
final class Adjoints {
  /** The adjoint of an array: as it was given, and turned into an accumulator when more comes. */
  private static final class OfArray {
    private Value given;
    private Value accumulator;
  }

  private final Tracer tracer;
  private final Transcriber values;
  private final Map<Value, OfArray> arrays = new IdentityHashMap<>();
  private Map<Value, Value> numbers = new IdentityHashMap<>();

  Adjoints(Tracer tracer, Transcriber values) {
    this.tracer = tracer;
    this.values = values;
  }

  /** Starts to gather the adjoints of numbers for an inner block; gives back those outside. */
  Map<Value, Value> enter() {
    Map<Value, Value> outside = numbers;
    numbers = new IdentityHashMap<>();
    return outside;
  }

  /** Ends an inner block. */
  void leave(Map<Value, Value> outside) {
    numbers = outside;
  }

  /** Takes the adjoint of a number out; a constant 0 if nothing has come. */
  Value take(Value number) {
    Value adjoint = numbers.remove(number);
    return adjoint == null ? Value.real(0) : adjoint;
  }

  boolean has(Value value) {
    return value.type.isScalar() ? numbers.containsKey(value) : arrays.containsKey(value);
  }

  /** Adds to the adjoint of a number. */
  void addToNumber(Value number, Value amount) {
    if (!number.isConstant() && !amount.is(0)) {
      numbers.merge(number, amount, tracer::add);
    }
  }

  /** Adds to the adjoint of one entry; parts of arrays pass it on to the whole. */
  void addToEntry(Value array, List<Value> at, Value amount) {
    if (amount.is(0)) {
      return;
    }
    if (array.source() instanceof Statement.Slice slice) {
      List<Value> more = new ArrayList<>(List.of(values.image(slice.index)));
      more.addAll(at);
      addToEntry(slice.array, more, amount);
    } else {
      tracer.addTo(accumulator(array), at, amount);
    }
  }

  /** Adds a whole array to the adjoint of an array. */
  void addToArray(Value array, Value amount) {
    if (array.source() instanceof Statement.Slice) {
      addEntries(array, amount, List.of());
      return;
    }
    OfArray adjoint = arrays.get(array);
    if (adjoint == null) {
      adjoint = new OfArray();
      adjoint.given = amount;
      arrays.put(array, adjoint);
    } else {
      tracer.addArrayTo(accumulator(array), amount);
    }
  }

  private void addEntries(Value array, Value amount, List<Value> at) {
    if (amount.type.isScalar()) {
      addToEntry(array, at, amount);
      return;
    }
    tracer.loop(
        amount.extents[0],
        false,
        List.of(),
        (i, none) -> {
          List<Value> more = new ArrayList<>(at);
          more.add(i);
          addEntries(array, tracer.slice(amount, i), more);
          return Tracer.Iteration.stacking(List.of());
        });
  }

  /** Lets the adjoint of an array live in the block that is written now. */
  void prepare(Value array) {
    Value whole = array;
    while (whole.source() instanceof Statement.Slice slice) {
      whole = slice.array;
    }
    accumulator(whole);
  }

  /** The accumulator of an array's adjoint. */
  Value accumulator(Value array) {
    OfArray adjoint = arrays.computeIfAbsent(array, a -> new OfArray());
    if (adjoint.accumulator == null) {
      adjoint.accumulator =
          adjoint.given == null
              ? tracer.accumulator(values.images(array.extents))
              : tracer.accumulatorOf(adjoint.given);
    }
    return adjoint.accumulator;
  }

  /** Uses an accumulator from outside for an array's adjoint. */
  void accumulate(Value array, Value accumulator) {
    OfArray adjoint = new OfArray();
    adjoint.accumulator = accumulator;
    arrays.put(array, adjoint);
  }

  /** Takes the adjoint of an array out, to which nothing will be added; null if it is 0. */
  Value takeArray(Value array) {
    OfArray adjoint = arrays.remove(array);
    if (adjoint == null) {
      return null;
    }
    return adjoint.accumulator == null ? adjoint.given : tracer.freeze(adjoint.accumulator);
  }
}
