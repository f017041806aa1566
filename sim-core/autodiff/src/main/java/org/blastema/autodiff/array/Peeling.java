package org.blastema.autodiff.array;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The first iterations of a loop that are run by themselves, so that choices that compare the index
 * with a small constant are decided for all others: what is special at the edge of a grid does not
 * slow down its inside.
 */
final class Peeling {
  private static final int MOST = 4;

  /** The comparison holds, or does not hold, from an index on. */
  private record Decision(int from, boolean holds) {}

  private final Statement.Loop loop;
  private final Map<Statement.Choice, Decision> decisions = new IdentityHashMap<>();
  private int iterations;

  private Peeling(Statement.Loop loop) {
    this.loop = loop;
  }

  /** What to peel off a parallel loop. */
  static Peeling of(Statement.Loop loop) {
    Peeling peeling = new Peeling(loop);
    if (loop.isParallel() && !loop.descends && loop.isMaximum.isEmpty()) {
      peeling.visit(loop.body);
    }
    return peeling;
  }

  /** How many iterations are peeled off. */
  int iterations() {
    return iterations;
  }

  /** The side of a choice that all other iterations take; null if they differ. */
  Block taken(Statement.Choice choice) {
    Decision decision = decisions.get(choice);
    return decision == null ? null : decision.holds ? choice.then : choice.otherwise;
  }

  private void visit(Block block) {
    for (Statement statement : block.statements) {
      if (statement instanceof Statement.Choice choice
          && choice.condition.source() instanceof Statement.Compute c) {
        Decision decision = decide(c);
        if (decision != null && decision.from <= MOST) {
          decisions.put(choice, decision);
          iterations = Math.max(iterations, decision.from);
        }
      }
      statement.blocks().forEach(this::visit);
    }
  }

  private Decision decide(Statement.Compute c) {
    if (c.arguments.size() != 2 || c.op.argument(0) != Kind.INT) {
      return null;
    }
    Value a = c.argument(0);
    Value b = c.argument(1);
    if (a == loop.index() && b.isConstant() && b.integer() <= MOST) {
      return switch (c.op) {
        case INT_EQUAL, INT_AT_MOST -> new Decision(b.integer() + 1, false);
        case INT_LESS -> new Decision(b.integer(), false);
        default -> null;
      };
    }
    if (b == loop.index() && a.isConstant() && a.integer() <= MOST) {
      return switch (c.op) {
        case INT_EQUAL -> new Decision(a.integer() + 1, false);
        case INT_LESS -> new Decision(a.integer() + 1, true);
        case INT_AT_MOST -> new Decision(a.integer(), true);
        default -> null;
      };
    }
    return null;
  }
}
