package org.blastema.autodiff;

/** A comparison of two expressions, to choose between two others with {@link Expr#where}. */
public final class Condition {
  final Op select;
  final Expr left;
  final Expr right;
  final boolean swapped;

  private Condition(Op select, Expr left, Expr right, boolean swapped) {
    this.select = select;
    this.left = left;
    this.right = right;
    this.swapped = swapped;
  }

  static Condition less(Expr left, Expr right) {
    return new Condition(Op.SELECT_LESS, left, right, false);
  }

  static Condition atMost(Expr left, Expr right) {
    return new Condition(Op.SELECT_AT_MOST, left, right, false);
  }

  /** The opposite condition. */
  public Condition not() {
    return new Condition(select, left, right, !swapped);
  }
}
