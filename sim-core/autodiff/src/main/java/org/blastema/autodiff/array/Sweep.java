package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The backward half of reverse mode: every statement gives its operands what its results got. */
final class Sweep {
  private final Tracer tracer;
  private final Activity activity;
  private final Guards guards;
  private final Reverse.Routines routines;
  private final Forwarding values;
  private final Adjoints adjoints;
  private final Map<Value, Value> ofAccumulators = new IdentityHashMap<>();

  Sweep(Tracer tracer, Function function, List<Boolean> active, Reverse.Routines routines) {
    this.tracer = tracer;
    this.activity = Activity.of(function, active);
    this.guards = Guards.of(function);
    this.routines = routines;
    this.values = new Forwarding(tracer, activity, routines.withoutEffects());
    this.adjoints = new Adjoints(tracer, values);
  }

  Forwarding values() {
    return values;
  }

  Adjoints adjoints() {
    return adjoints;
  }

  /** For every accumulator the adjoint of what it holds in the end. */
  Map<Value, Value> ofAccumulators() {
    return ofAccumulators;
  }

  static boolean isArray(Value value) {
    return !value.type.isScalar() && !value.type.isAccumulator();
  }

  /** Takes the adjoint of a number or an array out; zeros if nothing has come. */
  Value takeOrZero(Value value) {
    if (value.type.isScalar()) {
      return adjoints.take(value);
    }
    Value adjoint = adjoints.takeArray(value);
    return adjoint == null ? tracer.zeros(values.images(value.extents)) : adjoint;
  }

  // ---- seeds

  /** Gives adjoints to values; null for none. */
  void seed(List<Value> of, List<Value> seeds) {
    for (int k = 0; k < of.size(); k++) {
      if (seeds.get(k) != null) {
        contribute(of.get(k), seeds.get(k));
      }
    }
  }

  private void contribute(Value to, Value amount) {
    if (!activity.isActive(to)) {
      return;
    }
    if (to.type.isScalar()) {
      adjoints.addToNumber(to, amount);
    } else {
      adjoints.addToArray(to, amount);
    }
  }

  // ---- the sweep

  /** Sweeps statements that have been computed. */
  void sweep(List<Statement> statements) {
    for (int k = statements.size() - 1; k >= 0; k--) {
      reverse(statements.get(k));
    }
  }

  private void reverse(Statement statement) {
    tracer.rewrites(statement);
    switch (statement) {
      case Statement.Compute c -> ofOperation(c);
      case Statement.Read read -> {
        if (activity.isActive(read.result()) && adjoints.has(read.result())) {
          adjoints.addToEntry(read.array, values.images(read.at), adjoints.take(read.result()));
        }
      }
      case Statement.Slice _ -> {}
      case Statement.Loop loop -> {
        extremes(loop);
        if (matters(loop)) {
          loop(loop);
        }
      }
      case Statement.While loop -> {
        if (matters(loop)) {
          repetition(loop);
        }
      }
      case Statement.Choice choice -> choice(choice);
      case Statement.Invoke call -> call(call);
      case Statement.Create create -> {
        Value adjoint = ofAccumulators.get(create.result());
        if (create.start != null && adjoint != null) {
          contribute(create.start, adjoint);
        }
      }
      case Statement.Add add -> {
        Value adjoint = ofAccumulators.get(add.accumulator);
        if (adjoint != null && activity.isActive(add.amount)) {
          contribute(add.amount, tracer.read(adjoint, values.images(add.at).toArray(Value[]::new)));
        }
      }
      case Statement.Freeze freeze -> {
        Value adjoint = adjoints.takeArray(freeze.result());
        if (adjoint != null) {
          ofAccumulators.put(freeze.accumulator, adjoint);
        }
      }
    }
  }

  private void ofOperation(Statement.Compute c) {
    if (!adjoints.has(c.result())) {
      return;
    }
    Value bar = adjoints.take(c.result());
    List<Value> x = values.images(c.arguments);
    for (int k = 0; k < x.size(); k++) {
      Value argument = c.argument(k);
      if (!activity.isActive(argument)) {
        continue;
      }
      Value zero = Value.real(0);
      adjoints.addToNumber(
          argument,
          switch (c.op) {
            case SELECT ->
                k == 1
                    ? tracer.compute(Op.SELECT, x.getFirst(), bar, zero)
                    : tracer.compute(Op.SELECT, x.getFirst(), zero, bar);
            case GATED_PRODUCT ->
                k == 0
                    ? tracer.compute(Op.GATED_PRODUCT, bar, x.get(1))
                    : tracer.compute(Op.MASKED_PRODUCT, x.get(0), bar);
            case MASKED_PRODUCT -> tracer.compute(Op.MASKED_PRODUCT, bar, x.get(1 - k));
            default ->
                tracer.compute(
                    guards.contains(c.result()) ? Op.GATED_PRODUCT : Op.MULTIPLY,
                    bar,
                    Partials.of(tracer, c, values.image(c.result()), x, k));
          });
    }
  }

  /** The numbers from outside that the inside of a statement may give adjoints to. */
  private List<Value> freeNumbers(Statement statement) {
    return Liveness.freeValues(statement).stream()
        .filter(v -> v.type.isScalar() && activity.isActive(v))
        .toList();
  }

  private void prepareArrays(Statement statement) {
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Value value : Liveness.freeValues(statement)) {
      if (isArray(value) && activity.isActive(value) && seen.add(value)) {
        adjoints.prepare(value);
      }
    }
  }

  /**
   * Computes a block again and sweeps it; gives the adjoints of the given numbers.
   *
   * @param recall makes known what need not be computed again
   * @param begin gives the adjoints of the block's results to them
   */
  private <T> T inside(
      Block block,
      Runnable recall,
      Runnable begin,
      List<Value> free,
      Supplier<T> end,
      List<Value> given) {
    Map<Value, Value> outside = adjoints.enter();
    Block repeatedOutside = values.beginRepeating(block);
    recall.run();
    values.copyAll(block.statements);
    begin.run();
    sweep(block.statements);
    T result = end.get();
    free.forEach(v -> given.add(adjoints.take(v)));
    values.endRepeating(repeatedOutside);
    adjoints.leave(outside);
    return result;
  }

  private List<Value> takeAll(List<Value> list, int[] which) {
    return IntStream.of(which).mapToObj(k -> takeOrZero(list.get(k))).toList();
  }

  private int[] activeAmong(List<Value> list) {
    return IntStream.range(0, list.size()).filter(k -> activity.isActive(list.get(k))).toArray();
  }

  private void loop(Statement.Loop loop) {
    int[] carried = activeAmong(loop.carriedParameters());
    List<Value> finalBars = takeAll(loop.finals(), carried);
    List<Value> totalBars = loop.totals().stream().map(adjoints::take).toList();
    List<Value> stackBars =
        loop.stacked().stream().map(s -> isArray(s) ? adjoints.takeArray(s) : null).toList();
    List<Value> free = freeNumbers(loop);
    prepareArrays(loop);
    Forwarding.Entering entering = values.entering(loop);
    Statement.Loop made;
    if (entering == null || entering.segments() == null) {
      List<Value> stacks = entering == null ? List.of() : entering.stacks();
      made =
          sweepIterations(
              loop,
              values.image(loop.count),
              !loop.isParallel() && !loop.descends,
              k -> k,
              stacks,
              new Bars(carried, finalBars, totalBars, stackBars, free));
    } else {
      made =
          sweepSegments(loop, entering, new Bars(carried, finalBars, totalBars, stackBars, free));
    }
    finish(loop.starts, carried, made, free);
  }

  /** The adjoints that come to a loop, and what it gives adjoints to. */
  private record Bars(
      int[] carried, List<Value> finals, List<Value> totals, List<Value> stacks, List<Value> free) {
    Bars withFinals(List<Value> others) {
      return new Bars(carried, others, totals, stacks, free);
    }
  }

  private Statement.Loop sweepIterations(
      Statement.Loop loop,
      Value count,
      boolean descends,
      UnaryOperator<Value> indexOf,
      List<Value> entering,
      Bars bars) {
    return tracer.loop(
        count,
        descends,
        bars.finals,
        (k, next) -> {
          Value index = indexOf.apply(k);
          values.map(loop.index(), index);
          for (int c = 0; c < loop.carried(); c++) {
            values.map(loop.carriedParameters().get(c), tracer.slice(entering.get(c), k));
          }
          List<Value> ofFree = new ArrayList<>();
          List<Value> ofCarried =
              inside(
                  loop.body,
                  () -> values.recall(loop, k),
                  () -> {
                    seedCarried(loop.nexts(), bars.carried, next);
                    seed(loop.summands(), bars.totals);
                    seedStacks(loop.elements(), bars.stacks, index);
                  },
                  bars.free,
                  () -> takeAll(loop.carriedParameters(), bars.carried),
                  ofFree);
          return new Tracer.Iteration(ofCarried, ofFree, List.of(), List.of(), List.of());
        });
  }

  /**
   * From the last segment to the first: runs it again with every iteration stored, and sweeps it.
   */
  private Statement.Loop sweepSegments(
      Statement.Loop loop, Forwarding.Entering entering, Bars bars) {
    Segments segments = entering.segments();
    return tracer.loop(
        segments.number(),
        true,
        bars.finals,
        (segment, next) -> {
          Value steps = segments.steps(tracer, segment);
          List<Value> from = entering.stacks().stream().map(s -> tracer.slice(s, segment)).toList();
          List<Value> stored = values.runSegment(loop, segments, segment, steps, from).stacked();
          Statement.Loop swept =
              sweepIterations(
                  loop,
                  steps,
                  true,
                  k -> segments.index(tracer, segment, k, loop.descends),
                  stored,
                  bars.withFinals(next));
          return new Tracer.Iteration(
              swept.finals(), swept.totals(), List.of(), List.of(), List.of());
        });
  }

  private void finish(List<Value> starts, int[] carried, Statement.Loop made, List<Value> free) {
    for (int k = 0; k < carried.length; k++) {
      contribute(starts.get(carried[k]), made.finals().get(k));
    }
    giveTotals(free, made);
  }

  private void giveTotals(List<Value> free, Statement.Loop made) {
    for (int k = 0; k < free.size(); k++) {
      if (!made.summands().get(k).is(0)) {
        contribute(free.get(k), made.totals().get(k));
      }
    }
  }

  private void seedCarried(List<Value> nexts, int[] carried, List<Value> bars) {
    for (int k = 0; k < carried.length; k++) {
      contribute(nexts.get(carried[k]), bars.get(k));
    }
  }

  private void seedStacks(List<Value> elements, List<Value> bars, Value index) {
    for (int k = 0; k < bars.size(); k++) {
      if (bars.get(k) != null) {
        contribute(elements.get(k), tracer.slice(bars.get(k), index));
      }
    }
  }

  /** The candidate that won is computed and swept again for its index alone. */
  private void extremes(Statement.Loop loop) {
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      Value extreme = loop.extreme(k);
      if (!activity.isActive(extreme) || !adjoints.has(extreme)) {
        continue;
      }
      Value bar = adjoints.take(extreme);
      Value candidate = loop.candidates().get(k);
      Value winner = values.image(loop.extremeIndex(k));
      List<Value> free = freeNumbers(loop);
      prepareArrays(loop);
      Statement.Loop made =
          tracer.loop(
              tracer.compute(Op.INT_MIN, values.image(loop.count), Value.integer(1)),
              false,
              List.of(),
              (_, none) -> {
                values.map(loop.index(), winner);
                List<Value> ofFree = new ArrayList<>();
                inside(
                    loop.body,
                    () -> values.recall(loop, winner),
                    () -> contribute(candidate, bar),
                    free,
                    () -> null,
                    ofFree);
                return Tracer.Iteration.summing(ofFree);
              });
      giveTotals(free, made);
    }
  }

  private void repetition(Statement.While loop) {
    int[] carried = activeAmong(loop.body.parameters);
    List<Value> finalBars = takeAll(loop.finals(), carried);
    List<Value> stackBars =
        loop.stacked().stream().map(s -> isArray(s) ? adjoints.takeArray(s) : null).toList();
    List<Value> free = freeNumbers(loop);
    prepareArrays(loop);
    List<Value> entering = values.entering(loop).stacks();
    Statement.Loop made =
        tracer.loop(
            values.image(loop.iterations()),
            true,
            finalBars,
            (index, bars) -> {
              for (int k = 0; k < loop.carried(); k++) {
                values.map(loop.body.parameters.get(k), tracer.slice(entering.get(k), index));
              }
              List<Value> ofFree = new ArrayList<>();
              List<Value> ofCarried =
                  inside(
                      loop.body,
                      () -> {},
                      () -> {
                        seedCarried(loop.nexts(), carried, bars);
                        seedStacks(loop.elements(), stackBars, index);
                      },
                      free,
                      () -> takeAll(loop.body.parameters, carried),
                      ofFree);
              return new Tracer.Iteration(ofCarried, ofFree, List.of(), List.of(), List.of());
            });
    finish(loop.starts, carried, made, free);
  }

  /** Whether an adjoint comes to a statement, through its results or what it adds to. */
  private boolean matters(Statement statement) {
    return statement.results.stream().anyMatch(r -> activity.isActive(r) && adjoints.has(r))
        || hasSweptAddition(statement);
  }

  private boolean hasSweptAddition(Statement statement) {
    return switch (statement) {
      case Statement.Add add ->
          ofAccumulators.containsKey(add.accumulator) && activity.isActive(add.amount);
      case Statement.Invoke call ->
          call.arguments.stream()
              .anyMatch(a -> a.type.isAccumulator() && ofAccumulators.containsKey(a));
      default ->
          statement.blocks().stream()
              .anyMatch(b -> b.statements.stream().anyMatch(this::hasSweptAddition));
    };
  }

  private void choice(Statement.Choice choice) {
    if (!matters(choice)) {
      return;
    }
    List<Value> bars = new ArrayList<>();
    for (Value result : choice.results) {
      bars.add(
          !activity.isActive(result) || !adjoints.has(result)
              ? null
              : isArray(result) ? adjoints.takeArray(result) : adjoints.take(result));
    }
    List<Value> free = freeNumbers(choice);
    prepareArrays(choice);
    Statement.Choice made =
        tracer.choose(
            values.image(choice.condition),
            () -> branch(choice.then, bars, free),
            () -> branch(choice.otherwise, bars, free));
    for (int k = 0; k < free.size(); k++) {
      boolean none = made.then.results.get(k).is(0) && made.otherwise.results.get(k).is(0);
      if (!none) {
        contribute(free.get(k), made.results.get(k));
      }
    }
  }

  private List<Value> branch(Block block, List<Value> bars, List<Value> free) {
    List<Value> ofFree = new ArrayList<>();
    inside(block, () -> {}, () -> seed(block.results, bars), free, () -> null, ofFree);
    return ofFree;
  }

  private void call(Statement.Invoke call) {
    if (!matters(call)) {
      return;
    }
    List<Boolean> active =
        call.arguments.stream().map(a -> !a.type.isAccumulator() && activity.isActive(a)).toList();
    List<Value> arguments = new ArrayList<>();
    for (Value argument : call.arguments) {
      if (!argument.type.isAccumulator()) {
        arguments.add(values.image(argument));
      }
    }
    for (Value result : call.results) {
      if (result.type.isReal()) {
        arguments.add(adjoints.take(result));
      }
    }
    List<Value> slices = new ArrayList<>();
    for (int k = 0; k < active.size(); k++) {
      Value argument = call.arguments.get(k);
      if (active.get(k) && isArray(argument)) {
        if (argument.source() instanceof Statement.Slice) {
          Value own = tracer.accumulator(values.images(argument.extents));
          slices.add(argument);
          slices.add(own);
          arguments.add(own);
        } else {
          arguments.add(adjoints.accumulator(argument));
        }
      }
    }
    for (Value argument : call.arguments) {
      if (argument.type.isAccumulator()) {
        Value adjoint = ofAccumulators.get(argument);
        arguments.add(adjoint == null ? tracer.zeros(values.images(argument.extents)) : adjoint);
      }
    }
    List<Value> made = tracer.invoke(Reverse.of(call.function, active, routines), arguments);
    int at = call.results.size();
    for (int k = 0; k < active.size(); k++) {
      if (active.get(k) && call.arguments.get(k).type.isScalar()) {
        contribute(call.arguments.get(k), made.get(at++));
      }
    }
    for (int k = 0; k < slices.size(); k += 2) {
      adjoints.addToArray(slices.get(k), tracer.freeze(slices.get(k + 1)));
    }
  }
}
