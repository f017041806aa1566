package org.blastema.autodiff.sparse;

import org.blastema.autodiff.Formula;

/**
 * A Hessian with many structural zeros: prepared once, evaluated at many points, each time from a
 * few products with vectors. The result is symmetric to the last bit.
 *
 * <p>Objects are immutable and may be used by any number of threads, if the products may.
 */
public final class SparseHessian {
  private final SparsityPattern pattern;
  private final SymmetricRecovery recovery;
  private final DerivativeProducts products;
  private final double[] seeds;
  private final int count;

  private SparseHessian(SparsityPattern pattern, Coloring coloring, DerivativeProducts products) {
    this.pattern = pattern;
    this.recovery = new SymmetricRecovery(pattern, coloring);
    this.products = products;
    this.seeds = coloring.seeds();
    this.count = coloring.count();
  }

  /**
   * The Hessian of the sum of a formula's output columns, by a star coloring: every entry is a
   * component of a product, so there is no error beyond theirs.
   *
   * @param wrt the input ports to differentiate by; rows and columns of the others stay empty. All,
   *     if none is named
   * @throws IllegalArgumentException if there is no port of such a name
   */
  public static SparseHessian of(Formula formula, String... wrt) {
    SparsityPattern pattern = pattern(formula, wrt);
    return of(pattern, Coloring.star(pattern), DerivativeProducts.hessian(formula));
  }

  /**
   * The Hessian of the sum of a formula's output columns, by an acyclic coloring: fewer products
   * than {@link #of(Formula, String...)} takes, but entries are differences of components and of
   * other entries, whose rounding errors add up.
   *
   * @param wrt the input ports to differentiate by; rows and columns of the others stay empty. All,
   *     if none is named
   * @throws IllegalArgumentException if there is no port of such a name
   */
  public static SparseHessian bySubstitution(Formula formula, String... wrt) {
    SparsityPattern pattern = pattern(formula, wrt);
    return of(pattern, Coloring.acyclic(pattern), DerivativeProducts.hessian(formula));
  }

  /**
   * A Hessian from products with it.
   *
   * @param pattern symmetric
   * @param coloring a star or an acyclic coloring of the pattern
   * @throws IllegalArgumentException if the pattern is not symmetric or the coloring does not
   *     determine the entries
   */
  public static SparseHessian of(
      SparsityPattern pattern, Coloring coloring, DerivativeProducts products) {
    return new SparseHessian(pattern, coloring, products);
  }

  private static SparsityPattern pattern(Formula formula, String... wrt) {
    boolean[] wanted = WantedColumns.of(formula, wrt);
    return SparsityDetection.hessian(formula).keepRows(wanted).keepColumns(wanted);
  }

  /** Where the Hessian may differ from zero. */
  public SparsityPattern pattern() {
    return pattern;
  }

  /** Number of products with vectors that an evaluation takes. */
  public int products() {
    return count;
  }

  /** The Hessian at a point. */
  public SparseMatrix at(double... point) {
    double[] values = new double[pattern.entries()];
    evaluate(point, values);
    return new SparseMatrix(pattern, values);
  }

  /**
   * The Hessian at a point.
   *
   * @param values where the entries go, in the order of the pattern
   * @throws IllegalArgumentException if there is not a place for each
   */
  public void evaluate(double[] point, double[] values) {
    if (values.length != pattern.entries()) {
      throw new IllegalArgumentException(
          values.length + " places for the entries of a Hessian of " + pattern);
    }
    if (count > 0) {
      recovery.recover(products.at(point, seeds, count), values);
    }
  }
}
