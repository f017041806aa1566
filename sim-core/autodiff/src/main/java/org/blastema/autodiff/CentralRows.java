package org.blastema.autodiff;

/**
 * Moves numbers between rows and blocks of pairs for central pair formulas. Positions and an
 * attribute lie beside each other, {@link #STRIDE} numbers a row, so that a partner is found in one
 * place of the memory.
 *
 * <p>Pairs come in runs with the same first partner: its numbers stay in registers until the next
 * one comes. One loop over all pairs is faster than a loop over the pairs of each run, whose end
 * the processor does not foresee.
 */
final class CentralRows {
  /** Numbers a row: up to three coordinates and an attribute. */
  static final int STRIDE = 4;

  private CentralRows() {}

  /**
   * Coordinates, zeros where there are fewer than three, and an attribute of every row.
   *
   * @param attribute one number a row, or null
   */
  static double[] beside(double[] positions, int dims, double[] attribute, int n) {
    double[] rows = new double[STRIDE * n];
    for (int c = 0; c < dims; c++) {
      for (int i = 0; i < n; i++) {
        rows[STRIDE * i + c] = positions[c * n + i];
      }
    }
    if (attribute != null) {
      for (int i = 0; i < n; i++) {
        rows[STRIDE * i + 3] = attribute[i];
      }
    }
    return rows;
  }

  /**
   * For the pairs from {@code from} on, the squared length of the displacement and the attributes
   * of both partners.
   */
  static void gather(
      Pairs pairs,
      int from,
      int length,
      double[] rows,
      double[] squared,
      double[] ofFirst,
      double[] ofSecond) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    int row = -1;
    double ax = 0;
    double ay = 0;
    double az = 0;
    double attribute = 0;
    for (int k = 0; k < length; k++) {
      int next = first[from + k];
      if (next != row) {
        row = next;
        int a = STRIDE * row;
        ax = rows[a];
        ay = rows[a + 1];
        az = rows[a + 2];
        attribute = rows[a + 3];
      }
      int b = STRIDE * second[from + k];
      double x = rows[b] - ax;
      double y = rows[b + 1] - ay;
      double z = rows[b + 2] - az;
      squared[k] = x * x + y * y + z * z;
      ofFirst[k] = attribute;
      ofSecond[k] = rows[b + 3];
    }
  }

  /** For the pairs from {@code from} on, the squared length of the displacement. */
  static void squares(Pairs pairs, int from, int length, double[] rows, double[] squared) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    for (int k = 0; k < length; k++) {
      int a = STRIDE * first[from + k];
      int b = STRIDE * second[from + k];
      double x = rows[b] - rows[a];
      double y = rows[b + 1] - rows[a + 1];
      double z = rows[b + 2] - rows[a + 2];
      squared[k] = x * x + y * y + z * z;
    }
  }

  /** The sums as columns. */
  static double[] columns(double[] sums, int dims, int n) {
    double[] out = new double[dims * n];
    for (int c = 0; c < dims; c++) {
      for (int i = 0; i < n; i++) {
        out[c * n + i] = sums[STRIDE * i + c];
      }
    }
    return out;
  }
}
