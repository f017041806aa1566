package org.blastema.autodiff;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the expression in which a value that is not finite begins. */
final class Diagnosis {
  private final Map<Expr, Double> values = new IdentityHashMap<>();
  private final Map<Expr, String> lines;

  /**
   * Evaluates expressions on one row.
   *
   * @param lines where expressions were built, as far as it is known
   */
  Diagnosis(Expr[] roots, Map<Expr, String> lines, double... row) {
    this.lines = lines;
    for (Expr node : Graph.topological(roots)) {
      values.put(
          node,
          switch (node.op) {
            case CONSTANT -> node.value;
            case INPUT -> row[node.slot];
            default ->
                Scalars.apply(
                    node.op,
                    node.value,
                    Arrays.stream(node.args).mapToDouble(values::get).toArray());
          });
    }
  }

  /** Operation, operands and line, or an empty text if the value is finite. */
  String of(Expr root) {
    Expr node = root;
    if (isFinite(node)) {
      return "";
    }
    for (Expr next = source(node); next != node; next = source(node)) {
      node = next;
    }
    if (node.op == Op.INPUT) {
      return "input column " + node.slot + " is " + values.get(node);
    }
    String operands =
        Arrays.stream(node.args)
            .map(argument -> values.get(argument).toString())
            .collect(Collectors.joining(" and "));
    String line = lines.get(node);
    return node.op.name().toLowerCase(Locale.ROOT)
        + " of "
        + operands
        + " is "
        + values.get(node)
        + (line == null ? "" : " at " + line);
  }

  /** An argument that is not finite and that the value depends on, or the node itself. */
  private Expr source(Expr node) {
    boolean choice = node.op == Op.SELECT_LESS || node.op == Op.SELECT_AT_MOST;
    if (choice && isFinite(node.args[0]) && isFinite(node.args[1])) {
      double a = values.get(node.args[0]);
      double b = values.get(node.args[1]);
      return node.args[(node.op == Op.SELECT_LESS ? a < b : a <= b) ? 2 : 3];
    }
    for (Expr argument : node.args) {
      if (!isFinite(argument)) {
        return argument;
      }
    }
    return node;
  }

  private boolean isFinite(Expr node) {
    return Double.isFinite(values.get(node));
  }
}
