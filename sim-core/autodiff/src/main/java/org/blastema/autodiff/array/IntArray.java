package org.blastema.autodiff.array;

import java.util.Arrays;

/**
 * Whole numbers with any number of indices; the last index runs fastest.
 *
 * @param data holds the entries from {@code offset} on
 * @param extents number of entries in each direction
 */
record IntArray(int[] data, int offset, int[] extents) {
  IntArray slice(int index) {
    int[] rest = Arrays.copyOfRange(extents, 1, extents.length);
    return new IntArray(
        data, offset + RealArray.checked(index, extents[0]) * RealArray.size(rest), rest);
  }

  int place(int[] at) {
    int place = 0;
    for (int k = 0; k < at.length; k++) {
      place = place * extents[k] + RealArray.checked(at[k], extents[k]);
    }
    return offset + place;
  }
}
