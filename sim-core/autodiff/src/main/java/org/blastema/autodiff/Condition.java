package org.blastema.autodiff;

/** A comparison of two expressions, to choose between two others with {@link Expr#where}. */
public final class Condition {
  final Op select;
  final Expr left;
  final Expr right;
  final boolean swapped;

  Condition(Op select, Expr left, Expr right, boolean swapped) {
    this.select = select;
    this.left = left;
    this.right = right;
    this.swapped = swapped;
  }

  static Condition less(Expr left, Expr right) {
    if (left.is(0) && isLength(right)) {
      return less(left, right.args[1]);
    }
    return new Condition(Op.SELECT_LESS, left, right, false);
  }

  static Condition atMost(Expr left, Expr right) {
    return new Condition(Op.SELECT_AT_MOST, left, right, false);
  }

  /** The opposite condition. */
  public Condition not() {
    return new Condition(select, left, right, !swapped);
  }

  /**
   * Whether an expression is a {@link Expr#norm}, which is positive exactly where the sum of
   * squares is.
   */
  private static boolean isLength(Expr e) {
    return e.op == Op.SELECT_LESS
        && e.args[0].is(0)
        && e.args[2].op == Op.SQRT
        && e.args[2].args[0] == e.args[1]
        && e.args[3].is(0);
  }

  /**
   * Whether a choice is by this condition, in the order of its branches that {@link #select} has.
   */
  boolean decides(Expr choice) {
    return choice.op == select && isSame(choice.args[0], left) && isSame(choice.args[1], right);
  }

  private static boolean isSame(Expr a, Expr b) {
    return a == b || a.isSameConstant(b);
  }
}
