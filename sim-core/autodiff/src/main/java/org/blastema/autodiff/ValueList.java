package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * An expression graph as a list, arguments before what uses them, equal subexpressions once, and
 * choices split into their comparison and their selection, so that choices by the same condition
 * share the comparison.
 */
final class ValueList {
  /**
   * One step.
   *
   * @param op what it computes; a selection (whichever of the two) stands for its comparison if it
   *     has two arguments
   * @param number value of a constant, exponent of a power
   * @param slot column of an input
   * @param args positions of the arguments; those of a selection are its comparison and the two
   *     branches
   */
  record Value(Op op, double number, int slot, int[] args) {
    boolean isComparison() {
      return isChoice() && args.length == 2;
    }

    boolean isSelection() {
      return isChoice() && args.length == 3;
    }

    private boolean isChoice() {
      return op == Op.SELECT_LESS || op == Op.SELECT_AT_MOST;
    }
  }

  private record Key(Op op, long number, int slot, List<Integer> args) {}

  private final List<Value> values = new ArrayList<>();
  private final Map<Key, Integer> known = new HashMap<>();
  final int[] roots;

  ValueList(Expr[] roots) {
    Map<Expr, Integer> idOf = new IdentityHashMap<>();
    for (Expr node : Graph.topological(roots)) {
      int[] args = Arrays.stream(node.args).mapToInt(idOf::get).toArray();
      if (args.length == 4) {
        int comparison = number(node.op, 0, -1, args[0], args[1]);
        idOf.put(node, number(node.op, 0, -1, comparison, args[2], args[3]));
      } else {
        idOf.put(node, number(node.op, node.value, node.slot, args));
      }
    }
    this.roots = Arrays.stream(roots).mapToInt(idOf::get).toArray();
  }

  private int number(Op op, double number, int slot, int... args) {
    int[] ordered = args.clone();
    if (op == Op.ADD || op == Op.MULTIPLY) {
      Arrays.sort(ordered);
    }
    Key key =
        new Key(
            op, Double.doubleToRawLongBits(number), slot, Arrays.stream(ordered).boxed().toList());
    return known.computeIfAbsent(
        key,
        k -> {
          values.add(new Value(op, number, slot, args));
          return values.size() - 1;
        });
  }

  int size() {
    return values.size();
  }

  Value get(int id) {
    return values.get(id);
  }
}
