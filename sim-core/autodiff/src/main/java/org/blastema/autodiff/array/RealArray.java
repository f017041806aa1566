package org.blastema.autodiff.array;

import java.util.Arrays;

/**
 * Numbers with any number of indices; the last index runs fastest.
 *
 * @param data holds the entries from {@code offset} on
 * @param extents number of entries in each direction
 */
record RealArray(double[] data, int offset, int[] extents) {
  static RealArray zeros(int... extents) {
    return new RealArray(new double[size(extents)], 0, extents);
  }

  static int size(int... extents) {
    return Arrays.stream(extents).reduce(1, Math::multiplyExact);
  }

  RealArray slice(int index) {
    int[] rest = Arrays.copyOfRange(extents, 1, extents.length);
    return new RealArray(data, offset + checked(index, extents[0]) * size(rest), rest);
  }

  int place(int[] at) {
    int place = 0;
    for (int k = 0; k < at.length; k++) {
      place = place * extents[k] + checked(at[k], extents[k]);
    }
    return offset + place;
  }

  static int checked(int index, int extent) {
    if (index < 0 || index >= extent) {
      throw new IndexOutOfBoundsException("index " + index + " in a direction of " + extent);
    }
    return index;
  }
}
