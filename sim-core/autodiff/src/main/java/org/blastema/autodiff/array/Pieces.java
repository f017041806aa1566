package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which statements of a function become methods of their own. The virtual machine compiles loops
 * well in methods of moderate size, and methods of more than 8000 bytes not at all.
 */
final class Pieces {
  /** Estimated bytes from which on a nested statement is a piece. */
  private static final int LARGE = 1500;

  /** Estimated bytes that a method should not exceed. */
  private static final int LIMIT = 4000;

  private static final int CALL = 60;

  private final Set<Statement> chosen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Pieces() {}

  static Set<Statement> of(Function function) {
    Pieces pieces = new Pieces();
    int loops =
        (int) function.body().statements.stream().filter(s -> !s.blocks().isEmpty()).count();
    pieces.measure(function.body());
    if (loops > 1) {
      for (Statement statement : function.body().statements) {
        if (statement instanceof Statement.Loop || statement instanceof Statement.While) {
          pieces.choose(statement);
        }
      }
    }
    return pieces.chosen;
  }

  private int measure(Block block) {
    List<Statement> nested = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    int total = 0;
    for (Statement statement : block.statements) {
      int size = 8 + 4 * statement.operands().size();
      for (Block inside : statement.blocks()) {
        size += measure(inside);
      }
      if (!statement.blocks().isEmpty()) {
        size += 30 + 12 * statement.results.size();
        if (size > LARGE && choose(statement)) {
          size = CALL;
        } else {
          nested.add(statement);
          sizes.add(size);
        }
      }
      total += size;
    }
    List<Integer> order = new ArrayList<>();
    for (int k = 0; k < nested.size(); k++) {
      order.add(k);
    }
    order.sort(Comparator.comparingInt(k -> -sizes.get(k)));
    for (int k : order) {
      if (total <= LIMIT) {
        break;
      }
      if (choose(nested.get(k))) {
        total -= sizes.get(k) - CALL;
      }
    }
    return total;
  }

  /** A method takes at most 255 words of arguments. */
  private boolean choose(Statement statement) {
    if (Liveness.freeValues(statement).size() + statement.results.size() > 110) {
      return false;
    }
    chosen.add(statement);
    return true;
  }
}
