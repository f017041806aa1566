package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The computation of values before a reverse sweep, with what the sweep will need stored on the
 * way: what sequential loops carry from one iteration to the next; and where a loop is computed
 * again for the sake of the sweep, the numbers that loops inside of it give, so that only what is
 * cheap is computed a third time.
 */
final class Forwarding extends Transcriber {
  /**
   * What the iterations of a sequential loop begin with.
   *
   * @param stacks for each carried value an array of it at the start of every iteration, or of
   *     every segment
   * @param segments the segments, or null if every iteration is stored
   */
  record Entering(List<Value> stacks, Segments segments) {}

  /**
   * What the iterations of a parallel loop have found.
   *
   * @param numbers for results of loops inside, an array of them with one entry for an iteration
   * @param inner the same of parallel loops inside, with one more first index
   */
  private record Found(Map<Value, Value> numbers, Map<Statement.Loop, Found> inner) {
    Found() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    boolean isEmpty() {
      return numbers.isEmpty() && inner.isEmpty();
    }

    List<Value> all() {
      List<Value> all = new ArrayList<>(numbers.values());
      inner.values().forEach(f -> all.addAll(f.all()));
      return all;
    }

    /** The same with other arrays, taken in the order of {@link #all}. */
    Found with(List<Value> others) {
      return with(new ArrayList<>(others).iterator());
    }

    private Found with(Iterator<Value> others) {
      Found found = new Found();
      numbers.keySet().forEach(v -> found.numbers.put(v, others.next()));
      inner.forEach((loop, f) -> found.inner.put(loop, f.with(others)));
      return found;
    }
  }

  private final Activity activity;
  private final WithoutEffects withoutEffects;
  private final Map<Statement, Entering> entering = new IdentityHashMap<>();
  private final Map<Statement, Found> found = new IdentityHashMap<>();
  private final Map<Value, Value> given = new IdentityHashMap<>();

  /** The block that is computed again, so that additions outside of it are not to be repeated. */
  private Block repeated;

  Forwarding(Tracer tracer, Activity activity, WithoutEffects withoutEffects) {
    super(tracer, v -> true);
    this.activity = activity;
    this.withoutEffects = withoutEffects;
  }

  /** Computes a block again; gives back what {@link #endRepeating} wants. */
  Block beginRepeating(Block block) {
    Block outside = repeated;
    repeated = block;
    block.statements.forEach(found::remove);
    return outside;
  }

  void endRepeating(Block outside) {
    repeated = outside;
  }

  Entering entering(Statement loop) {
    return entering.get(loop);
  }

  /** Uses what has been found when a loop ran before, for the iteration that is computed again. */
  void recall(Statement.Loop loop, Value index) {
    Found all = found.get(loop);
    if (all != null) {
      all.numbers.forEach((number, array) -> given.put(number, tracer.read(array, index)));
      all.inner.forEach((inner, f) ->
          found.put(inner, f.with(f.all().stream().map(a -> tracer.slice(a, index)).toList())));
    }
  }

  @Override
  boolean keepsEffectOn(Value accumulator) {
    return accumulator.source() != null
        && (repeated == null || repeated.encloses(accumulator.home()));
  }

  @Override
  void copy(Statement statement) {
    tracer.rewrites(statement);
    switch (statement) {
      case Statement.Loop loop when Segments.suit(loop) && isSwept(loop) -> storingSegments(loop);
      case Statement.Loop loop when !loop.isParallel() && isSwept(loop) -> storing(loop);
      case Statement.Loop loop
          when repeated != null
              && loop.body.parent() == repeated
              && loop.isParallel()
              && activity.isAnyActive(loop.results)
              && !found.containsKey(loop) ->
          finding(loop);
      case Statement.While loop when isSwept(loop) -> storing(loop);
      case Statement.Invoke call when WithoutEffects.isIdle(call, this) ->
          map(call.results, withoutEffects.call(call, this));
      default -> super.copy(statement);
    }
    for (Value result : statement.results) {
      Value known = given.remove(result);
      if (known != null) {
        map(result, known);
      }
    }
  }

  private boolean isSwept(Statement loop) {
    return activity.isAnyActive(loop.results) || Liveness.hasEffects(loop);
  }

  // ---- parallel loops

  private void finding(Statement.Loop loop) {
    Found made = new Found();
    note(loop, copyFinding(loop, List.of(loop.body), made), made);
  }

  /** Copies a loop, with what is found stacked after what it stacks itself. */
  private Statement.Loop copyFinding(Statement.Loop loop, List<Block> around, Found into) {
    return tracer.loop(
        image(loop.count),
        loop.descends,
        List.of(),
        (index, none) -> {
          map(loop.index(), index);
          for (Statement statement : loop.body.statements) {
            if (statement instanceof Statement.Loop inner && isWorthFinding(inner, around)) {
              List<Block> more = new ArrayList<>(around);
              more.add(inner.body);
              Found ofInner = new Found();
              Statement.Loop made = copyFinding(inner, more, ofInner);
              note(inner, made, ofInner);
              found.remove(inner);
              if (!ofInner.isEmpty()) {
                into.inner.put(inner, ofInner.with(foundBy(inner, made, ofInner)));
              }
            } else {
              copy(statement);
            }
            if (statement instanceof Statement.Loop) {
              statement.results.stream()
                  .filter(r -> r.type.isScalar() && r.type.kind() != Kind.TRUTH)
                  .forEach(r -> into.numbers.put(r, image(r)));
            }
          }
          List<Value> elements = new ArrayList<>(images(loop.elements()));
          elements.addAll(into.all());
          return new Tracer.Iteration(
              List.of(),
              images(loop.summands()),
              elements,
              images(loop.candidates()),
              loop.isMaximum);
        });
  }

  /** Whether what a loop inside finds can be stacked outside of all the loops around it. */
  private boolean isWorthFinding(Statement.Loop inner, List<Block> around) {
    return inner.isParallel()
        && activity.isAnyActive(inner.results)
        && (inner.count.isConstant()
            || around.stream().noneMatch(b -> b.encloses(inner.count.home())));
  }

  private void note(Statement.Loop loop, Statement.Loop made, Found all) {
    map(loop.totals(), made.totals());
    map(loop.stacked(), made.stacked().subList(0, loop.stacks));
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      map(loop.extreme(k), made.extreme(k));
      map(loop.extremeIndex(k), made.extremeIndex(k));
    }
    if (!all.isEmpty()) {
      found.put(loop, all.with(foundBy(loop, made, all)));
    }
  }

  private static List<Value> foundBy(Statement.Loop loop, Statement.Loop made, Found all) {
    return made.stacked().subList(loop.stacks, loop.stacks + all.all().size());
  }

  // ---- sequential loops

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
                  runSegment(loop, segments, segment, steps, carried).finals(), carried);
            });
    Value rest = segments.steps(tracer, last);
    map(loop.finals(), runSegment(loop, segments, last, rest, made.finals()).finals());
    entering.put(loop, new Entering(made.stacked(), segments));
  }

  /** Runs a segment from what enters it, with what enters its iterations stacked. */
  Statement.Loop runSegment(
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
              return joined(joined(images(loop.nexts()), images(loop.elements())), carried);
            });
    map(loop.finals(), made.finals());
    map(loop.iterations(), made.iterations());
    int plain = loop.stacked().size();
    map(loop.stacked(), made.stacked().subList(0, plain));
    entering.put(loop, new Entering(made.stacked().subList(plain, made.stacked().size()), null));
  }

  private static List<Value> joined(List<Value> first, List<Value> second) {
    List<Value> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
