package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Forward mode: writes a function that computes tangents next to values (Griewank and Walther,
 * Evaluating Derivatives, section 3.1). An active loop carries, sums and stacks tangents as well.
 */
final class Forward {
  /** Derivatives of routines that have been begun, so that recursion finds its own. */
  record Routines(Map<List<Object>, Function> known) {
    Routines() {
      this(new HashMap<>());
    }
  }

  private final Tracer tracer;
  private final Activity activity;
  private final Repeating values;
  private final Routines routines;
  private final Map<Value, Value> tangents = new IdentityHashMap<>();

  private Forward(Tracer tracer, Activity activity, Routines routines) {
    this.tracer = tracer;
    this.activity = activity;
    this.values = new Repeating(tracer);
    this.routines = routines;
  }

  /** The computation of values, some of them once more for the sake of tangents. */
  private static final class Repeating extends Transcriber {
    /** The block that is computed again, so that additions outside of it are not to be repeated. */
    private Block repeated;

    Repeating(Tracer tracer) {
      super(tracer, v -> true);
    }

    @Override
    boolean keepsEffectOn(Value accumulator) {
      return repeated == null || repeated.encloses(accumulator.home());
    }
  }

  /**
   * A function that takes all parameters, then the tangents of the active ones, and gives all
   * results, then the tangents of those that are numbers.
   */
  static Function of(Function function, List<Boolean> active, Routines routines) {
    List<Object> key = List.of(function, active);
    Function known = routines.known.get(key);
    if (known != null) {
      return known;
    }
    List<Type> types = new ArrayList<>(function.resultTypes());
    function.resultTypes().stream().filter(Type::isReal).forEach(types::add);
    Function made = new Function(function.name() + "'", types);
    routines.known.put(key, made);
    Forward forward = new Forward(new Tracer(made), Activity.of(function, active), routines);
    forward.declare(function, active, made.body(), false);
    forward.write(function, made.body(), true);
    made.become(Function.optimized(made));
    return made;
  }

  /**
   * The same for a formula, whose parameters come after their extents.
   *
   * @param withValues whether the results come before their tangents
   */
  static Function ofFormula(Function function, List<Boolean> active, boolean withValues) {
    Function made = new Function(function.name() + "'", List.of());
    Forward forward = new Forward(new Tracer(made), Activity.of(function, active), new Routines());
    forward.declare(function, active, made.body(), true);
    forward.write(function, made.body(), withValues);
    return made;
  }

  private void declare(Function function, List<Boolean> active, Block body, boolean afterExtents) {
    Signature.copyParameters(function.parameters(), body, values);
    for (int k = 0; k < active.size(); k++) {
      Value parameter = function.parameters().get(k);
      if (active.get(k)) {
        Value[] extents = values.images(parameter.extents);
        tangents.put(
            parameter,
            afterExtents
                ? Signature.addParameter(body, parameter.type, extents)
                : body.parameter(parameter.type, extents));
      }
    }
  }

  private void write(Function function, Block body, boolean withValues) {
    all(function.body().statements);
    List<Value> results = function.body().results;
    if (withValues) {
      body.results.addAll(values.images(results));
    }
    results.stream().filter(r -> r.type.isReal()).forEach(r -> body.results.add(tangentOrZero(r)));
  }

  private void all(List<Statement> statements) {
    statements.forEach(this::step);
  }

  private Value tangentOrZero(Value value) {
    Value tangent = tangents.get(value);
    if (tangent != null) {
      return tangent;
    }
    return tracer.zeros(values.images(value.extents));
  }

  private List<Value> tangentsOf(List<Value> of) {
    return of.stream().map(this::tangentOrZero).toList();
  }

  private void step(Statement statement) {
    tracer.rewrites(statement);
    switch (statement) {
      case Statement.Compute c -> {
        values.copy(c);
        if (activity.isActive(c.result())) {
          tangents.put(c.result(), ofOperation(c));
        }
      }
      case Statement.Read read -> {
        values.copy(read);
        if (tangents.containsKey(read.array)) {
          tangents.put(
              read.result(),
              tracer.read(tangents.get(read.array), values.images(read.at).toArray(Value[]::new)));
        }
      }
      case Statement.Slice slice -> {
        values.copy(slice);
        if (tangents.containsKey(slice.array)) {
          tangents.put(
              slice.result(), tracer.slice(tangents.get(slice.array), values.image(slice.index)));
        }
      }
      case Statement.Loop loop -> loop(loop);
      case Statement.While loop -> repeat(loop);
      case Statement.Choice choice -> choose(choice);
      case Statement.Invoke call -> invoke(call);
      case Statement.Create create -> {
        values.copy(create);
        if (activity.isActive(create.result())) {
          tangents.put(
              create.result(),
              create.start == null || !tangents.containsKey(create.start)
                  ? tracer.accumulator(values.images(create.result().extents))
                  : tracer.accumulatorOf(tangents.get(create.start)));
        }
      }
      case Statement.Add add -> {
        values.copy(add);
        if (tangents.containsKey(add.amount)) {
          tracer.addTo(
              tangents.get(add.accumulator), values.images(add.at), tangents.get(add.amount));
        }
      }
      case Statement.Freeze freeze -> {
        values.copy(freeze);
        if (activity.isActive(freeze.accumulator)) {
          tangents.put(freeze.result(), tracer.freeze(tangents.get(freeze.accumulator)));
        }
      }
    }
  }

  private Value ofOperation(Statement.Compute c) {
    List<Value> x = values.images(c.arguments);
    if (c.op == Op.SELECT) {
      return tracer.compute(
          Op.SELECT, x.getFirst(), tangentOrZero(c.argument(1)), tangentOrZero(c.argument(2)));
    }
    Value sum = Value.real(0);
    for (int k = 0; k < x.size(); k++) {
      Value moving = tangents.get(c.argument(k));
      if (moving == null) {
        continue;
      }
      sum =
          tracer.add(
              sum,
              switch (c.op) {
                case GATED_PRODUCT ->
                    k == 0
                        ? tracer.compute(Op.GATED_PRODUCT, moving, x.get(1))
                        : tracer.compute(Op.GATED_PRODUCT, x.get(0), moving);
                case MASKED_PRODUCT -> tracer.compute(Op.MASKED_PRODUCT, moving, x.get(1 - k));
                default ->
                    tracer.compute(
                        Partials.mayBeInfinite(c.op) ? Op.GATED_PRODUCT : Op.MULTIPLY,
                        moving,
                        Partials.of(tracer, c, values.image(c.result()), x, k));
              });
    }
    return sum;
  }

  private int[] activeAmong(List<Value> list) {
    return IntStream.range(0, list.size()).filter(k -> activity.isActive(list.get(k))).toArray();
  }

  private static List<Value> pick(List<Value> list, int[] which) {
    return IntStream.of(which).mapToObj(list::get).toList();
  }

  private static List<Value> joined(List<Value> first, List<Value> second) {
    List<Value> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private void note(List<Value> of, List<Value> are) {
    for (int k = 0; k < of.size(); k++) {
      tangents.put(of.get(k), are.get(k));
    }
  }

  /**
   * Values first and tangents in a loop of their own, so that many directions share the values.
   * Where there is one direction only, the loops are merged again.
   */
  private void parallelLoop(Statement.Loop loop) {
    values.copy(loop);
    int[] sums = activeAmong(loop.totals());
    int[] stacks = activeAmong(loop.stacked());
    boolean adds =
        Liveness.freeValues(loop).stream()
            .anyMatch(v -> v.type.isAccumulator() && activity.isActive(v));
    if (sums.length + stacks.length > 0 || adds) {
      Block outside = values.repeated;
      Statement.Loop made =
          tracer.loop(
              values.image(loop.count),
              loop.descends,
              List.of(),
              (index, none) -> {
                values.map(loop.index(), index);
                values.repeated = loop.body;
                all(loop.body.statements);
                values.repeated = outside;
                return new Tracer.Iteration(
                    List.of(),
                    tangentsOf(pick(loop.summands(), sums)),
                    tangentsOf(pick(loop.elements(), stacks)),
                    List.of(),
                    List.of());
              });
      note(pick(loop.totals(), sums), made.totals());
      note(pick(loop.stacked(), stacks), made.stacked());
    }
    tangentsOfExtremes(loop);
  }

  private static boolean callsWithEffects(Block block) {
    return block.statements.stream()
        .anyMatch(s ->
            (s instanceof Statement.Invoke call && call.function.hasEffects())
                || s.blocks().stream().anyMatch(Forward::callsWithEffects));
  }

  private void loop(Statement.Loop loop) {
    if (loop.isParallel() && !callsWithEffects(loop.body)) {
      parallelLoop(loop);
      return;
    }
    int[] carried = activeAmong(loop.carriedParameters());
    int[] sums = activeAmong(loop.totals());
    int[] stacks = activeAmong(loop.stacked());
    Statement.Loop made =
        tracer.loop(
            values.image(loop.count),
            loop.descends,
            joined(values.images(loop.starts), tangentsOf(pick(loop.starts, carried))),
            (index, inside) -> {
              values.map(loop.index(), index);
              values.map(loop.carriedParameters(), inside.subList(0, loop.carried()));
              note(
                  pick(loop.carriedParameters(), carried),
                  inside.subList(loop.carried(), inside.size()));
              all(loop.body.statements);
              return new Tracer.Iteration(
                  joined(values.images(loop.nexts()), tangentsOf(pick(loop.nexts(), carried))),
                  joined(values.images(loop.summands()), tangentsOf(pick(loop.summands(), sums))),
                  joined(values.images(loop.elements()), tangentsOf(pick(loop.elements(), stacks))),
                  values.images(loop.candidates()),
                  loop.isMaximum);
            });
    values.map(loop.finals(), made.finals().subList(0, loop.carried()));
    note(pick(loop.finals(), carried), made.finals().subList(loop.carried(), made.carried()));
    values.map(loop.totals(), made.totals().subList(0, loop.sums));
    note(pick(loop.totals(), sums), made.totals().subList(loop.sums, made.sums));
    values.map(loop.stacked(), made.stacked().subList(0, loop.stacks));
    note(pick(loop.stacked(), stacks), made.stacked().subList(loop.stacks, made.stacks));
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      values.map(loop.extreme(k), made.extreme(k));
      values.map(loop.extremeIndex(k), made.extremeIndex(k));
    }
    tangentsOfExtremes(loop);
  }

  private void tangentsOfExtremes(Statement.Loop loop) {
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      if (activity.isActive(loop.extreme(k))) {
        tangents.put(loop.extreme(k), ofExtreme(loop, k));
      }
    }
  }

  /** The tangent of the candidate that won, computed again for its index alone. */
  private Value ofExtreme(Statement.Loop loop, int k) {
    Value winner = values.image(loop.extremeIndex(k));
    return tracer
        .loop(
            tracer.compute(Op.INT_MIN, values.image(loop.count), Value.integer(1)),
            false,
            List.of(),
            (_, none) -> {
              Block outside = values.repeated;
              values.map(loop.index(), winner);
              values.repeated = loop.body;
              all(loop.body.statements);
              values.repeated = outside;
              return Tracer.Iteration.summing(List.of(tangentOrZero(loop.candidates().get(k))));
            })
        .totals()
        .getFirst();
  }

  private void repeat(Statement.While loop) {
    int[] carried = activeAmong(loop.body.parameters);
    int[] stacks = activeAmong(loop.stacked());
    Statement.While made =
        tracer.repeat(
            joined(values.images(loop.starts), tangentsOf(pick(loop.starts, carried))),
            tested -> {
              values.map(loop.test.parameters, tested.subList(0, loop.carried()));
              values.copyAll(loop.test.statements);
              return values.images(loop.test.results);
            },
            inside -> {
              values.map(loop.body.parameters, inside.subList(0, loop.carried()));
              note(
                  pick(loop.body.parameters, carried),
                  inside.subList(loop.carried(), inside.size()));
              all(loop.body.statements);
              List<Value> out =
                  joined(values.images(loop.nexts()), tangentsOf(pick(loop.nexts(), carried)));
              out.addAll(values.images(loop.elements()));
              out.addAll(tangentsOf(pick(loop.elements(), stacks)));
              return out;
            });
    values.map(loop.finals(), made.finals().subList(0, loop.carried()));
    note(pick(loop.finals(), carried), made.finals().subList(loop.carried(), made.carried()));
    values.map(loop.iterations(), made.iterations());
    int plain = loop.stacked().size();
    values.map(loop.stacked(), made.stacked().subList(0, plain));
    note(pick(loop.stacked(), stacks), made.stacked().subList(plain, made.stacked().size()));
  }

  private void choose(Statement.Choice choice) {
    int[] active = activeAmong(choice.results);
    Statement.Choice made =
        tracer.choose(
            values.image(choice.condition),
            () -> branch(choice.then, active),
            () -> branch(choice.otherwise, active));
    int plain = choice.results.size();
    values.map(choice.results, made.results.subList(0, plain));
    note(pick(choice.results, active), made.results.subList(plain, made.results.size()));
  }

  private List<Value> branch(Block block, int[] active) {
    all(block.statements);
    return joined(values.images(block.results), tangentsOf(pick(block.results, active)));
  }

  private void invoke(Statement.Invoke call) {
    if (!activity.isAnyActive(call.arguments)) {
      values.copy(call);
      return;
    }
    List<Boolean> active = call.arguments.stream().map(activity::isActive).toList();
    List<Value> arguments = values.images(call.arguments);
    List<Value> all = new ArrayList<>(arguments);
    call.arguments.stream().filter(activity::isActive).forEach(a -> all.add(tangentOrZero(a)));
    List<Value> made = tracer.invoke(of(call.function, active, routines), all);
    int plain = call.results.size();
    values.map(call.results, made.subList(0, plain));
    note(
        call.results.stream().filter(r -> r.type.isReal()).toList(),
        made.subList(plain, made.size()));
  }
}
