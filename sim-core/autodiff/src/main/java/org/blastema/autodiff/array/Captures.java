package org.blastema.autodiff.array;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What code of a statement needs from outside: what it uses, and what it checks indices with. */
final class Captures {
  private final Lowering lowering;
  private final Set<Block> inside = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> found = new LinkedHashSet<>();

  private Captures(Lowering lowering) {
    this.lowering = lowering;
  }

  /** Values that the code of a lowered statement needs, each once. */
  static List<Value> of(Statement statement, Lowering lowering) {
    Captures captures = new Captures(lowering);
    captures.visit(statement);
    return captures.found.stream().filter(v -> !captures.inside.contains(v.home())).toList();
  }

  private void visit(Statement statement) {
    statement.operands().forEach(this::use);
    for (Lowering.Check check : lowering.checks(statement)) {
      if (!check.isCertain()) {
        use(check.index());
        use(check.extent());
      }
    }
    if (statement instanceof Statement.Loop loop) {
      lowering.guards(loop).forEach(this::use);
    }
    for (Block block : statement.blocks()) {
      inside.add(block);
      block.statements.forEach(this::visit);
      block.parameters.forEach(this::useExtents);
      block.results.forEach(this::use);
    }
    for (Value result : statement.results) {
      for (Value extent : result.extents) {
        if (!statement.results.contains(extent)) {
          use(extent);
        }
      }
    }
  }

  private void use(Value value) {
    if (!value.isConstant()) {
      found.add(value);
      useExtents(value);
    }
  }

  private void useExtents(Value value) {
    for (Value extent : value.extents) {
      if (!extent.isConstant()) {
        found.add(extent);
      }
    }
  }
}
