package org.blastema.autodiff;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Evaluates expression graphs one number after the other, straight from the definition of each
 * operation.
 */
final class ReferenceEvaluation {
  private final double[] row;
  private final Map<Expr, Double> known = new IdentityHashMap<>();

  ReferenceEvaluation(double... row) {
    this.row = row;
  }

  double of(Expr node) {
    Double value = known.get(node);
    if (value == null) {
      value = compute(node);
      known.put(node, value);
    }
    return value;
  }

  private double compute(Expr node) {
    if (node.op == Op.CONSTANT) {
      return node.value;
    }
    if (node.op == Op.INPUT) {
      return row[node.slot];
    }
    double[] x = new double[node.args.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = of(node.args[k]);
    }
    return Scalars.apply(node.op, node.value, x);
  }

  /** Bits to compare: all undefined numbers are one. */
  static long bits(double x) {
    return Double.doubleToLongBits(x);
  }
}
