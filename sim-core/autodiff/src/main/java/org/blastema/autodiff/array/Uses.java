package org.blastema.autodiff.array;

import java.util.IdentityHashMap;
import java.util.Map;

/** How often values of a lowered function are used, and where. */
final class Uses {
  private static final int DEEPEST = 24;

  private static final class Use {
    int count;
    Block block;
  }

  private final Lowering lowering;
  private final Map<Value, Use> uses = new IdentityHashMap<>();
  private final Map<Value, Integer> depths = new IdentityHashMap<>();

  Uses(Lowering lowering, Function function) {
    this.lowering = lowering;
    visit(function.body());
    measure(function.body());
  }

  private void visit(Block block) {
    for (Statement statement : block.statements) {
      statement.operands().forEach(v -> use(v, block));
      for (Value result : statement.results) {
        for (Value extent : result.extents) {
          use(extent, null);
        }
      }
      for (Lowering.Check check : lowering.checks(statement)) {
        if (!check.isCertain()) {
          use(check.index(), block);
          use(check.extent(), block);
        }
      }
      if (statement instanceof Statement.Loop loop) {
        lowering.guards(loop).forEach(v -> use(v, block));
      }
      statement.blocks().forEach(this::visit);
    }
    block.results.forEach(v -> use(v, block));
    for (Value parameter : block.parameters) {
      for (Value extent : parameter.extents) {
        use(extent, null);
      }
    }
  }

  private void use(Value value, Block block) {
    if (!value.isConstant()) {
      Use use = uses.computeIfAbsent(value, v -> new Use());
      use.count++;
      use.block = use.count == 1 ? block : null;
    }
  }

  private void measure(Block block) {
    for (Statement statement : block.statements) {
      if (statement instanceof Statement.Compute || statement instanceof Statement.Read) {
        int depth = 1;
        for (Value operand : statement.operands()) {
          if (isInline(operand)) {
            depth = Math.max(depth, 1 + depths.get(operand));
          }
        }
        depths.put(statement.result(), depth);
      }
      statement.blocks().forEach(this::measure);
    }
  }

  boolean isUsed(Value value) {
    return uses.containsKey(value);
  }

  /** Whether a value is best computed where it is used: once, in the block where it is. */
  boolean isInline(Value value) {
    Use use = uses.get(value);
    return use != null
        && use.count == 1
        && use.block == value.home()
        && depths.getOrDefault(value, DEEPEST) < DEEPEST;
  }
}
