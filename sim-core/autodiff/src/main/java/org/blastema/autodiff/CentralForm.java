package org.blastema.autodiff;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A pair formula that is central: it gives a number times the displacement, and that number depends
 * on the displacement through its length alone. Every force that follows from an energy of the
 * distance is of this form. Moving the three columns of the displacement to blocks of pairs and
 * those of the result back takes as long as computing a force; of a central one, one column each is
 * moved.
 *
 * <p>The bits are those of the pair formula: the same operations are carried out in the same order.
 */
final class CentralForm {
  private static final int SQUARED_LENGTH = 0;

  private final int dims;

  /** What stands for a node; nodes that use the displacement otherwise have no image. */
  private final Map<Expr, Expr> image = new IdentityHashMap<>();

  private CentralForm(int dims) {
    this.dims = dims;
  }

  /**
   * The number that the displacement is multiplied with, as a formula of its squared length {@code
   * d.d}, summed up in the order of the components, and of the pair formula's inputs after the
   * displacement; empty if the formula is not central.
   *
   * @param dims width of the displacement, the first input
   */
  static Optional<Formula> factor(Formula pair, int dims) {
    return Optional.ofNullable(new CentralForm(dims).factor(pair.roots()))
        .map(factor -> pair.withFirst("d.d", factor));
  }

  private Expr factor(Expr[] roots) {
    if (roots.length != dims) {
      return null;
    }
    boolean negative = roots[0].op == Op.NEGATE;
    Expr common = null;
    for (int c = 0; c < roots.length; c++) {
      if ((roots[c].op == Op.NEGATE) != negative) {
        return null;
      }
      Expr other = partner(negative ? roots[c].args[0] : roots[c], c);
      if (other == null || (c > 0 && !same(other, common))) {
        return null;
      }
      common = other;
    }
    for (Expr node : Graph.topological(common)) {
      image.put(node, imageOf(node));
    }
    Expr factor = image.get(common);
    return factor == null || !negative ? factor : factor.negate();
  }

  @SuppressWarnings("ReferenceEquality") // whether they are the same node
  private static boolean same(Expr a, Expr b) {
    return a == b;
  }

  /** What component c is multiplied with, or null. */
  private static Expr partner(Expr product, int c) {
    if (product.op != Op.MULTIPLY) {
      return null;
    }
    if (isComponent(product.args[1], c)) {
      return product.args[0];
    }
    return isComponent(product.args[0], c) ? product.args[1] : null;
  }

  private static boolean isComponent(Expr node, int c) {
    return node.op == Op.INPUT && node.slot == c;
  }

  private Expr imageOf(Expr node) {
    if (isSumOfSquares(node, dims)) {
      return Expr.input(SQUARED_LENGTH);
    }
    if (node.op == Op.INPUT) {
      return node.slot < dims ? null : Expr.input(node.slot - dims + 1);
    }
    Expr[] arguments = new Expr[node.args.length];
    for (int k = 0; k < arguments.length; k++) {
      arguments[k] = image.get(node.args[k]);
      if (arguments[k] == null) {
        return null;
      }
    }
    return node.rebuilt(arguments);
  }

  /** Whether a node adds up the squares of the first components, one after the other. */
  private static boolean isSumOfSquares(Expr node, int components) {
    if (components == 1) {
      return isSquare(node, 0);
    }
    return node.op == Op.ADD
        && isSquare(node.args[1], components - 1)
        && isSumOfSquares(node.args[0], components - 1);
  }

  private static boolean isSquare(Expr node, int c) {
    return node.op == Op.MULTIPLY
        && Arrays.stream(node.args).allMatch(argument -> isComponent(argument, c));
  }
}
