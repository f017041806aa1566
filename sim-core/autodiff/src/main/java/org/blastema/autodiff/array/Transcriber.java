package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Writes statements of one program into another, without what is not kept. */
class Transcriber {
  final Tracer tracer;
  private final Predicate<Value> keeps;
  private final Map<Value, Value> images = new IdentityHashMap<>();

  /**
   * A transcriber.
   *
   * @param keeps whether a result of a statement is wanted; effects are judged by the accumulator
   */
  Transcriber(Tracer tracer, Predicate<Value> keeps) {
    this.tracer = tracer;
    this.keeps = keeps;
  }

  /** What a value has become. */
  Value image(Value value) {
    if (value.isConstant()) {
      return value;
    }
    Value image = images.get(value);
    if (image == null) {
      throw new IllegalStateException("a value is used before it is computed");
    }
    return image;
  }

  List<Value> images(List<Value> values) {
    return values.stream().map(this::image).toList();
  }

  Value[] images(Value... values) {
    return images(List.of(values)).toArray(Value[]::new);
  }

  void map(Value value, Value image) {
    images.put(value, image);
  }

  void map(List<Value> values, List<Value> into) {
    for (int k = 0; k < values.size(); k++) {
      map(values.get(k), into.get(k));
    }
  }

  void copyAll(List<Statement> statements) {
    statements.forEach(this::copy);
  }

  /** Writes a statement, if anything of it is kept. */
  void copy(Statement statement) {
    tracer.rewrites(statement);
    switch (statement) {
      case Statement.Add add -> {
        if (keepsEffectOn(add.accumulator)) {
          tracer.addTo(image(add.accumulator), images(add.at), image(add.amount));
        }
      }
      case Statement.Loop loop -> copyLoop(loop);
      case Statement.While loop -> copyWhile(loop);
      case Statement.Choice choice -> copyChoice(choice);
      case Statement.Invoke call -> copyInvoke(call);
      default -> {
        if (keeps.test(statement.result())) {
          map(statement.result(), copySimple(statement));
        }
      }
    }
  }

  private Value copySimple(Statement statement) {
    return switch (statement) {
      case Statement.Compute c ->
          tracer.compute(c.op, c.number, images(c.arguments).toArray(Value[]::new));
      case Statement.Read read ->
          tracer.read(image(read.array), images(read.at).toArray(Value[]::new));
      case Statement.Slice slice -> tracer.slice(image(slice.array), image(slice.index));
      case Statement.Create create ->
          create.start == null
              ? tracer.accumulator(images(create.result().extents))
              : tracer.accumulatorOf(image(create.start));
      case Statement.Freeze freeze -> tracer.freeze(image(freeze.accumulator));
      default -> throw new IllegalStateException("not a simple statement");
    };
  }

  /** Whether additions to an accumulator are to be done. */
  boolean keepsEffectOn(Value accumulator) {
    return keeps.test(accumulator);
  }

  private boolean keepsAny(Statement statement) {
    return statement.results.stream().anyMatch(keeps)
        || (Liveness.hasEffects(statement)
            && Liveness.freeValues(statement).stream()
                .anyMatch(v -> v.type.isAccumulator() && keepsEffectOn(v)));
  }

  private void copyLoop(Statement.Loop loop) {
    if (!keepsAny(loop)) {
      return;
    }
    int[] carried = keptCarried(loop.finals(), loop.carriedParameters());
    int[] sums = kept(loop.totals());
    int[] stacks = kept(loop.stacked());
    int[] extremes =
        IntStream.range(0, loop.isMaximum.size())
            .filter(k -> keeps.test(loop.extreme(k)) || keeps.test(loop.extremeIndex(k)))
            .toArray();
    Statement.Loop copy =
        tracer.loop(
            image(loop.count),
            loop.descends,
            images(pick(loop.starts, carried)),
            (index, values) -> {
              map(loop.index(), index);
              map(pick(loop.carriedParameters(), carried), values);
              copyAll(loop.body.statements);
              return new Tracer.Iteration(
                  images(pick(loop.nexts(), carried)),
                  images(pick(loop.summands(), sums)),
                  images(pick(loop.elements(), stacks)),
                  images(pick(loop.candidates(), extremes)),
                  pick(loop.isMaximum, extremes));
            });
    map(pick(loop.finals(), carried), copy.finals());
    map(pick(loop.totals(), sums), copy.totals());
    map(pick(loop.stacked(), stacks), copy.stacked());
    for (int k = 0; k < extremes.length; k++) {
      map(loop.extreme(extremes[k]), copy.extreme(k));
      map(loop.extremeIndex(extremes[k]), copy.extremeIndex(k));
    }
  }

  private void copyWhile(Statement.While loop) {
    if (!keepsAny(loop)) {
      return;
    }
    List<Value> tested = loop.test.parameters;
    int[] carried =
        IntStream.range(0, loop.carried())
            .filter(k ->
                keeps.test(loop.finals().get(k))
                    || keeps.test(loop.body.parameters.get(k))
                    || keeps.test(tested.get(k)))
            .toArray();
    int[] stacks = kept(loop.stacked());
    Statement.While copy =
        tracer.repeat(
            images(pick(loop.starts, carried)),
            values -> {
              map(pick(tested, carried), values);
              copyAll(loop.test.statements);
              return images(loop.test.results);
            },
            values -> {
              map(pick(loop.body.parameters, carried), values);
              copyAll(loop.body.statements);
              List<Value> out = new ArrayList<>(images(pick(loop.nexts(), carried)));
              out.addAll(images(pick(loop.elements(), stacks)));
              return out;
            });
    map(pick(loop.finals(), carried), copy.finals());
    map(loop.iterations(), copy.iterations());
    map(pick(loop.stacked(), stacks), copy.stacked());
  }

  private void copyChoice(Statement.Choice choice) {
    if (!keepsAny(choice)) {
      return;
    }
    int[] results = kept(choice.results);
    Value condition = image(choice.condition);
    if (condition.isConstant()) {
      Block taken = condition.truth() ? choice.then : choice.otherwise;
      copyAll(taken.statements);
      map(pick(choice.results, results), images(pick(taken.results, results)));
      return;
    }
    Statement.Choice copy =
        tracer.choose(
            condition,
            () -> {
              copyAll(choice.then.statements);
              return images(pick(choice.then.results, results));
            },
            () -> {
              copyAll(choice.otherwise.statements);
              return images(pick(choice.otherwise.results, results));
            });
    map(pick(choice.results, results), copy.results);
  }

  private void copyInvoke(Statement.Invoke call) {
    if (keepsAny(call)) {
      map(call.results, tracer.invoke(call.function, images(call.arguments)));
    }
  }

  private int[] kept(List<Value> values) {
    return IntStream.range(0, values.size()).filter(k -> keeps.test(values.get(k))).toArray();
  }

  private int[] keptCarried(List<Value> finals, List<Value> parameters) {
    return IntStream.range(0, finals.size())
        .filter(k -> keeps.test(finals.get(k)) || keeps.test(parameters.get(k)))
        .toArray();
  }

  private static <T> List<T> pick(List<T> values, int[] which) {
    return IntStream.of(which).mapToObj(values::get).toList();
  }
}
