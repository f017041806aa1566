package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Programs drawn at random: nested loops, choices, repetitions and accumulators over a few numbers
 * and arrays, with values that stay moderate.
 */
final class RandomProgram {
  private static final int DEEPEST = 3;

  private final Random random;
  private final Tracer tracer;
  private final Function callee;
  private final List<Value> reals = new ArrayList<>();
  private final List<Value> ints = new ArrayList<>();
  private final List<Value> truths = new ArrayList<>();
  private final List<Value> arrays = new ArrayList<>();
  private final List<Value> accumulators = new ArrayList<>();
  private Value extent;
  private int budget;

  private RandomProgram(Random random, Function function, Function callee) {
    this.random = random;
    this.tracer = new Tracer(function);
    this.callee = callee;
  }

  /** A function of an extent n, arrays x of n and y of n by n, and a number a. */
  static Function draw(long seed) {
    Random random = new Random(seed);
    Function callee = new Function("callee", List.of(Type.REAL, Type.REAL));
    new RandomProgram(random, callee, null).body(callee, 8, 2);
    Function raw = new Function("random" + seed, List.of());
    new RandomProgram(random, raw, callee).body(raw, 25, 0);
    Function clean = new Function(raw.name(), raw.resultTypes());
    DeadCode.removed(raw, clean);
    return clean;
  }

  static List<Object> arguments(long seed) {
    Random random = new Random(seed);
    int n = random.nextInt(12) + (seed % 3 == 2 ? 14 : 0);
    return List.of(
        n,
        new RealArray(numbers(random, n), 0, new int[] {n}),
        n,
        n,
        new RealArray(numbers(random, n * n), 0, new int[] {n, n}),
        random.nextGaussian());
  }

  private static double[] numbers(Random random, int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private void body(Function function, int size, int entries) {
    Block body = function.body();
    extent = body.parameter(Type.INT);
    arrays.add(body.parameter(Type.array(Kind.REAL, 1), extent));
    Value rows = body.parameter(Type.INT);
    Value columns = body.parameter(Type.INT);
    arrays.add(body.parameter(Type.array(Kind.REAL, 2), rows, columns));
    reals.add(body.parameter(Type.REAL));
    ints.add(extent);
    budget = size;
    while (budget > 0) {
      statement(0);
    }
    if (entries > 0) {
      for (int k = 0; k < entries; k++) {
        body.results.add(real());
      }
    } else {
      body.results.addAll(lastOf(reals, 3));
      body.results.addAll(lastOf(arrays, 3));
      body.results.addAll(lastOf(ints, 1));
      body.results.addAll(lastOf(truths, 1));
    }
  }

  private static List<Value> lastOf(List<Value> values, int count) {
    return List.copyOf(values.subList(Math.max(0, values.size() - count), values.size()));
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Value real() {
    return random.nextInt(8) == 0 ? Value.real(random.nextInt(5) - 2) : any(reals);
  }

  private Value integer() {
    return random.nextInt(4) == 0 ? Value.integer(random.nextInt(4)) : any(ints);
  }

  private Value truth() {
    return switch (random.nextInt(4)) {
      case 0 -> tracer.compute(Op.LESS, real(), real());
      case 1 -> tracer.compute(Op.INT_EQUAL, integer(), integer());
      case 2 -> tracer.compute(Op.INT_LESS, integer(), integer());
      default ->
          truths.isEmpty()
              ? tracer.compute(Op.AT_MOST, real(), real())
              : random.nextBoolean()
                  ? tracer.compute(Op.NOT, any(truths))
                  : tracer.compute(Op.AND, any(truths), any(truths));
    };
  }

  private void statement(int depth) {
    budget--;
    switch (random.nextInt(depth < DEEPEST ? 14 : 7)) {
      case 0, 1 -> reals.add(arithmetic());
      case 2 -> ints.add(whole());
      case 3 -> truths.add(truth());
      case 4, 5 -> guardedRead();
      case 6 -> addOrCall();
      case 7, 8, 9 -> loop(depth);
      case 10 -> choice(depth);
      case 11 -> repetition(depth);
      case 12 -> accumulation(depth);
      default -> map();
    }
  }

  private Value arithmetic() {
    Value a = real();
    Value b = real();
    return switch (random.nextInt(16)) {
      case 0 -> tracer.compute(Op.ADD, a, b);
      case 1 -> tracer.compute(Op.SUBTRACT, a, b);
      case 2 -> tracer.compute(Op.TANH, tracer.compute(Op.MULTIPLY, a, b));
      case 3 ->
          tracer.compute(
              Op.TANH, tracer.compute(Op.ADD, tracer.compute(Op.MULTIPLY, a, b), real()));
      case 4 -> tracer.compute(Op.LOGISTIC, a);
      case 5 -> tracer.compute(Op.EXP, tracer.compute(Op.TANH, a));
      case 6 -> tracer.compute(Op.SIN, a);
      case 7 -> tracer.compute(Op.MAX, a, tracer.compute(Op.NEGATE, b));
      case 8 -> tracer.compute(Op.SELECT, truth(), a, b);
      case 9 -> tracer.compute(Op.MASKED_PRODUCT, tracer.compute(Op.TANH, a), b);
      case 10 -> tracer.compute(Op.SIGN, tracer.compute(Op.ABS, a));
      case 11 -> tracer.compute(Op.ATAN, a);
      case 12 -> tracer.compute(Op.ERF, a);
      case 13 -> tracer.compute(Op.LOG1P, tracer.compute(Op.ABS, a));
      case 14 -> tracer.compute(Op.EXPM1, tracer.compute(Op.TANH, a));
      default -> tracer.compute(Op.TANH, tracer.compute(Op.TO_REAL, integer()));
    };
  }

  private Value whole() {
    Value a = integer();
    Value b = integer();
    return switch (random.nextInt(9)) {
      case 0 -> tracer.compute(Op.INT_ADD, a, b);
      case 1 -> tracer.compute(Op.INT_SUBTRACT, a, b);
      case 2 -> tracer.compute(Op.INT_MIN, a, b);
      case 3 -> tracer.compute(Op.INT_REMAINDER, a, b);
      case 4 -> tracer.compute(Op.INT_DIVIDE, a, b);
      case 5 -> tracer.compute(Op.INT_XOR, a, b);
      case 6 -> tracer.compute(Op.INT_SELECT, truth(), a, b);
      case 7 -> tracer.compute(Op.INT_BIT_COUNT, a);
      default -> tracer.compute(Op.FLOOR, tracer.compute(Op.MULTIPLY, real(), Value.real(3)));
    };
  }

  /** Whether indices are below the extents of an array. */
  private Value within(Value array, List<Value> at) {
    Value holds = Value.truth(true);
    for (int k = 0; k < at.size(); k++) {
      holds =
          tracer.compute(
              Op.AND, holds, tracer.compute(Op.INT_AT_MOST, Value.integer(0), at.get(k)));
      holds =
          tracer.compute(Op.AND, holds, tracer.compute(Op.INT_LESS, at.get(k), array.extents[k]));
    }
    return holds;
  }

  private List<Value> indices(Value array) {
    List<Value> at = new ArrayList<>();
    for (int k = 0; k < array.extents.length; k++) {
      at.add(random.nextInt(3) == 0 ? whole() : any(ints));
    }
    return at;
  }

  private void guardedRead() {
    Value array = any(arrays);
    List<Value> at = indices(array);
    reals.add(
        tracer
            .choose(
                within(array, at),
                () ->
                    List.of(
                        at.size() == 2 && random.nextBoolean()
                            ? tracer.read(tracer.slice(array, at.get(0)), at.get(1))
                            : tracer.read(array, at.toArray(Value[]::new))),
                () -> List.of(Value.real(0.25)))
            .result());
  }

  private void addOrCall() {
    if (accumulators.isEmpty() || random.nextInt(3) == 0) {
      if (callee != null) {
        Value x = vector();
        Value y = matrix();
        reals.addAll(
            tracer.invoke(callee, List.of(x.extents[0], x, y.extents[0], y.extents[1], y, real())));
      }
      return;
    }
    Value accumulator = any(accumulators);
    List<Value> at = indices(accumulator);
    Value amount = tracer.compute(Op.TANH, real());
    tracer.choose(
        within(accumulator, at),
        () -> {
          tracer.addTo(accumulator, at, amount);
          return List.of();
        },
        List::of);
  }

  private Value vector() {
    return any(arrays.stream().filter(a -> a.type.rank() == 1).toList());
  }

  private Value matrix() {
    return any(arrays.stream().filter(a -> a.type.rank() == 2).toList());
  }

  private int[] sizes() {
    return new int[] {reals.size(), ints.size(), truths.size(), arrays.size(), accumulators.size()};
  }

  private void forget(int[] sizes) {
    List<List<Value>> all = List.of(reals, ints, truths, arrays, accumulators);
    for (int k = 0; k < sizes.length; k++) {
      all.get(k).subList(sizes[k], all.get(k).size()).clear();
    }
  }

  private void inside(int depth) {
    for (int k = random.nextInt(4); k >= 0; k--) {
      statement(depth + 1);
    }
  }

  private Value count() {
    return random.nextInt(3) == 0 ? Value.integer(random.nextInt(5)) : extent;
  }

  private static Value bounded(Tracer tracer, Value a) {
    return tracer.compute(Op.TANH, a);
  }

  private void loop(int depth) {
    int[] before = sizes();
    List<Value> starts = new ArrayList<>();
    boolean carries = random.nextInt(3) == 0;
    if (carries) {
      starts.add(real());
      starts.add(integer());
      for (int k = random.nextInt(3); k > 0; k--) {
        starts.add(any(arrays));
      }
    }
    Statement.Loop loop =
        tracer.loop(
            count(),
            random.nextInt(4) == 0,
            starts,
            (index, carried) -> {
              ints.add(index);
              carried.forEach(this::know);
              inside(depth);
              List<Value> nexts = carried.stream().map(c -> next(c, carried)).toList();
              List<Value> elements = new ArrayList<>();
              for (int k = random.nextInt(3); k > 0; k--) {
                elements.add(random.nextInt(5) == 0 ? integer() : real());
              }
              List<Value> vectors =
                  arrays.stream().filter(a -> a.type.rank() == 1 && isOutside(a)).toList();
              if (random.nextInt(3) == 0) {
                elements.add(any(vectors));
              }
              if (carries && carried.size() > 2 && random.nextBoolean()) {
                Value array = nexts.getLast();
                if (array.type.rank() == 1) {
                  elements.add(array);
                }
              }
              boolean seeks = random.nextInt(4) == 0;
              return new Tracer.Iteration(
                  nexts,
                  random.nextBoolean() ? List.of(bounded(tracer, real())) : List.of(),
                  elements,
                  seeks ? List.of(real()) : List.of(),
                  seeks ? List.of(random.nextBoolean()) : List.of());
            });
    forget(before);
    loop.results.forEach(this::know);
  }

  /** Whether the extents of an array are known outside of all loops. */
  private boolean isOutside(Value array) {
    for (Value e : array.extents) {
      if (!e.isConstant() && e.home().parent() != null) {
        return false;
      }
    }
    return true;
  }

  private void know(Value value) {
    if (value.type.isScalar()) {
      switch (value.type.kind()) {
        case REAL -> reals.add(tracer.compute(Op.MULTIPLY, value, Value.real(0.5)));
        case INT -> ints.add(value);
        case TRUTH -> truths.add(value);
      }
    } else if (value.type.kind() == Kind.REAL && value.type.rank() <= 2 && isOutside(value)) {
      arrays.add(value);
    }
  }

  private Value next(Value carried, List<Value> all) {
    if (carried.type.isScalar()) {
      return carried.type.kind() == Kind.REAL
          ? bounded(tracer, any(reals))
          : tracer.compute(Op.INT_REMAINDER, any(ints), Value.integer(7));
    }
    List<Value> fitting =
        arrays.stream().filter(a -> List.of(a.extents).equals(List.of(carried.extents))).toList();
    List<Value> candidates = new ArrayList<>(fitting);
    candidates.addAll(
        all.stream()
            .filter(a -> a.type.equals(carried.type))
            .filter(a -> List.of(a.extents).equals(List.of(carried.extents)))
            .toList());
    candidates.add(carried);
    Value found = any(candidates);
    return random.nextInt(3) == 0 ? found : changed(found);
  }

  /** An array that differs a little from another. */
  private Value changed(Value array) {
    Value shift = bounded(tracer, real());
    return tracer
        .loop(
            array.extents[0],
            false,
            List.of(),
            (i, none) ->
                Tracer.Iteration.stacking(
                    List.of(
                        array.type.rank() == 1
                            ? bounded(tracer, tracer.add(tracer.read(array, i), shift))
                            : changed(tracer.slice(array, i)))))
        .stacked()
        .getFirst();
  }

  private void map() {
    arrays.add(changed(random.nextBoolean() ? vector() : any(arrays)));
  }

  private void choice(int depth) {
    Value vector = vector();
    List<Value> same =
        arrays.stream().filter(a -> List.of(a.extents).equals(List.of(vector.extents))).toList();
    Statement.Choice choice =
        tracer.choose(truth(), () -> branch(depth, same), () -> branch(depth, same));
    choice.results.forEach(this::know);
  }

  private List<Value> branch(int depth, List<Value> same) {
    int[] before = sizes();
    inside(depth);
    List<Value> results = List.of(bounded(tracer, real()), integer(), any(same));
    forget(before);
    return results;
  }

  private void repetition(int depth) {
    int[] before = sizes();
    Value array = any(arrays);
    Statement.While loop =
        tracer.repeat(
            List.of(Value.integer(0), real(), array),
            tested ->
                List.of(
                    tracer.compute(
                        Op.AND,
                        tracer.compute(Op.INT_LESS, tested.get(0), Value.integer(9)),
                        tracer.compute(Op.LESS, tested.get(1), Value.real(0.9)))),
            carried -> {
              carried.subList(1, 3).forEach(this::know);
              inside(depth);
              List<Value> results = new ArrayList<>();
              results.add(tracer.compute(Op.INT_ADD, carried.get(0), Value.integer(1)));
              results.add(bounded(tracer, any(reals)));
              results.add(next(carried.get(2), carried));
              results.add(real());
              results.add(carried.get(2));
              return results;
            });
    forget(before);
    know(loop.finals().get(1));
    know(loop.finals().get(2));
    ints.add(loop.iterations());
    reals.add(
        tracer
            .loop(
                loop.iterations(),
                false,
                List.of(),
                (i, none) ->
                    Tracer.Iteration.summing(List.of(tracer.read(loop.stacked().getFirst(), i))))
            .totals()
            .getFirst());
  }

  private void accumulation(int depth) {
    int[] before = sizes();
    Value start = any(arrays);
    Value accumulator =
        random.nextBoolean() ? tracer.accumulatorOf(start) : tracer.accumulator(start.extents);
    accumulators.add(accumulator);
    loop(depth);
    statement(depth + 1);
    forget(before);
    arrays.add(tracer.freeze(accumulator));
  }
}
