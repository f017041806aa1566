package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a function anew with statements merged: what one loop stacks and another reads at the same
 * index passes from one to the other directly, and what both compute is computed once. So a value
 * and its adjoint come from one traversal where the adjoint does not wait for the value.
 */
final class Fusion extends Transcriber {
  private final Map<Value, Value> elements = new IdentityHashMap<>();
  private boolean merged;

  private Fusion(Tracer tracer) {
    super(tracer, v -> true);
  }

  /**
   * Writes the function into another one.
   *
   * @return whether anything was merged
   */
  static boolean write(Function function, Function into) {
    Fusion fusion = new Fusion(new Tracer(into));
    Signature.copyParameters(function.parameters(), into.body(), fusion);
    fusion.copyAll(function.body().statements);
    into.body().results.addAll(fusion.images(function.body().results));
    return fusion.merged;
  }

  @Override
  void copyAll(List<Statement> statements) {
    for (Merging.Group group : Merging.groups(statements)) {
      if (group.members().size() == 1) {
        copy(group.first());
        continue;
      }
      merged = true;
      switch (group.first()) {
        case Statement.Loop first -> loops(first, group.members());
        case Statement.Choice first -> choices(first, group.members());
        case Statement.Invoke first -> calls(first, (Statement.Invoke) group.members().get(1));
        default -> throw new IllegalStateException("merged statements of another kind");
      }
    }
  }

  @Override
  void copy(Statement statement) {
    tracer.rewrites(statement);
    switch (statement) {
      case Statement.Read read when isElement(read.array, read.at.getFirst()) -> {
        Value element = image(elements.get(read.array));
        Value[] rest = images(read.at.subList(1, read.at.size())).toArray(Value[]::new);
        map(read.result(), tracer.read(element, rest));
      }
      case Statement.Loop loop when loop.isParallel() && !loop.descends ->
          loops(loop, List.of(loop));
      case Statement.Slice slice when isElement(slice.array, slice.index) ->
          map(slice.result(), image(elements.get(slice.array)));
      default -> super.copy(statement);
    }
  }

  /** Whether it is what an earlier part of the same merged loop has just computed. */
  private boolean isElement(Value array, Value index) {
    return elements.containsKey(array)
        && index.source() == null
        && index.home().owner() instanceof Statement.Loop loop
        && loop.index() == index
        && fused == image(index);
  }

  private Value fused;

  /**
   * What merged loops give in one way, each value once; and which of it each asked for, in turn.
   */
  private static final class Given {
    final List<Value> values = new ArrayList<>();
    final List<Boolean> kinds = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();
    private int next;

    void ask(List<Value> wanted, boolean kind) {
      for (Value value : wanted) {
        int known = 0;
        while (known < values.size() && (values.get(known) != value || kinds.get(known) != kind)) {
          known++;
        }
        if (known == values.size()) {
          values.add(value);
          kinds.add(kind);
        }
        asked.add(known);
      }
    }

    boolean isShorter() {
      return values.size() < asked.size();
    }

    /** Which of the values the next one is that was asked for. */
    int take() {
      return asked.get(next++);
    }
  }

  private void loops(Statement.Loop first, List<Statement> members) {
    List<Statement.Loop> all = members.stream().map(s -> (Statement.Loop) s).toList();
    Given sums = new Given();
    Given stacks = new Given();
    Given extremes = new Given();
    Statement.Loop made =
        tracer.loop(
            image(first.count),
            false,
            List.of(),
            (index, none) -> {
              Value outside = fused;
              for (Statement.Loop loop : all) {
                map(loop.index(), index);
                fused = index;
                copyAll(loop.body.statements);
                fused = outside;
                for (int k = 0; k < loop.stacks; k++) {
                  elements.put(loop.stacked().get(k), loop.elements().get(k));
                }
                sums.ask(images(loop.summands()), false);
                stacks.ask(images(loop.elements()), false);
                for (int k = 0; k < loop.isMaximum.size(); k++) {
                  extremes.ask(List.of(image(loop.candidates().get(k))), loop.isMaximum.get(k));
                }
              }
              all.forEach(loop -> loop.stacked().forEach(elements::remove));
              return new Tracer.Iteration(
                  List.of(), sums.values, stacks.values, extremes.values, extremes.kinds);
            });
    merged |= sums.isShorter() || stacks.isShorter() || extremes.isShorter();
    for (Statement.Loop loop : all) {
      loop.totals().forEach(v -> map(v, made.totals().get(sums.take())));
      loop.stacked().forEach(v -> map(v, made.stacked().get(stacks.take())));
      for (int k = 0; k < loop.isMaximum.size(); k++) {
        int extreme = extremes.take();
        map(loop.extreme(k), made.extreme(extreme));
        map(loop.extremeIndex(k), made.extremeIndex(extreme));
      }
    }
  }

  private void choices(Statement.Choice first, List<Statement> members) {
    List<Statement.Choice> all = members.stream().map(s -> (Statement.Choice) s).toList();
    Statement.Choice made =
        tracer.choose(
            image(first.condition), () -> branches(all, true), () -> branches(all, false));
    int at = 0;
    for (Statement.Choice choice : all) {
      map(choice.results, made.results.subList(at, at + choice.results.size()));
      at += choice.results.size();
    }
  }

  private List<Value> branches(List<Statement.Choice> all, boolean then) {
    List<Value> results = new ArrayList<>();
    for (Statement.Choice choice : all) {
      Block block = then ? choice.then : choice.otherwise;
      copyAll(block.statements);
      map(choice.results, images(block.results));
      results.addAll(images(block.results));
    }
    return results;
  }

  private void calls(Statement.Invoke call, Statement.Invoke adjoint) {
    map(adjoint.results, tracer.invoke(adjoint.function, images(adjoint.arguments)));
    map(call.results, images(adjoint.results.subList(0, call.results.size())));
  }
}
