package org.blastema.autodiff;

/** A formula's rows as generated code on vector lanes. */
interface RowKernel {
  /**
   * Computes {@code n} rows, a multiple of the number of lanes and at most {@link Program#BLOCK}.
   *
   * @param numbers what is the same in every row
   * @param in input columns; row k of column c is at {@code inStart[c] + from + k}
   * @param out output columns, likewise; those that are the same in every row are left alone
   * @param kept room for {@link #rowsKept} values of every row
   * @return whether all outputs are finite; always true of code that does not ask
   */
  boolean run(
      double[] numbers,
      double[][] in,
      int[] inStart,
      double[][] out,
      int[] outStart,
      double[] kept,
      int from,
      int n);

  /** Values of a row that one generated method hands on to later ones. */
  int rowsKept();
}
