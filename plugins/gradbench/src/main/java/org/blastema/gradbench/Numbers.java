package org.blastema.gradbench;

/**
 * A list of numbers, or a list of lists of equal lengths, and so on.
 *
 * @param data all numbers, the innermost lists one after another
 * @param extents length of the list, of the lists in it, and so on
 */
record Numbers(double[] data, int... extents) {
  /** A list of numbers. */
  static Numbers list(double... data) {
    return new Numbers(data, data.length);
  }

  /** The numbers as whole numbers. */
  int[] toWhole() {
    int[] whole = new int[data.length];
    for (int k = 0; k < whole.length; k++) {
      whole[k] = Fields.whole("an entry of a list", data[k]);
    }
    return whole;
  }

  /** Length of the list. */
  int length() {
    return extents[0];
  }
}
