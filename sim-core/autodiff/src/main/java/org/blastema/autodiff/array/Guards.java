package org.blastema.autodiff.array;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Values whose adjoint a selection may have set to 0. Such an adjoint stays 0 whatever it is
 * multiplied with: the branch that was not taken may be infinite.
 */
final class Guards {
  private final Set<Value> guarded = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean changed;

  private Guards() {}

  static Guards of(Function function) {
    Guards guards = new Guards();
    do {
      guards.changed = false;
      guards.block(function.body());
    } while (guards.changed);
    return guards;
  }

  boolean contains(Value value) {
    return guarded.contains(value);
  }

  private void guard(Value value) {
    if (value.type.isReal() && !value.isConstant() && guarded.add(value)) {
      changed = true;
    }
  }

  private void back(Value to, Value from) {
    if (guarded.contains(to)) {
      guard(from);
    }
  }

  private void back(List<Value> to, List<Value> from) {
    for (int k = 0; k < to.size(); k++) {
      back(to.get(k), from.get(k));
    }
  }

  private void block(Block block) {
    for (int k = block.statements.size() - 1; k >= 0; k--) {
      step(block.statements.get(k));
    }
  }

  private void step(Statement statement) {
    switch (statement) {
      case Statement.Compute c -> {
        boolean setsZeros =
            switch (c.op) {
              case SELECT, MIN, MAX, GATED_PRODUCT, MASKED_PRODUCT -> true;
              default -> false;
            };
        if (setsZeros || guarded.contains(c.result())) {
          c.arguments.forEach(this::guard);
        }
      }
      case Statement.Loop loop -> {
        back(loop.finals(), loop.nexts());
        back(loop.carriedParameters(), loop.nexts());
        back(loop.totals(), loop.summands());
        back(loop.stacked(), loop.elements());
        for (int k = 0; k < loop.isMaximum.size(); k++) {
          back(loop.extreme(k), loop.candidates().get(k));
        }
        block(loop.body);
        back(loop.carriedParameters(), loop.starts);
        back(loop.finals(), loop.starts);
      }
      case Statement.While loop -> {
        back(loop.finals(), loop.nexts());
        back(loop.body.parameters, loop.nexts());
        back(loop.stacked(), loop.elements());
        block(loop.body);
        back(loop.body.parameters, loop.starts);
        back(loop.finals(), loop.starts);
      }
      case Statement.Choice choice -> {
        back(choice.results, choice.then.results);
        back(choice.results, choice.otherwise.results);
        block(choice.then);
        block(choice.otherwise);
      }
      case Statement.Add add -> back(add.accumulator, add.amount);
      default -> {
        if (statement.results.stream().anyMatch(guarded::contains)) {
          statement.operands().forEach(this::guard);
        }
      }
    }
  }
}
