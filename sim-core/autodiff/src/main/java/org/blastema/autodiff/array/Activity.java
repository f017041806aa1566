package org.blastema.autodiff.array;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which values of a function depend on some of its parameters in a way that has derivatives. What
 * is not active costs nothing in a derivative.
 */
final class Activity {
  private final Set<Value> active = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean changed;

  private Activity() {}

  /** The active values of a function, given the active parameters. */
  static Activity of(Function function, List<Boolean> parameters) {
    Activity activity = new Activity();
    for (int k = 0; k < parameters.size(); k++) {
      if (parameters.get(k)) {
        activity.activate(function.parameters().get(k));
      }
    }
    do {
      activity.changed = false;
      activity.block(function.body());
    } while (activity.changed);
    return activity;
  }

  boolean isActive(Value value) {
    return active.contains(value);
  }

  boolean isAnyActive(List<Value> values) {
    return values.stream().anyMatch(active::contains);
  }

  private void activate(Value value) {
    if (value.type.isReal() && !value.isConstant() && active.add(value)) {
      changed = true;
    }
  }

  private void follow(Value from, Value to) {
    if (active.contains(from)) {
      activate(to);
    }
  }

  private void follow(List<Value> from, List<Value> to) {
    for (int k = 0; k < from.size(); k++) {
      follow(from.get(k), to.get(k));
    }
  }

  private void block(Block block) {
    block.statements.forEach(this::step);
  }

  private void step(Statement statement) {
    switch (statement) {
      case Statement.Compute c -> {
        if (c.op != Op.SIGN && c.op != Op.HOLD && isAnyActive(c.arguments)) {
          activate(c.result());
        }
      }
      case Statement.Read read -> follow(read.array, read.result());
      case Statement.Slice slice -> follow(slice.array, slice.result());
      case Statement.Loop loop -> {
        follow(loop.starts, loop.carriedParameters());
        block(loop.body);
        follow(loop.nexts(), loop.carriedParameters());
        follow(loop.carriedParameters(), loop.finals());
        follow(loop.summands(), loop.totals());
        follow(loop.elements(), loop.stacked());
        for (int k = 0; k < loop.isMaximum.size(); k++) {
          follow(loop.candidates().get(k), loop.extreme(k));
        }
      }
      case Statement.While loop -> {
        follow(loop.starts, loop.body.parameters);
        block(loop.body);
        follow(loop.nexts(), loop.body.parameters);
        follow(loop.body.parameters, loop.finals());
        follow(loop.elements(), loop.stacked());
      }
      case Statement.Choice choice -> {
        block(choice.then);
        block(choice.otherwise);
        follow(choice.then.results, choice.results);
        follow(choice.otherwise.results, choice.results);
      }
      case Statement.Invoke call -> {
        if (isAnyActive(call.arguments)) {
          call.results.forEach(this::activate);
          call.arguments.stream().filter(a -> a.type.isAccumulator()).forEach(this::activate);
        }
      }
      case Statement.Create create -> {
        if (create.start != null) {
          follow(create.start, create.result());
        }
      }
      case Statement.Add add -> follow(add.amount, add.accumulator);
      case Statement.Freeze freeze -> follow(freeze.accumulator, freeze.result());
    }
  }
}
