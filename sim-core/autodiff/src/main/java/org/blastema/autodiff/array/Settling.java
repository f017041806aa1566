package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a function anew without the accumulators to which a single loop adds, once to the entry of
 * every index: what is added is stacked instead.
 */
final class Settling extends Transcriber {
  /** The loop that adds to an accumulator, for those that are stacked instead. */
  private final Map<Value, Statement.Loop> loops = new IdentityHashMap<>();

  private final Map<Value, Value> amounts = new IdentityHashMap<>();
  private final Map<Value, Value> arrays = new IdentityHashMap<>();
  private boolean settled;

  private Settling(Tracer tracer) {
    super(tracer, v -> true);
  }

  /**
   * Writes the function into another one.
   *
   * @return whether anything changed
   */
  static boolean write(Function function, Function into) {
    Settling settling = new Settling(new Tracer(into));
    Signature.copyParameters(function.parameters(), into.body(), settling);
    settling.copyAll(function.body().statements);
    into.body().results.addAll(settling.images(function.body().results));
    return settling.settled;
  }

  @Override
  void copyAll(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Create create && create.result().type.rank() == 1) {
        Statement.Loop loop = onlyLoop(create.result(), statements);
        if (loop != null) {
          loops.put(create.result(), loop);
        }
      }
    }
    super.copyAll(statements);
  }

  @Override
  void copy(Statement statement) {
    switch (statement) {
      case Statement.Create create when loops.containsKey(create.result()) -> {}
      case Statement.Add add when loops.containsKey(add.accumulator) ->
          amounts.merge(add.accumulator, image(add.amount), tracer::add);
      case Statement.Freeze freeze when arrays.containsKey(freeze.accumulator) ->
          map(freeze.result(), arrays.get(freeze.accumulator));
      case Statement.Loop loop when loops.containsValue(loop) -> stacking(loop);
      default -> super.copy(statement);
    }
  }

  /** The loop that does all additions to an accumulator, if they can be stacked; else null. */
  private static Statement.Loop onlyLoop(Value accumulator, List<Statement> statements) {
    Statement.Loop only = null;
    boolean isFrozen = false;
    for (Statement statement : statements) {
      if (statement instanceof Statement.Freeze freeze && freeze.accumulator == accumulator) {
        isFrozen = true;
      } else if (Liveness.freeValues(statement).contains(accumulator)) {
        if (only != null
            || !(statement instanceof Statement.Loop loop)
            || !addsOncePerIndex(loop, accumulator)) {
          return null;
        }
        only = loop;
      }
    }
    return isFrozen ? only : null;
  }

  private static boolean addsOncePerIndex(Statement.Loop loop, Value accumulator) {
    if (!loop.isParallel() || loop.count != accumulator.extents[0]) {
      return false;
    }
    boolean adds = false;
    for (Statement statement : loop.body.statements) {
      if (statement instanceof Statement.Add add && add.accumulator == accumulator) {
        if (add.at.getFirst() != loop.index()) {
          return false;
        }
        adds = true;
      } else if (Liveness.freeValues(statement).contains(accumulator)) {
        return false;
      }
    }
    return adds;
  }

  private void stacking(Statement.Loop loop) {
    settled = true;
    Set<Value> mine = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Value> accumulators = new ArrayList<>();
    for (Statement statement : loop.body.statements) {
      if (statement instanceof Statement.Add add
          && loops.get(add.accumulator) == loop
          && mine.add(add.accumulator)) {
        accumulators.add(add.accumulator);
      }
    }
    Statement.Loop made =
        tracer.loop(
            image(loop.count),
            loop.descends,
            List.of(),
            (index, none) -> {
              map(loop.index(), index);
              copyAll(loop.body.statements);
              List<Value> elements = new ArrayList<>(images(loop.elements()));
              for (Value accumulator : accumulators) {
                Statement.Create create = (Statement.Create) accumulator.source();
                Value amount = amounts.get(accumulator);
                elements.add(
                    create.start == null
                        ? amount
                        : tracer.add(tracer.read(image(create.start), index), amount));
              }
              return new Tracer.Iteration(
                  List.of(),
                  images(loop.summands()),
                  elements,
                  images(loop.candidates()),
                  loop.isMaximum);
            });
    map(loop.totals(), made.totals());
    map(loop.stacked(), made.stacked().subList(0, loop.stacks));
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      map(loop.extreme(k), made.extreme(k));
      map(loop.extremeIndex(k), made.extremeIndex(k));
    }
    for (int k = 0; k < accumulators.size(); k++) {
      arrays.put(accumulators.get(k), made.stacked().get(loop.stacks + k));
    }
  }
}
