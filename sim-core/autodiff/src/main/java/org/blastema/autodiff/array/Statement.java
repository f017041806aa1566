package org.blastema.autodiff.array;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One step of a program. Programs are in single-assignment form with nested blocks; the only effect
 * that a statement can have is to add to an accumulator, and the order of such additions matters to
 * rounding only.
 */
abstract sealed class Statement {
  /** What it computes. */
  final List<Value> results;

  private String origin;

  private Statement(Value... results) {
    this.results = List.of(results);
    for (Value value : results) {
      value.computedBy(this);
    }
  }

  /** The line of the formula's source that wrote it, or null if nobody knows. */
  String origin() {
    return origin;
  }

  void writtenAt(String line) {
    origin = line;
  }

  /** What it uses, apart from what its blocks use. */
  abstract List<Value> operands();

  /** The blocks inside. */
  List<Block> blocks() {
    return List.of();
  }

  Value result() {
    return results.getFirst();
  }

  private static Value[] copies(Value[] values) {
    return Arrays.stream(values).map(v -> Value.result(v.type, v.extents)).toArray(Value[]::new);
  }

  /** An operation on single entries; {@code number} is the exponent of a power. */
  static final class Compute extends Statement {
    final Op op;
    final double number;
    final List<Value> arguments;

    Compute(Op op, double number, Value... arguments) {
      super(Value.result(Type.of(op.result)));
      this.op = op;
      this.number = number;
      this.arguments = List.of(arguments);
    }

    Value argument(int k) {
      return arguments.get(k);
    }

    @Override
    List<Value> operands() {
      return arguments;
    }
  }

  /** One entry of an array. */
  static final class Read extends Statement {
    final Value array;
    final List<Value> at;

    Read(Value array, Value... at) {
      super(Value.result(Type.of(array.type.kind())));
      this.array = array;
      this.at = List.of(at);
    }

    @Override
    List<Value> operands() {
      return concat(List.of(array), at);
    }
  }

  /** The part of an array that has a given first index: an array of one rank less. */
  static final class Slice extends Statement {
    final Value array;
    final Value index;

    Slice(Value array, Value index) {
      super(
          Value.result(
              Type.array(array.type.kind(), array.type.rank() - 1),
              Arrays.copyOfRange(array.extents, 1, array.extents.length)));
      this.array = array;
      this.index = index;
    }

    @Override
    List<Value> operands() {
      return List.of(array, index);
    }
  }

  /**
   * Runs its block for every index below a count, in order (from the last down, if {@code
   * descends}).
   *
   * <p>Parameters of the block: the index, then what is carried from one iteration to the next.
   * Results of the block: the next carried values, then what is summed up, then what is stacked to
   * arrays with one more (first) index, then the candidates for extremes. Results of the loop: the
   * last carried values, the sums, the stacks, then for every extreme its value and its first index
   * (without iterations: minus infinity or infinity, and -1).
   */
  static final class Loop extends Statement {
    final Value count;
    final boolean descends;
    final List<Value> starts;
    final int sums;
    final int stacks;

    /** For every extreme, whether it is a maximum. */
    final List<Boolean> isMaximum;

    final Block body;

    Loop(
        Value count,
        boolean descends,
        List<Value> starts,
        int sums,
        int stacks,
        List<Boolean> isMaximum,
        Block body) {
      super(loopResults(count, starts, sums, stacks, isMaximum, body));
      this.count = count;
      this.descends = descends;
      this.starts = List.copyOf(starts);
      this.sums = sums;
      this.stacks = stacks;
      this.isMaximum = List.copyOf(isMaximum);
      this.body = body;
    }

    private static Value[] loopResults(
        Value count,
        List<Value> starts,
        int sums,
        int stacks,
        List<Boolean> isMaximum,
        Block body) {
      int first = starts.size() + sums;
      IntStream carried = IntStream.range(0, starts.size());
      return concat(
              concat(
                  carried.mapToObj(k -> like(starts.get(k))).toList(),
                  IntStream.range(0, sums).mapToObj(k -> Value.result(Type.REAL)).toList()),
              concat(
                  IntStream.range(first, first + stacks)
                      .mapToObj(k -> stackOf(count, body.results.get(k)))
                      .toList(),
                  isMaximum.stream()
                      .flatMap(
                          k -> List.of(Value.result(Type.REAL), Value.result(Type.INT)).stream())
                      .toList()))
          .toArray(Value[]::new);
    }

    int carried() {
      return starts.size();
    }

    /** Whether iterations do not depend on each other. */
    boolean isParallel() {
      return starts.isEmpty();
    }

    Value index() {
      return body.parameters.getFirst();
    }

    List<Value> carriedParameters() {
      return body.parameters.subList(1, body.parameters.size());
    }

    List<Value> nexts() {
      return body.results.subList(0, carried());
    }

    List<Value> summands() {
      return body.results.subList(carried(), carried() + sums);
    }

    List<Value> elements() {
      return body.results.subList(carried() + sums, carried() + sums + stacks);
    }

    List<Value> candidates() {
      return body.results.subList(carried() + sums + stacks, body.results.size());
    }

    List<Value> finals() {
      return results.subList(0, carried());
    }

    List<Value> totals() {
      return results.subList(carried(), carried() + sums);
    }

    List<Value> stacked() {
      return results.subList(carried() + sums, carried() + sums + stacks);
    }

    Value extreme(int k) {
      return results.get(carried() + sums + stacks + 2 * k);
    }

    Value extremeIndex(int k) {
      return results.get(carried() + sums + stacks + 2 * k + 1);
    }

    @Override
    List<Value> operands() {
      return concat(List.of(count), starts);
    }

    @Override
    List<Block> blocks() {
      return List.of(body);
    }
  }

  /**
   * Runs its block as long as a test holds. Parameters of both blocks: the carried values. Results
   * of the block: the next carried values, then what is stacked. Results of the statement: the last
   * carried values, the number of iterations, the stacks.
   */
  static final class While extends Statement {
    final List<Value> starts;
    final Block test;
    final Block body;

    While(List<Value> starts, Block test, Block body) {
      this(starts, test, body, Value.result(Type.INT));
    }

    private While(List<Value> starts, Block test, Block body, Value iterations) {
      super(
          concat(
                  concat(starts.stream().map(Statement::like).toList(), List.of(iterations)),
                  body.results.subList(starts.size(), body.results.size()).stream()
                      .map(v -> stackOf(iterations, v))
                      .toList())
              .toArray(Value[]::new));
      this.starts = List.copyOf(starts);
      this.test = test;
      this.body = body;
    }

    int carried() {
      return starts.size();
    }

    List<Value> nexts() {
      return body.results.subList(0, carried());
    }

    List<Value> elements() {
      return body.results.subList(carried(), body.results.size());
    }

    List<Value> finals() {
      return results.subList(0, carried());
    }

    Value iterations() {
      return results.get(carried());
    }

    List<Value> stacked() {
      return results.subList(carried() + 1, results.size());
    }

    @Override
    List<Value> operands() {
      return starts;
    }

    @Override
    List<Block> blocks() {
      return List.of(test, body);
    }
  }

  /** Runs one of two blocks, which have no parameters and results of the same types. */
  static final class Choice extends Statement {
    final Value condition;
    final Block then;
    final Block otherwise;

    Choice(Value condition, Block then, Block otherwise) {
      super(copies(then.results.toArray(Value[]::new)));
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    List<Value> operands() {
      return List.of(condition);
    }

    @Override
    List<Block> blocks() {
      return List.of(then, otherwise);
    }
  }

  /** Calls a function, whose results are single entries. */
  static final class Invoke extends Statement {
    final Function function;
    final List<Value> arguments;

    Invoke(Function function, List<Value> arguments) {
      super(function.resultTypes().stream().map(t -> Value.result(t)).toArray(Value[]::new));
      this.function = function;
      this.arguments = List.copyOf(arguments);
    }

    @Override
    List<Value> operands() {
      return arguments;
    }
  }

  /** A new accumulator that holds zeros, or what an array holds. */
  static final class Create extends Statement {
    /** The array to begin with, or null. */
    final Value start;

    Create(Value... extents) {
      super(Value.result(Type.accumulator(extents.length), extents));
      start = null;
    }

    Create(Value start) {
      super(Value.result(Type.accumulator(start.type.rank()), start.extents));
      this.start = start;
    }

    @Override
    List<Value> operands() {
      return start == null ? List.of(result().extents) : List.of(start);
    }
  }

  /** Adds to one entry of an accumulator. */
  static final class Add extends Statement {
    final Value accumulator;
    final List<Value> at;
    final Value amount;

    Add(Value accumulator, List<Value> at, Value amount) {
      super();
      this.accumulator = accumulator;
      this.at = List.copyOf(at);
      this.amount = amount;
    }

    @Override
    List<Value> operands() {
      return concat(List.of(accumulator, amount), at);
    }
  }

  /** The array that an accumulator holds in the end; nothing may be added after that. */
  static final class Freeze extends Statement {
    final Value accumulator;

    Freeze(Value accumulator) {
      super(Value.result(Type.array(Kind.REAL, accumulator.type.rank()), accumulator.extents));
      this.accumulator = accumulator;
    }

    @Override
    List<Value> operands() {
      return List.of(accumulator);
    }
  }

  private static Value like(Value value) {
    return Value.result(value.type, value.extents);
  }

  private static Value stackOf(Value count, Value element) {
    Value[] extents = new Value[element.extents.length + 1];
    extents[0] = count;
    System.arraycopy(element.extents, 0, extents, 1, element.extents.length);
    return Value.result(Type.array(element.type.kind(), extents.length), extents);
  }

  private static List<Value> concat(List<Value> a, List<Value> b) {
    return IntStream.range(0, a.size() + b.size())
        .mapToObj(k -> k < a.size() ? a.get(k) : b.get(k - a.size()))
        .toList();
  }
}
