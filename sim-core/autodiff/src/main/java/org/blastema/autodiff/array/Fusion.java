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
    switch (statement) {
      case Statement.Read read when isElement(read.array, read.at.getFirst()) -> {
        Value element = image(elements.get(read.array));
        Value[] rest = images(read.at.subList(1, read.at.size())).toArray(Value[]::new);
        map(read.result(), tracer.read(element, rest));
      }
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

  private void loops(Statement.Loop first, List<Statement> members) {
    List<Statement.Loop> all = members.stream().map(s -> (Statement.Loop) s).toList();
    Statement.Loop made =
        tracer.loop(
            image(first.count),
            false,
            List.of(),
            (index, none) -> {
              Value outside = fused;
              List<Value> summands = new ArrayList<>();
              List<Value> stacked = new ArrayList<>();
              List<Value> candidates = new ArrayList<>();
              List<Boolean> isMaximum = new ArrayList<>();
              for (Statement.Loop loop : all) {
                map(loop.index(), index);
                fused = index;
                copyAll(loop.body.statements);
                fused = outside;
                for (int k = 0; k < loop.stacks; k++) {
                  elements.put(loop.stacked().get(k), loop.elements().get(k));
                }
                summands.addAll(images(loop.summands()));
                stacked.addAll(images(loop.elements()));
                candidates.addAll(images(loop.candidates()));
                isMaximum.addAll(loop.isMaximum);
              }
              all.forEach(loop -> loop.stacked().forEach(elements::remove));
              return new Tracer.Iteration(List.of(), summands, stacked, candidates, isMaximum);
            });
    int total = 0;
    int stack = 0;
    int extreme = 0;
    for (Statement.Loop loop : all) {
      map(loop.totals(), made.totals().subList(total, total + loop.sums));
      map(loop.stacked(), made.stacked().subList(stack, stack + loop.stacks));
      total += loop.sums;
      stack += loop.stacks;
      for (int k = 0; k < loop.isMaximum.size(); k++, extreme++) {
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
