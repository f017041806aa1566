package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What statements use and do. */
final class Liveness {
  private Liveness() {}

  /** Values from outside that a statement and its blocks use, each once, in order of first use. */
  static List<Value> freeValues(Statement statement) {
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Value> free = new ArrayList<>();
    collect(statement, seen, free);
    return free.stream().filter(v -> !isInside(v, statement)).toList();
  }

  private static boolean isInside(Value value, Statement statement) {
    return statement.blocks().stream().anyMatch(b -> b.encloses(value.home()));
  }

  private static void collect(Statement statement, Set<Value> seen, List<Value> free) {
    for (Value operand : statement.operands()) {
      use(operand, seen, free);
    }
    for (Block block : statement.blocks()) {
      block.statements.forEach(s -> collect(s, seen, free));
      block.results.forEach(r -> use(r, seen, free));
    }
    for (Value result : statement.results) {
      for (Value extent : result.extents) {
        if (!statement.results.contains(extent)) {
          use(extent, seen, free);
        }
      }
    }
  }

  private static void use(Value value, Set<Value> seen, List<Value> free) {
    if (!value.isConstant() && seen.add(value)) {
      free.add(value);
    }
  }

  /** Whether a statement may add to an accumulator, or makes or ends one. */
  static boolean hasEffects(Statement statement) {
    return switch (statement) {
      case Statement.Add _, Statement.Create _, Statement.Freeze _ -> true;
      case Statement.Invoke call -> call.function.hasEffects();
      default ->
          statement.blocks().stream()
              .anyMatch(b -> b.statements.stream().anyMatch(Liveness::hasEffects));
    };
  }
}
