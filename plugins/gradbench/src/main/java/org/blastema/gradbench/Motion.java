package org.blastema.gradbench;

import java.util.Arrays;
import org.blastema.autodiff.array.Carried;
import org.blastema.autodiff.array.Index;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;

/**
 * A motion of space, {@code x -> A x + b}, while a formula is traced.
 *
 * @param entries of the 3 x 4 matrix (A, b), row by row
 */
record Motion(Real... entries) {
  /** Columns of the matrix. */
  static final int COLUMNS = 4;

  private static final int ROWS = 3;

  /** From an array of homogeneous coordinates. */
  static Motion of(Reals matrix) {
    Real[] entries = new Real[ROWS * COLUMNS];
    Arrays.setAll(
        entries, k -> matrix.at(Index.constant(k / COLUMNS), Index.constant(k % COLUMNS)));
    return new Motion(entries);
  }

  /** From carried numbers. */
  static Motion of(Carried carried) {
    Real[] entries = new Real[ROWS * COLUMNS];
    Arrays.setAll(entries, carried::real);
    return new Motion(entries);
  }

  /** From carried arrays, one for each entry. */
  static Motion of(Carried arrays, Index at) {
    Real[] entries = new Real[ROWS * COLUMNS];
    Arrays.setAll(entries, k -> arrays.reals(k).at(at));
    return new Motion(entries);
  }

  /** From the nine entries of A, row by row. */
  static Motion rotation(Real... linear) {
    Real[] entries = new Real[ROWS * COLUMNS];
    Arrays.setAll(
        entries,
        k -> k % COLUMNS == ROWS ? Real.constant(0) : linear[k / COLUMNS * ROWS + k % COLUMNS]);
    return new Motion(entries);
  }

  /** First the other one, then this. */
  Motion times(Motion other) {
    Real[] product = new Real[ROWS * COLUMNS];
    Arrays.setAll(product, k -> entry(k / COLUMNS, k % COLUMNS, other));
    return new Motion(product);
  }

  private Real entry(int row, int column, Motion other) {
    Real sum = column == ROWS ? entries[row * COLUMNS + ROWS] : Real.constant(0);
    for (int k = 0; k < ROWS; k++) {
      sum = sum.plus(entries[row * COLUMNS + k].times(other.entries[k * COLUMNS + column]));
    }
    return sum;
  }

  Carried carried() {
    return Carried.of((Object[]) entries);
  }
}
