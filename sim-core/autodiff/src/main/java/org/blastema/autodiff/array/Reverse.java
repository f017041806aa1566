package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Reverse mode: writes a function that computes adjoints of parameters from adjoints of results.
 *
 * <p>A block is computed forward, then swept backward. The inside of a loop is computed again, one
 * iteration at a time, when the sweep gets there, so it needs no tape; a sequential loop stores
 * what it carries at the start of every iteration (Schenck, Rønning, Henriksen and Oancea, AD for
 * an array language with nested parallelism, 2022). Adjoints of arrays are accumulators, whose
 * additions are linear and can be differentiated again.
 */
final class Reverse {
  /** Derivatives of routines that have been begun, so that recursion finds its own. */
  record Routines(Map<List<Object>, Function> known, Map<Function, Function> withoutEffects) {
    Routines() {
      this(new HashMap<>(), new HashMap<>());
    }
  }

  /**
   * What the iterations of a sequential loop begin with.
   *
   * @param stacks for each carried value an array of it at the start of every iteration, or of every
   *     segment
   * @param segments the segments, or null if every iteration is stored
   */
  private record Entering(List<Value> stacks, Segments segments) {}

  private final Tracer tracer;
  private final Activity activity;
  private final Guards guards;
  private final Routines routines;
  private final Forwarding values;
  private final Adjoints adjoints;
  private final Map<Value, Value> ofAccumulators = new IdentityHashMap<>();

  private Reverse(Tracer tracer, Activity activity, Guards guards, Routines routines) {
    this.tracer = tracer;
    this.activity = activity;
    this.guards = guards;
    this.routines = routines;
    this.values = new Forwarding();
    this.adjoints = new Adjoints(tracer, values);
  }

  /** The computation of values, with what a sweep will need stored on the way. */
  private final class Forwarding extends Transcriber {
    private final Map<Statement, Entering> entering = new IdentityHashMap<>();

    /** The block that is computed again, so that additions outside of it are not to be repeated. */
    private Block repeated;

    Forwarding() {
      super(Reverse.this.tracer, v -> true);
    }

    @Override
    boolean keepsEffectOn(Value accumulator) {
      return accumulator.source() != null
          && (repeated == null || repeated.encloses(accumulator.home()));
    }

    @Override
    void copy(Statement statement) {
      switch (statement) {
        case Statement.Loop loop when Segments.suit(loop) && isSwept(loop) ->
            storingSegments(loop);
        case Statement.Loop loop when !loop.isParallel() && isSwept(loop) -> storing(loop);
        case Statement.While loop when isSwept(loop) -> storing(loop);
        case Statement.Invoke call
            when call.function.hasEffects()
                && call.arguments.stream()
                    .noneMatch(a -> a.type.isAccumulator() && keepsEffectOn(a)) ->
            map(
                call.results,
                tracer.invoke(
                    withoutEffects(call.function),
                    images(
                        call.arguments.stream()
                            .filter(a -> !a.type.isAccumulator())
                            .toList())));
        default -> super.copy(statement);
      }
    }

    private boolean isSwept(Statement loop) {
      return activity.isAnyActive(loop.results) || Liveness.hasEffects(loop);
    }

    private void storing(Statement.Loop loop) {
      Statement.Loop made =
          tracer.loop(
              image(loop.count),
              loop.descends,
              images(loop.starts),
              (index, carried) -> {
                map(loop.index(), index);
                map(loop.carriedParameters(), carried);
                copyAll(loop.body.statements);
                return new Tracer.Iteration(
                    images(loop.nexts()),
                    images(loop.summands()),
                    joined(images(loop.elements()), carried),
                    images(loop.candidates()),
                    loop.isMaximum);
              });
      map(loop.finals(), made.finals());
      map(loop.totals(), made.totals());
      map(loop.stacked(), made.stacked().subList(0, loop.stacks));
      for (int k = 0; k < loop.isMaximum.size(); k++) {
        map(loop.extreme(k), made.extreme(k));
        map(loop.extremeIndex(k), made.extremeIndex(k));
      }
      entering.put(loop, new Entering(made.stacked().subList(loop.stacks, made.stacks), null));
    }

    /** Stores what enters each segment; the last segment is run for its results alone. */
    private void storingSegments(Statement.Loop loop) {
      Segments segments = Segments.of(tracer, image(loop.count), images(loop.starts));
      Value last = tracer.compute(Op.INT_SUBTRACT, segments.number(), Value.integer(1));
      Statement.Loop made =
          tracer.loop(
              segments.number(),
              false,
              images(loop.starts),
              (segment, carried) -> {
                Value steps =
                    tracer.compute(
                        Op.INT_SELECT,
                        tracer.compute(Op.INT_EQUAL, segment, last),
                        Value.integer(0),
                        segments.length());
                return Tracer.Iteration.carrying(
                    run(loop, segments, segment, steps, carried).finals(), carried);
              });
      Value rest = segments.steps(tracer, last);
      map(loop.finals(), run(loop, segments, last, rest, made.finals()).finals());
      entering.put(loop, new Entering(made.stacked(), segments));
    }

    private Statement.Loop run(
        Statement.Loop loop, Segments segments, Value segment, Value steps, List<Value> from) {
      return tracer.loop(
          steps,
          false,
          from,
          (k, carried) -> {
            map(loop.index(), segments.index(tracer, segment, k, loop.descends));
            map(loop.carriedParameters(), carried);
            copyAll(loop.body.statements);
            return Tracer.Iteration.carrying(images(loop.nexts()), carried);
          });
    }

    private void storing(Statement.While loop) {
      Statement.While made =
          tracer.repeat(
              images(loop.starts),
              tested -> {
                map(loop.test.parameters, tested);
                copyAll(loop.test.statements);
                return images(loop.test.results);
              },
              carried -> {
                map(loop.body.parameters, carried);
                copyAll(loop.body.statements);
                return joined(
                    joined(images(loop.nexts()), images(loop.elements())), carried);
              });
      map(loop.finals(), made.finals());
      map(loop.iterations(), made.iterations());
      int plain = loop.stacked().size();
      map(loop.stacked(), made.stacked().subList(0, plain));
      entering.put(
          loop, new Entering(made.stacked().subList(plain, made.stacked().size()), null));
    }
  }

  /**
   * The function of the adjoints.
   *
   * <p>Its parameters: those of the original that are no accumulators; for each result that is
   * active its adjoint; for each active array parameter an accumulator for its adjoint; for each
   * accumulator parameter the adjoint of what it holds in the end. Its results: those of the
   * original; the adjoints of the active parameters that are numbers.
   */
  static Function of(Function function, List<Boolean> active, Routines routines) {
    List<Object> key = List.of(function, active);
    Function known = routines.known.get(key);
    if (known != null) {
      return known;
    }
    List<Type> types = new ArrayList<>(function.resultTypes());
    for (int k = 0; k < active.size(); k++) {
      Type type = function.parameters().get(k).type;
      if (active.get(k) && type.isScalar()) {
        types.add(type);
      }
    }
    Function made = new Function(function.name() + "*", types);
    routines.known.put(key, made);
    Reverse reverse =
        new Reverse(
            new Tracer(made), Activity.of(function, active), Guards.of(function), routines);
    reverse.writeRoutine(function, active, made);
    made.setAdjointOf(function);
    made.become(Function.optimized(made));
    return made;
  }

  private void writeRoutine(Function function, List<Boolean> active, Function made) {
    List<Value> parameters = function.parameters();
    Block body = made.body();
    for (Value parameter : parameters) {
      if (!parameter.type.isAccumulator()) {
        Signature.copyParameter(parameter, body, values);
      }
    }
    List<Value> seeds = new ArrayList<>();
    for (Type type : function.resultTypes()) {
      seeds.add(type.isReal() ? body.parameter(type) : null);
    }
    for (int k = 0; k < active.size(); k++) {
      Value parameter = parameters.get(k);
      if (active.get(k) && isArray(parameter)) {
        Value accumulator =
            body.parameter(
                Type.accumulator(parameter.type.rank()), values.images(parameter.extents));
        adjoints.accumulate(parameter, accumulator);
      }
    }
    for (Value parameter : parameters) {
      if (parameter.type.isAccumulator()) {
        ofAccumulators.put(
            parameter,
            body.parameter(
                Type.array(Kind.REAL, parameter.type.rank()),
                values.images(parameter.extents)));
      }
    }
    values.copyAll(function.body().statements);
    seed(function.body().results, seeds);
    sweep(function.body().statements);
    body.results.addAll(values.images(function.body().results));
    for (int k = 0; k < active.size(); k++) {
      if (active.get(k) && parameters.get(k).type.isScalar()) {
        body.results.add(adjoints.take(parameters.get(k)));
      }
    }
  }

  private static boolean isArray(Value value) {
    return !value.type.isScalar() && !value.type.isAccumulator();
  }

  /**
   * The function of the adjoints of a formula: takes all parameters, then the adjoint of every
   * result that is real, unless there is only one and it is a number, whose adjoint is 1.
   *
   * @param isGradient whether the only result has the adjoint 1
   * @param withValues whether the results come before the adjoints of the active parameters
   */
  static Function ofFormula(
      Function function, List<Boolean> active, boolean isGradient, boolean withValues) {
    Function made = new Function(function.name() + "*", List.of());
    Reverse reverse =
        new Reverse(
            new Tracer(made),
            Activity.of(function, active),
            Guards.of(function),
            new Routines());
    reverse.writeFormula(function, active, isGradient, withValues, made);
    return made;
  }

  private void writeFormula(
      Function function,
      List<Boolean> active,
      boolean isGradient,
      boolean withValues,
      Function made) {
    Block body = made.body();
    Signature.copyParameters(function.parameters(), body, values);
    List<Value> results = function.body().results;
    List<Value> given =
        isGradient
            ? List.of(Value.real(1))
            : results.stream().map(r -> seedParameter(r, body)).toList();
    values.copyAll(function.body().statements);
    List<Value> seeds = new ArrayList<>();
    for (int k = 0; k < results.size(); k++) {
      Value seed = given.get(k);
      seeds.add(
          seed == null || seed.type.isScalar()
              ? seed
              : tracer.withExtents(seed, values.images(results.get(k).extents)));
    }
    seed(results, seeds);
    sweep(function.body().statements);
    if (withValues) {
      body.results.addAll(values.images(results));
    }
    for (int k = 0; k < active.size(); k++) {
      if (active.get(k)) {
        body.results.add(takeOrZero(function.parameters().get(k)));
      }
    }
  }

  /** The parameter for a result's adjoint; it has the result's extents if they are known so far. */
  private Value seedParameter(Value result, Block body) {
    if (!result.type.isReal()) {
      return null;
    }
    boolean known =
        List.of(result.extents).stream().allMatch(e -> e.isConstant() || e.source() == null);
    return Signature.addParameter(
        body, result.type, known ? values.images(result.extents) : null);
  }

  private Value takeOrZero(Value value) {
    if (value.type.isScalar()) {
      return adjoints.take(value);
    }
    Value adjoint = adjoints.takeArray(value);
    return adjoint == null ? tracer.zeros(values.images(value.extents)) : adjoint;
  }

  // ---- seeds

  private void seed(List<Value> of, List<Value> seeds) {
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

  private void sweep(List<Statement> statements) {
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
          contribute(
              add.amount, tracer.read(adjoint, values.images(add.at).toArray(Value[]::new)));
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
   * @param begin gives the adjoints of the block's results to them
   */
  private <T> T inside(
      Block block, Runnable begin, List<Value> free, Supplier<T> end, List<Value> given) {
    Map<Value, Value> outside = adjoints.enter();
    Block repeatedOutside = values.repeated;
    values.repeated = block;
    values.copyAll(block.statements);
    begin.run();
    sweep(block.statements);
    T result = end.get();
    free.forEach(v -> given.add(adjoints.take(v)));
    values.repeated = repeatedOutside;
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
    Entering entering = values.entering.get(loop);
    Statement.Loop made;
    if (entering == null || entering.segments == null) {
      List<Value> stacks = entering == null ? List.of() : entering.stacks;
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
          sweepSegments(
              loop, entering, new Bars(carried, finalBars, totalBars, stackBars, free));
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

  /** From the last segment to the first: runs it again with every iteration stored, and sweeps it. */
  private Statement.Loop sweepSegments(Statement.Loop loop, Entering entering, Bars bars) {
    Segments segments = entering.segments;
    return tracer.loop(
        segments.number(),
        true,
        bars.finals,
        (segment, next) -> {
          Value steps = segments.steps(tracer, segment);
          List<Value> from =
              entering.stacks.stream().map(s -> tracer.slice(s, segment)).toList();
          List<Value> stored =
              values.run(loop, segments, segment, steps, from).stacked();
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

  private void finish(
      List<Value> starts, int[] carried, Statement.Loop made, List<Value> free) {
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
                    loop.body, () -> contribute(candidate, bar), free, () -> null, ofFree);
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
    List<Value> entering = values.entering.get(loop).stacks;
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
                      () -> {
                        seedCarried(loop.nexts(), carried, bars);
                        seedStacks(loop.elements(), stackBars, index);
                      },
                      free,
                      () -> takeAll(loop.body.parameters, carried),
                      ofFree);
              return new Tracer.Iteration(
                  ofCarried, ofFree, List.of(), List.of(), List.of());
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
    inside(block, () -> seed(block.results, bars), free, () -> null, ofFree);
    return ofFree;
  }

  private void call(Statement.Invoke call) {
    if (!matters(call)) {
      return;
    }
    List<Boolean> active =
        call.arguments.stream()
            .map(a -> !a.type.isAccumulator() && activity.isActive(a))
            .toList();
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
        arguments.add(
            adjoint == null ? tracer.zeros(values.images(argument.extents)) : adjoint);
      }
    }
    List<Value> made = tracer.invoke(of(call.function, active, routines), arguments);
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

  /** The same routine without the accumulators that it adds to. */
  private Function withoutEffects(Function function) {
    Function known = routines.withoutEffects.get(function);
    if (known != null) {
      return known;
    }
    Function made = new Function(function.name() + " alone", function.resultTypes());
    routines.withoutEffects.put(function, made);
    new Effectless(made, function).write();
    return made;
  }

  private final class Effectless extends Transcriber {
    private final Function made;
    private final Function function;

    Effectless(Function made, Function function) {
      super(new Tracer(made), v -> true);
      this.made = made;
      this.function = function;
    }

    void write() {
      for (Value parameter : function.parameters()) {
        if (!parameter.type.isAccumulator()) {
          Signature.copyParameter(parameter, made.body(), this);
        }
      }
      copyAll(function.body().statements);
      made.body().results.addAll(images(function.body().results));
    }

    @Override
    boolean keepsEffectOn(Value accumulator) {
      return accumulator.source() != null;
    }

    @Override
    void copy(Statement statement) {
      if (statement instanceof Statement.Invoke call
          && call.function.hasEffects()
          && call.arguments.stream().noneMatch(a -> a.type.isAccumulator() && keepsEffectOn(a))) {
        map(
            call.results,
            tracer.invoke(
                withoutEffects(call.function),
                images(
                    call.arguments.stream().filter(a -> !a.type.isAccumulator()).toList())));
      } else {
        super.copy(statement);
      }
    }
  }

  private static List<Value> joined(List<Value> first, List<Value> second) {
    List<Value> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
