package org.blastema.autodiff.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Moves the numbers of a row, four of them, at once. */
public final class PairLanes {
  private static final VectorSpecies<Double> ROW = DoubleVector.SPECIES_256;

  private static final int STRIDE = 4;

  private PairLanes() {}

  /**
   * Adds {@code factor * (second row - first row)} to the sums of the first row of every pair and
   * subtracts it from those of the second, pair by pair. Needs vectors of four numbers at least.
   *
   * @param from first pair
   * @param length number of pairs
   * @param rows four numbers a row
   * @param factor one number a pair, from 0 on
   * @param sums four numbers a row
   */
  public static void scatter(
      int[] first,
      int[] second,
      int from,
      int length,
      double[] rows,
      double[] factor,
      double[] sums) {
    int k = 0;
    while (k < length) {
      int row = first[from + k];
      DoubleVector own = DoubleVector.fromArray(ROW, rows, STRIDE * row);
      DoubleVector sum = DoubleVector.fromArray(ROW, sums, STRIDE * row);
      do {
        int b = STRIDE * second[from + k];
        DoubleVector displacement = DoubleVector.fromArray(ROW, rows, b).sub(own);
        DoubleVector force = displacement.mul(DoubleVector.broadcast(ROW, factor[k]));
        sum = sum.add(force);
        DoubleVector.fromArray(ROW, sums, b).sub(force).intoArray(sums, b);
        k++;
      } while (k < length && first[from + k] == row);
      sum.intoArray(sums, STRIDE * row);
    }
  }
}
