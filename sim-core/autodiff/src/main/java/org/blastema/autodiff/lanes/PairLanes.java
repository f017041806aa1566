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

  /**
   * The same sums for some rows only, each from all of its pairs. Needs vectors of four numbers at
   * least.
   *
   * @param firsts where the pairs of each row as first partner begin
   * @param seconds where the list of each row's pairs as second partner begins in {@code listed}
   * @param from first row
   * @param to row after the last one
   */
  public static void gather(
      int[] first,
      int[] second,
      int[] firsts,
      int[] seconds,
      int[] listed,
      int from,
      int to,
      double[] rows,
      double[] factor,
      double[] sums) {
    for (int row = from; row < to; row++) {
      DoubleVector own = DoubleVector.fromArray(ROW, rows, STRIDE * row);
      DoubleVector sum = DoubleVector.broadcast(ROW, 0);
      for (int k = seconds[row]; k < seconds[row + 1]; k++) {
        int pair = listed[k];
        DoubleVector other = DoubleVector.fromArray(ROW, rows, STRIDE * first[pair]);
        sum = sum.sub(own.sub(other).mul(DoubleVector.broadcast(ROW, factor[pair])));
      }
      for (int pair = firsts[row]; pair < firsts[row + 1]; pair++) {
        DoubleVector other = DoubleVector.fromArray(ROW, rows, STRIDE * second[pair]);
        sum = sum.add(other.sub(own).mul(DoubleVector.broadcast(ROW, factor[pair])));
      }
      sum.intoArray(sums, STRIDE * row);
    }
  }
}
