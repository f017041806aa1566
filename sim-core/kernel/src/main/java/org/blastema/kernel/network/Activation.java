package org.blastema.kernel.network;

import org.blastema.autodiff.Expr;

/** How the summed regulation of a gene becomes a production rate between 0 and 1. */
public enum Activation {
  /**
   * {@code 1/2 + z / (2 sqrt(1 + z^2))}: the published model; its tails fall off like {@code 1 / (4
   * z^2)}.
   */
  ALGEBRAIC {
    @Override
    public Expr of(Expr z) {
      return z.divide(z.square().plus(1).sqrt()).times(0.5).plus(0.5);
    }
  },
  /** {@code 1 / (1 + exp(-z))}; on logarithmic inputs this is Hill's function. */
  LOGISTIC {
    @Override
    public Expr of(Expr z) {
      return z.logistic();
    }
  };

  /** The production rate at a regulation z. */
  public abstract Expr of(Expr z);
}
