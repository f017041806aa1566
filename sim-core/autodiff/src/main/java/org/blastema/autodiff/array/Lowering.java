package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites functions for compilation: an entry is addressed by one number, its place in the array,
 * which is computed by statements like any other, so that what does not change in a loop is
 * computed before it. Slices hold the place of their first entry.
 *
 * <p>What each index must be below is noted; whoever generates code checks it unless the index is
 * one of a loop that ends there. Where a loop surely uses its index, its count is checked before it
 * instead.
 */
final class Lowering {
  /**
   * An index and the extent that it must be below.
   *
   * @param isGuarded whether it has been checked before the loop that the index is of
   */
  record Check(Value index, Value extent, boolean isGuarded) {
    /** Whether it holds because of how the index is made. */
    boolean isCertain() {
      if (isGuarded) {
        return true;
      }
      if (index.isConstant()) {
        return extent.isConstant() && index.integer() >= 0 && index.integer() < extent.integer();
      }
      return index.source() == null
          && index.home().owner() instanceof Statement.Loop loop
          && loop.index() == index
          && (loop.count == extent
              || (loop.count.isConstant()
                  && extent.isConstant()
                  && loop.count.integer() <= extent.integer()));
    }
  }

  private final Map<Function, Function> functions = new IdentityHashMap<>();
  private final List<Function> order = new ArrayList<>();
  private final Map<Statement, List<Check>> checks = new IdentityHashMap<>();
  private final Map<Statement.Loop, List<Value>> guards = new IdentityHashMap<>();

  private Lowering() {}

  /** Rewrites a function and all that it calls. */
  static Lowering of(Function function) {
    Lowering lowering = new Lowering();
    lowering.lowered(function);
    return lowering;
  }

  /** The rewritten functions; the first is what was asked for. */
  List<Function> functions() {
    return order;
  }

  /** What a statement needs checked. */
  List<Check> checks(Statement statement) {
    return checks.getOrDefault(statement, List.of());
  }

  /** What the count of a loop must not be above, unless it is 0. */
  List<Value> guards(Statement.Loop loop) {
    return guards.getOrDefault(loop, List.of());
  }

  private void guardLoops(Block block) {
    for (Statement statement : block.statements) {
      if (statement instanceof Statement.Loop loop) {
        loop.body.statements.forEach(s -> guard(s, loop));
      }
      statement.blocks().forEach(this::guardLoops);
    }
  }

  /** Checks before a loop what one of its statements would check in every iteration. */
  private void guard(Statement statement, Statement.Loop loop) {
    List<Check> own = checks.get(statement);
    if (own == null) {
      return;
    }
    own.replaceAll(check -> {
      boolean isOutside = check.extent.isConstant() || !loop.body.encloses(check.extent.home());
      if (check.isCertain() || check.index != loop.index() || !isOutside) {
        return check;
      }
      List<Value> extents = guards.computeIfAbsent(loop, l -> new ArrayList<>());
      if (!extents.contains(check.extent)) {
        extents.add(check.extent);
      }
      return new Check(check.index, check.extent, true);
    });
  }

  private Function lowered(Function function) {
    Function known = functions.get(function);
    if (known != null) {
      return known;
    }
    Function made = new Function(function.name(), function.resultTypes());
    functions.put(function, made);
    order.add(made);
    Tracer tracer = new Tracer(made);
    Pass pass = new Pass(tracer);
    Signature.copyParameters(function.parameters(), made.body(), pass);
    pass.copyAll(function.body().statements);
    made.body().results.addAll(pass.images(function.body().results));
    guardLoops(made.body());
    return made;
  }

  /** Writes one function anew. */
  private final class Pass extends Transcriber {
    /** The array that a slice is part of, and its indices. */
    private record Part(Value array, List<Value> at) {}

    private final Map<Value, Part> parts = new IdentityHashMap<>();

    Pass(Tracer tracer) {
      super(tracer, v -> true);
    }

    @Override
    void copy(Statement statement) {
      tracer.rewrites(statement);
      switch (statement) {
        case Statement.Compute c when c.op == Op.HOLD -> map(c.result(), image(c.argument(0)));
        case Statement.Read read -> {
          Part part = part(image(read.array), images(read.at));
          Value result = tracer.entry(part.array, place(part.array, part.at));
          note(result.source(), part.array, part.at);
          map(read.result(), result);
        }
        case Statement.Slice slice -> {
          Part part = part(image(slice.array), List.of(image(slice.index)));
          Value result = tracer.slice(image(slice.array), scaled(image(slice.array), slice));
          parts.put(result, part);
          note(result.source(), part.array, part.at);
          map(slice.result(), result);
        }
        case Statement.Add add -> {
          Value accumulator = image(add.accumulator);
          List<Value> at = images(add.at);
          Statement made = tracer.addAt(accumulator, place(accumulator, at), image(add.amount));
          if (made != null) {
            note(made, accumulator, at);
          }
        }
        case Statement.Invoke call ->
            map(call.results, tracer.invoke(lowered(call.function), images(call.arguments)));
        default -> super.copy(statement);
      }
    }

    private Part part(Value array, List<Value> at) {
      Part outer = parts.get(array);
      if (outer == null) {
        return new Part(array, at);
      }
      List<Value> all = new ArrayList<>(outer.at);
      all.addAll(at);
      return new Part(outer.array, all);
    }

    private void note(Statement statement, Value array, List<Value> at) {
      List<Check> all = checks.computeIfAbsent(statement, s -> new ArrayList<>());
      for (int k = 0; k < at.size(); k++) {
        Check check = new Check(at.get(k), array.extents[k], false);
        if (!all.contains(check)) {
          all.add(check);
        }
      }
    }

    /** What the indices that change least make up is computed where it changes. */
    private Value place(Value array, List<Value> at) {
      Value place = Value.integer(0);
      for (int k = 0; k < at.size(); k++) {
        Value stride = Value.integer(1);
        for (int d = array.extents.length - 1; d > k; d--) {
          stride = tracer.compute(Op.INT_MULTIPLY, stride, array.extents[d]);
        }
        place =
            tracer.compute(Op.INT_ADD, place, tracer.compute(Op.INT_MULTIPLY, at.get(k), stride));
      }
      return place;
    }

    private Value scaled(Value array, Statement.Slice slice) {
      Value size = image(slice.index);
      for (int d = 1; d < array.extents.length; d++) {
        size = tracer.compute(Op.INT_MULTIPLY, size, array.extents[d]);
      }
      return size;
    }
  }
}
