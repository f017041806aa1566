/**
 * Derivatives with many structural zeros, at the cost of a few directional derivatives.
 *
 * <p>{@link org.blastema.autodiff.sparse.SparsityDetection} finds where a Jacobian or a Hessian may
 * differ from zero, {@link org.blastema.autodiff.sparse.Coloring} and {@link
 * org.blastema.autodiff.sparse.Bicoloring} group columns or rows that one directional derivative
 * can be asked for together, and {@link org.blastema.autodiff.sparse.SparseJacobian} and {@link
 * org.blastema.autodiff.sparse.SparseHessian} take the entries out of these products. Each part
 * takes what the one before it gives from elsewhere as well: patterns may be stated, products may
 * come from a tape.
 */
package org.blastema.autodiff.sparse;
