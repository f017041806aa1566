package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes programs. A statement goes to the outermost block in which its operands are known, unless
 * that would run it where it would not have run, and is written only once: so what does not change
 * in a loop is computed before it, and common subexpressions are shared. Operations on numbers stay
 * in the side of a choice where they are written, so that infinite derivatives of the side that is
 * not taken never meet the zero adjoint that it gets.
 */
final class Tracer {
  private static final ScopedValue<Tracer> ACTIVE = ScopedValue.newInstance();

  /** What a loop's block computes. */
  record Iteration(
      List<Value> nexts,
      List<Value> summands,
      List<Value> elements,
      List<Value> candidates,
      List<Boolean> isMaximum) {
    static Iteration stacking(List<Value> elements) {
      return new Iteration(List.of(), List.of(), elements, List.of(), List.of());
    }

    static Iteration summing(List<Value> summands) {
      return new Iteration(List.of(), summands, List.of(), List.of(), List.of());
    }

    static Iteration seeking(boolean maximum, Value candidate) {
      return new Iteration(List.of(), List.of(), List.of(), List.of(candidate), List.of(maximum));
    }

    static Iteration carrying(List<Value> nexts, List<Value> elements) {
      return new Iteration(nexts, List.of(), elements, List.of(), List.of());
    }
  }

  /** The inside of a loop. */
  @FunctionalInterface
  interface LoopBody {
    Iteration trace(Value index, List<Value> carried);
  }

  /** The inside of a repetition, or its test. */
  @FunctionalInterface
  interface CarriedBody {
    List<Value> trace(List<Value> carried);
  }

  private static final StackWalker STACK = StackWalker.getInstance();
  private static final String HERE = Tracer.class.getPackageName() + ".";

  private Block current;

  /**
   * The line from which statements come that are written anew, or null while a formula is traced.
   */
  private String origin;

  private boolean isRewriting;

  /** A tracer that writes into a function. */
  Tracer(Function function) {
    current = function.body();
  }

  /** The tracer of the formula that this thread is tracing. */
  static Tracer active() {
    if (!ACTIVE.isBound()) {
      throw new IllegalStateException("no formula is being traced");
    }
    return ACTIVE.get();
  }

  /** Traces with this tracer as the active one. */
  <T> T during(Supplier<T> work) {
    return ScopedValue.where(ACTIVE, this).call(work::get);
  }

  Block current() {
    return current;
  }

  // ---- single entries

  Value compute(Op op, Value... arguments) {
    return compute(op, 0, arguments);
  }

  /** An operation; {@code number} is the exponent of a power. */
  Value compute(Op op, double number, Value... arguments) {
    Value known = Simplification.of(this, op, number, arguments);
    if (known != null) {
      return known;
    }
    Value[] ordered = arguments;
    if (op.commutes() && arguments[0].isConstant() && !arguments[1].isConstant()) {
      ordered = new Value[] {arguments[1], arguments[0]};
    }
    List<Object> operands = new ArrayList<>(List.of(number));
    Value[] sorted = ordered.clone();
    if (op.commutes() && !ordered[1].isConstant()) {
      Arrays.sort(sorted, Comparator.comparingInt(System::identityHashCode));
    }
    Arrays.stream(sorted).map(Tracer::identity).forEach(operands::add);
    Block.Key key = new Block.Key(op, operands);
    Block outermost = outermost(List.of(ordered));
    Block home = current;
    for (Block at = current; ; at = at.parent()) {
      Statement found = at.known.get(key);
      if (found != null) {
        return found.result();
      }
      if (op.result == Kind.REAL && home == at && !at.isBranch() && at != outermost) {
        home = at.parent();
      }
      if (at == outermost) {
        break;
      }
    }
    return place(
            new Statement.Compute(op, number, ordered),
            op.result == Kind.REAL ? home : outermost,
            key)
        .result();
  }

  /** Constants are equal by value, all others by identity. */
  private static Object identity(Value value) {
    return value.isConstant()
        ? List.of(value.type.kind(), Double.doubleToRawLongBits(value.number()))
        : value;
  }

  Value add(Value a, Value b) {
    return compute(Op.ADD, a, b);
  }

  Value times(Value a, Value b) {
    return compute(Op.MULTIPLY, a, b);
  }

  // ---- arrays

  Value read(Value array, Value... at) {
    if (at.length != array.type.rank()) {
      throw new IllegalArgumentException(
          "an array with " + array.type.rank() + " indices got " + at.length);
    }
    if (at.length == 0) {
      return array;
    }
    return unlessKnown("read", array, at, () -> new Statement.Read(array, at));
  }

  /** One entry of an array of any rank, by its place: the last index runs fastest. */
  Value entry(Value array, Value place) {
    return array.type.isScalar()
        ? array
        : unlessKnown("entry", array, new Value[] {place}, () -> new Statement.Read(array, place));
  }

  Value slice(Value array, Value index) {
    return array.type.rank() == 1
        ? read(array, index)
        : unlessKnown("slice", array, new Value[] {index}, () -> new Statement.Slice(array, index));
  }

  private Value unlessKnown(String what, Value array, Value[] at, Supplier<Statement> statement) {
    List<Value> all = new ArrayList<>(List.of(at));
    all.add(array);
    Block.Key key = new Block.Key(what, all.stream().map(Tracer::identity).toList());
    Block outermost = outermost(all);
    for (Block block = current; block != null; block = block.parent()) {
      Statement found = block.known.get(key);
      if (found != null) {
        return found.result();
      }
      if (block == outermost) {
        break;
      }
    }
    return place(statement.get(), unskipped(outermost), key).result();
  }

  // ---- blocks

  Statement.Loop loop(Value count, boolean descends, List<Value> starts, LoopBody inside) {
    Block body = new Block(current, false);
    Value index = body.parameter(Type.INT);
    List<Value> carried = starts.stream().map(s -> body.parameter(s.type, s.extents)).toList();
    Iteration[] made = new Iteration[1];
    within(body, () -> made[0] = inside.trace(index, carried));
    Iteration it = made[0];
    checkCarried(starts, it.nexts());
    body.results.addAll(it.nexts());
    body.results.addAll(it.summands());
    body.results.addAll(it.elements());
    body.results.addAll(it.candidates());
    it.elements().forEach(e -> checkExtents(e, body));
    Statement.Loop loop =
        new Statement.Loop(
            count,
            descends,
            starts,
            it.summands().size(),
            it.elements().size(),
            it.isMaximum(),
            body);
    return placeNested(loop);
  }

  /** A repetition; what comes out of the inside after the next carried values is stacked. */
  Statement.While repeat(List<Value> starts, CarriedBody test, CarriedBody inside) {
    Block testBlock = new Block(current, true);
    List<Value> tested = starts.stream().map(s -> testBlock.parameter(s.type, s.extents)).toList();
    within(testBlock, () -> testBlock.results.addAll(test.trace(tested)));
    Block body = new Block(current, true);
    List<Value> values = starts.stream().map(s -> body.parameter(s.type, s.extents)).toList();
    within(body, () -> body.results.addAll(inside.trace(values)));
    checkCarried(starts, body.results.subList(0, starts.size()));
    body.results.subList(starts.size(), body.results.size()).forEach(e -> checkExtents(e, body));
    return placeNested(new Statement.While(starts, testBlock, body));
  }

  Statement.Choice choose(
      Value condition, Supplier<List<Value>> then, Supplier<List<Value>> otherwise) {
    Block first = Block.branchOf(current);
    within(first, () -> first.results.addAll(then.get()));
    Block second = Block.branchOf(current);
    within(second, () -> second.results.addAll(otherwise.get()));
    checkCarried(first.results, second.results);
    first.results.forEach(e -> checkExtents(e, first));
    second.results.forEach(e -> checkExtents(e, second));
    return placeNested(new Statement.Choice(condition, first, second));
  }

  List<Value> invoke(Function function, List<Value> arguments) {
    List<Value> parameters = function.parameters();
    if (parameters.size() != arguments.size()) {
      throw new IllegalArgumentException(
          "function "
              + function.name()
              + " takes "
              + parameters.size()
              + " arguments, got "
              + arguments.size());
    }
    for (int k = 0; k < arguments.size(); k++) {
      if (!parameters.get(k).type.equals(arguments.get(k).type)) {
        throw new IllegalArgumentException(
            "function "
                + function.name()
                + ": argument "
                + k
                + " is "
                + arguments.get(k).type
                + " instead of "
                + parameters.get(k).type);
      }
    }
    Statement.Invoke call = new Statement.Invoke(function, arguments);
    if (function.hasEffects()) {
      return place(call, current, null).results;
    }
    Block.Key key = new Block.Key(function, arguments.stream().map(Tracer::identity).toList());
    Block outermost = outermost(arguments);
    for (Block block = current; block != null; block = block.parent()) {
      Statement found = block.known.get(key);
      if (found != null) {
        return found.results;
      }
      if (block == outermost) {
        break;
      }
    }
    return place(call, unskipped(outermost), key).results;
  }

  // ---- accumulators

  Value accumulator(Value... extents) {
    return place(new Statement.Create(extents), current, null).result();
  }

  Value accumulatorOf(Value start) {
    return place(new Statement.Create(start), current, null).result();
  }

  void addTo(Value accumulator, List<Value> at, Value amount) {
    if (!amount.is(0)) {
      place(new Statement.Add(accumulator, at, amount), current, null);
    }
  }

  /** Adds to an entry by its place; gives the statement, or null if nothing is to be added. */
  Statement addAt(Value accumulator, Value place, Value amount) {
    return amount.is(0)
        ? null
        : place(new Statement.Add(accumulator, List.of(place), amount), current, null);
  }

  Value freeze(Value accumulator) {
    return place(new Statement.Freeze(accumulator), current, null).result();
  }

  /** Adds a whole array. */
  void addArrayTo(Value accumulator, Value array) {
    addArrayTo(accumulator, array, List.of());
  }

  private void addArrayTo(Value accumulator, Value array, List<Value> at) {
    if (array.type.isScalar()) {
      addTo(accumulator, at, array);
      return;
    }
    loop(
        array.extents[0],
        false,
        List.of(),
        (i, none) -> {
          List<Value> more = new ArrayList<>(at);
          more.add(i);
          addArrayTo(accumulator, slice(array, i), more);
          return Iteration.stacking(List.of());
        });
  }

  /** The same array with extents that are known to be equal to its own. */
  Value withExtents(Value array, Value... extents) {
    for (int k = 0; k < extents.length; k++) {
      if (!identity(array.extents[k]).equals(identity(extents[k]))) {
        return copied(array, 0, extents);
      }
    }
    return array;
  }

  private Value copied(Value array, int k, Value... extents) {
    return k == extents.length
        ? array
        : loop(
                extents[k],
                false,
                List.of(),
                (i, none) -> Iteration.stacking(List.of(copied(slice(array, i), k + 1, extents))))
            .stacked()
            .getFirst();
  }

  /** An array of zeros. */
  Value zeros(Value... extents) {
    return filled(0, extents);
  }

  private Value filled(int k, Value... extents) {
    return k == extents.length
        ? Value.real(0)
        : loop(
                extents[k],
                false,
                List.of(),
                (i, none) -> Iteration.stacking(List.of(filled(k + 1, extents))))
            .stacked()
            .getFirst();
  }

  // ---- places

  private void within(Block block, Runnable work) {
    Block outside = current;
    current = block;
    try {
      work.run();
    } finally {
      current = outside;
    }
  }

  /** Says that what is written from now on comes from a statement of another program. */
  void rewrites(Statement statement) {
    isRewriting = true;
    origin = statement.origin();
  }

  /** Says that what is written from now on comes from the lines that are running. */
  void traces() {
    isRewriting = false;
  }

  private String line() {
    if (isRewriting) {
      return origin;
    }
    return STACK.walk(frames ->
        frames
            .filter(f -> !f.getClassName().startsWith(HERE))
            .findFirst()
            .map(f -> f.getFileName() + ":" + f.getLineNumber())
            .orElse(null));
  }

  private <S extends Statement> S place(S statement, Block home, Block.Key key) {
    if (!(statement instanceof Statement.Compute)) {
      statement.writtenAt(line());
    }
    home.statements.add(statement);
    statement.results.forEach(r -> r.liveIn(home));
    if (key != null) {
      home.known.put(key, statement);
    }
    return statement;
  }

  private <S extends Statement> S placeNested(S statement) {
    Block home =
        Liveness.hasEffects(statement)
            ? current
            : unskipped(outermost(Liveness.freeValues(statement)));
    statement
        .blocks()
        .forEach(b -> {
          b.moveInto(home);
          b.runBy(statement);
        });
    return place(statement, home, null);
  }

  /** The innermost of the blocks where the values are computed. */
  private Block outermost(List<Value> values) {
    Block deepest = null;
    for (Value value : values) {
      Block home = value.home();
      if (home == null) {
        if (!value.isConstant()) {
          throw new IllegalStateException("a value of a statement that was never placed");
        }
        continue;
      }
      if (!home.encloses(current)) {
        throw new IllegalStateException(
            "a value computed inside a loop, a choice or another formula is used outside of it");
      }
      if (deepest == null || deepest.encloses(home)) {
        deepest = home;
      }
    }
    if (deepest == null) {
      deepest = current;
      while (deepest.parent() != null) {
        deepest = deepest.parent();
      }
    }
    return deepest;
  }

  /** The outermost block from a given one inward that runs only when the current one does. */
  private Block unskipped(Block outermost) {
    Block found = current;
    for (Block at = current; at != outermost && !at.isConditional; ) {
      at = at.parent();
      found = at;
    }
    return found;
  }

  private static void checkCarried(List<Value> starts, List<Value> nexts) {
    if (starts.size() != nexts.size()) {
      throw new IllegalArgumentException(
          starts.size() + " values are carried, but " + nexts.size() + " come out");
    }
    for (int k = 0; k < starts.size(); k++) {
      if (!starts.get(k).type.equals(nexts.get(k).type)) {
        throw new IllegalArgumentException(
            "value "
                + k
                + " is "
                + starts.get(k).type
                + " first and "
                + nexts.get(k).type
                + " afterward");
      }
      Value[] before = starts.get(k).extents;
      Value[] after = nexts.get(k).extents;
      for (int d = 0; d < before.length; d++) {
        if (!identity(before[d]).equals(identity(after[d]))) {
          throw new IllegalArgumentException(
              "array " + k + " has another extent in direction " + d + " afterward");
        }
      }
    }
  }

  private static void checkExtents(Value element, Block body) {
    for (Value extent : element.extents) {
      if (body.encloses(extent.isConstant() ? null : extent.home())) {
        throw new IllegalArgumentException(
            "the extents of an array that leaves a loop or a choice must be known outside of it");
      }
    }
  }
}
