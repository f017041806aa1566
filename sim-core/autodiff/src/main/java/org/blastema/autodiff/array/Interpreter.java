package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a function statement by statement: slow, simple, and with every index checked. What compiled
 * code is compared with.
 */
final class Interpreter {
  private final Map<Value, Object> known = new IdentityHashMap<>();
  private Statement running;

  private Interpreter() {}

  /**
   * Runs a function.
   *
   * @param arguments Double, Integer, Boolean, {@link RealArray} or {@link IntArray}, one for each
   *     parameter; an accumulator is a RealArray that is added to
   * @return the results, alike
   */
  static List<Object> run(Function function, List<Object> arguments) {
    Interpreter interpreter = new Interpreter();
    interpreter.set(function.parameters(), arguments);
    try {
      return interpreter.block(function.body());
    } catch (IndexOutOfBoundsException e) {
      throw interpreter.located(e, function);
    }
  }

  private IndexOutOfBoundsException located(IndexOutOfBoundsException e, Function function) {
    if (e.getCause() != null) {
      return e;
    }
    String line = running.origin() == null ? "" : ", in " + running.origin();
    IndexOutOfBoundsException located =
        new IndexOutOfBoundsException("formula " + function.name() + ": " + e.getMessage() + line);
    located.initCause(e);
    return located;
  }

  private void set(List<Value> values, List<Object> contents) {
    for (int k = 0; k < values.size(); k++) {
      known.put(values.get(k), contents.get(k));
    }
  }

  private List<Object> block(Block block) {
    block.statements.forEach(this::step);
    return block.results.stream().map(this::get).toList();
  }

  private Object get(Value value) {
    if (!value.isConstant()) {
      return known.get(value);
    }
    return switch (value.type.kind()) {
      case REAL -> value.number();
      case INT -> value.integer();
      case TRUTH -> value.truth();
    };
  }

  private double real(Value value) {
    return (Double) get(value);
  }

  private int integer(Value value) {
    return (Integer) get(value);
  }

  private boolean truth(Value value) {
    return (Boolean) get(value);
  }

  private int[] integers(List<Value> values) {
    return values.stream().mapToInt(this::integer).toArray();
  }

  private void step(Statement statement) {
    running = statement;
    switch (statement) {
      case Statement.Compute c -> known.put(c.result(), compute(c));
      case Statement.Read read -> known.put(read.result(), read(read));
      case Statement.Slice slice -> {
        int index = integer(slice.index);
        known.put(
            slice.result(),
            get(slice.array) instanceof RealArray a
                ? a.slice(index)
                : ((IntArray) get(slice.array)).slice(index));
      }
      case Statement.Loop loop -> loop(loop);
      case Statement.While loop -> repeat(loop);
      case Statement.Choice choice ->
          set(choice.results, block(truth(choice.condition) ? choice.then : choice.otherwise));
      case Statement.Invoke call ->
          set(call.results, run(call.function, call.arguments.stream().map(this::get).toList()));
      case Statement.Create create -> {
        int[] extents = integers(List.of(create.result().extents));
        known.put(
            create.result(),
            create.start == null ? RealArray.zeros(extents) : copy((RealArray) get(create.start)));
      }
      case Statement.Add add -> {
        RealArray array = (RealArray) get(add.accumulator);
        array.data()[array.place(integers(add.at))] += real(add.amount);
      }
      case Statement.Freeze freeze -> known.put(freeze.result(), get(freeze.accumulator));
    }
  }

  private Object compute(Statement.Compute c) {
    List<Value> a = c.arguments;
    return switch (c.op) {
      case SELECT, INT_SELECT -> get(truth(a.get(0)) ? a.get(1) : a.get(2));
      case TO_REAL -> (double) integer(a.getFirst());
      case FLOOR -> Scalars.floor(real(a.getFirst()));
      case INT_BIT_COUNT -> Integer.bitCount(integer(a.getFirst()));
      case LESS -> real(a.get(0)) < real(a.get(1));
      case AT_MOST -> real(a.get(0)) <= real(a.get(1));
      case INT_LESS -> integer(a.get(0)) < integer(a.get(1));
      case INT_AT_MOST -> integer(a.get(0)) <= integer(a.get(1));
      case INT_EQUAL -> integer(a.get(0)) == integer(a.get(1));
      case AND -> truth(a.get(0)) && truth(a.get(1));
      case OR -> truth(a.get(0)) || truth(a.get(1));
      case NOT -> !truth(a.getFirst());
      default ->
          c.op.result == Kind.INT
              ? (Object) Scalars.integer(c.op, integer(a.get(0)), integer(a.get(1)))
              : (Object)
                  (c.op.arity() == 1
                      ? Scalars.unary(c.op, c.number, real(a.getFirst()))
                      : Scalars.binary(c.op, real(a.get(0)), real(a.get(1))));
    };
  }

  private Object read(Statement.Read read) {
    int[] at = integers(read.at);
    return get(read.array) instanceof RealArray a
        ? (Object) a.data()[a.place(at)]
        : (Object) ((IntArray) get(read.array)).data()[((IntArray) get(read.array)).place(at)];
  }

  private void loop(Statement.Loop loop) {
    int count = integer(loop.count);
    set(loop.carriedParameters(), loop.starts.stream().map(this::get).toList());
    double[] totals = new double[loop.sums];
    List<List<Object>> stacks = emptyLists(loop.stacks);
    double[] extremes = new double[loop.isMaximum.size()];
    Arrays.setAll(
        extremes, k -> loop.isMaximum.get(k) ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    int[] where = new int[extremes.length];
    Arrays.fill(where, -1);
    for (int n = 0; n < count; n++) {
      int index = loop.descends ? count - 1 - n : n;
      known.put(loop.index(), index);
      List<Object> results = block(loop.body);
      set(loop.carriedParameters(), results.subList(0, loop.carried()));
      int at = loop.carried();
      for (int k = 0; k < totals.length; k++) {
        totals[k] += (Double) results.get(at++);
      }
      for (List<Object> stack : stacks) {
        stack.add(copy(results.get(at++)));
      }
      for (int k = 0; k < extremes.length; k++) {
        double candidate = (Double) results.get(at++);
        if (loop.isMaximum.get(k) ? candidate > extremes[k] : candidate < extremes[k]) {
          extremes[k] = candidate;
          where[k] = index;
        }
      }
    }
    set(loop.finals(), loop.carriedParameters().stream().map(this::get).toList());
    set(loop.totals(), Arrays.stream(totals).boxed().map(x -> (Object) x).toList());
    for (int k = 0; k < stacks.size(); k++) {
      known.put(
          loop.stacked().get(k),
          stacked(loop.stacked().get(k), loop.descends ? stacks.get(k).reversed() : stacks.get(k)));
    }
    for (int k = 0; k < extremes.length; k++) {
      known.put(loop.extreme(k), extremes[k]);
      known.put(loop.extremeIndex(k), where[k]);
    }
  }

  private void repeat(Statement.While loop) {
    List<Object> carried = loop.starts.stream().map(this::get).toList();
    List<List<Object>> stacks = emptyLists(loop.stacked().size());
    int iterations = 0;
    while (true) {
      set(loop.test.parameters, carried);
      if (!(Boolean) block(loop.test).getFirst()) {
        break;
      }
      set(loop.body.parameters, carried);
      List<Object> results = block(loop.body);
      carried = results.subList(0, loop.carried());
      for (int k = 0; k < stacks.size(); k++) {
        stacks.get(k).add(copy(results.get(loop.carried() + k)));
      }
      iterations++;
    }
    set(loop.finals(), carried);
    known.put(loop.iterations(), iterations);
    for (int k = 0; k < stacks.size(); k++) {
      known.put(loop.stacked().get(k), stacked(loop.stacked().get(k), stacks.get(k)));
    }
  }

  private static List<List<Object>> emptyLists(int count) {
    List<List<Object>> lists = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static Object copy(Object content) {
    return content instanceof RealArray a ? copy(a) : content;
  }

  private static RealArray copy(RealArray a) {
    return new RealArray(
        Arrays.copyOfRange(a.data(), a.offset(), a.offset() + RealArray.size(a.extents())),
        0,
        a.extents());
  }

  private Object stacked(Value result, List<Object> entries) {
    int[] extents = integers(List.of(result.extents));
    int[] part = Arrays.copyOfRange(extents, 1, extents.length);
    int size = RealArray.size(part);
    if (result.type.kind() == Kind.REAL) {
      double[] data = new double[entries.size() * size];
      for (int k = 0; k < entries.size(); k++) {
        if (entries.get(k) instanceof RealArray a) {
          System.arraycopy(a.data(), a.offset(), data, k * size, size);
        } else {
          data[k] = (Double) entries.get(k);
        }
      }
      return new RealArray(data, 0, extents);
    }
    int[] data = new int[entries.size() * size];
    for (int k = 0; k < entries.size(); k++) {
      if (entries.get(k) instanceof IntArray a) {
        System.arraycopy(a.data(), a.offset(), data, k * size, size);
      } else {
        data[k] = entries.get(k) instanceof Boolean b ? b ? 1 : 0 : (Integer) entries.get(k);
      }
    }
    return new IntArray(data, 0, extents);
  }
}
