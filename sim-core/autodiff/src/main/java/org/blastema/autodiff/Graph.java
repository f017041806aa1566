package org.blastema.autodiff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks over expression graphs without recursion, so that deep formulas do not overflow the stack.
 */
final class Graph {
  private Graph() {}

  /**
   * All nodes that the roots depend on, arguments before what uses them, in a reproducible order.
   */
  static List<Expr> topological(Expr... roots) {
    List<Expr> order = new ArrayList<>();
    Map<Expr, Boolean> done = new IdentityHashMap<>();
    Deque<Expr> stack = new ArrayDeque<>();
    for (Expr root : roots) {
      stack.push(root);
      while (!stack.isEmpty()) {
        Expr node = stack.peek();
        if (done.containsKey(node)) {
          stack.pop();
          continue;
        }
        boolean ready = true;
        for (int k = node.args.length - 1; k >= 0; k--) {
          if (!done.containsKey(node.args[k])) {
            stack.push(node.args[k]);
            ready = false;
          }
        }
        if (ready) {
          stack.pop();
          done.put(node, true);
          order.add(node);
        }
      }
    }
    return order;
  }

  /** The roots with every input column replaced. */
  static Expr[] substitute(Expr[] roots, Expr[] columns) {
    Map<Expr, Expr> image = new IdentityHashMap<>();
    for (Expr node : topological(roots)) {
      image.put(
          node,
          node.op == Op.INPUT
              ? columns[node.slot]
              : node.rebuilt(Arrays.stream(node.args).map(image::get).toArray(Expr[]::new)));
    }
    return Arrays.stream(roots).map(image::get).toArray(Expr[]::new);
  }
}
