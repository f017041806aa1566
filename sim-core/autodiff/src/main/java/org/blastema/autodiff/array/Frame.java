package org.blastema.autodiff.array;

import java.util.Arrays;

/**
 * The memory of one active call of a compiled function: buffers of the arrays that it makes, kept
 * from run to run so that nothing is allocated once they are large enough.
 */
final class Frame {
  /** What the frames of a function hold: numbers of buffers and the functions of its call sites. */
  record Layout(int reals, int ints, int[] callees) {}

  private final Layout[] layouts;
  private final Layout own;
  private final double[][] reals;
  private final int[][] ints;
  private final Frame[] callees;

  /** Results of the last call that has not one single entry as its result, by number. */
  final double[] realResults;

  /** Room for the lanes of one vector. */
  final double[] lanes = new double[16];

  final int[] intLanes = new int[16];

  final int[] intResults;
  final double[][] realArrays;
  final int[][] intArrays;
  final int[] offsets;

  /** Extents of the results of the outermost function. */
  final int[][] extents;

  /** The frame of the outermost call. */
  Frame(Layout[] layouts, int results) {
    this(
        layouts,
        0,
        new double[results],
        new int[results],
        new double[results][],
        new int[results][],
        new int[results],
        new int[results][]);
  }

  private Frame(
      Layout[] layouts,
      int function,
      double[] realResults,
      int[] intResults,
      double[][] realArrays,
      int[][] intArrays,
      int[] offsets,
      int[][] extents) {
    this.layouts = layouts;
    own = layouts[function];
    reals = new double[own.reals][];
    ints = new int[own.ints][];
    callees = new Frame[own.callees.length];
    this.realResults = realResults;
    this.intResults = intResults;
    this.realArrays = realArrays;
    this.intArrays = intArrays;
    this.offsets = offsets;
    this.extents = extents;
  }

  /** The frame for what is called at a place of the program. */
  Frame callee(int site) {
    Frame found = callees[site];
    if (found == null) {
      found =
          new Frame(
              layouts,
              own.callees[site],
              realResults,
              intResults,
              realArrays,
              intArrays,
              offsets,
              extents);
      callees[site] = found;
    }
    return found;
  }

  /** A buffer of at least the given size; its content is undefined. */
  double[] reals(int slot, int size) {
    double[] buffer = reals[slot];
    return buffer != null && buffer.length >= size ? buffer : newReals(slot, size);
  }

  private double[] newReals(int slot, int size) {
    reals[slot] = new double[Math.max(size, 0)];
    return reals[slot];
  }

  /** A buffer of at least the given size; its content is undefined. */
  int[] ints(int slot, int size) {
    int[] buffer = ints[slot];
    return buffer != null && buffer.length >= size ? buffer : newInts(slot, size);
  }

  private int[] newInts(int slot, int size) {
    ints[slot] = new int[Math.max(size, 0)];
    return ints[slot];
  }

  /** A buffer that begins with zeros. */
  double[] zeros(int slot, int size) {
    double[] buffer = reals[slot];
    if (buffer == null || buffer.length < size) {
      return newReals(slot, size);
    }
    Arrays.fill(buffer, 0, Math.max(size, 0), 0);
    return buffer;
  }

  /** A buffer that begins with a copy. */
  double[] copy(int slot, double[] from, int offset, int size) {
    double[] buffer = reals(slot, size);
    System.arraycopy(from, offset, buffer, 0, size);
    return buffer;
  }

  /** A buffer that begins with a copy. */
  int[] copy(int slot, int[] from, int offset, int size) {
    int[] buffer = ints(slot, size);
    System.arraycopy(from, offset, buffer, 0, size);
    return buffer;
  }

  /** A buffer with its content of at least the given size. */
  double[] grownReals(int slot, int size) {
    double[] buffer = reals[slot];
    if (buffer == null) {
      return newReals(slot, Math.max(size, 16));
    }
    if (buffer.length < size) {
      reals[slot] = Arrays.copyOf(buffer, Math.max(size, Math.addExact(buffer.length, size)));
    }
    return reals[slot];
  }

  /** A buffer with its content of at least the given size. */
  int[] grownInts(int slot, int size) {
    int[] buffer = ints[slot];
    if (buffer == null) {
      return newInts(slot, Math.max(size, 16));
    }
    if (buffer.length < size) {
      ints[slot] = Arrays.copyOf(buffer, Math.max(size, Math.addExact(buffer.length, size)));
    }
    return ints[slot];
  }

  /** Exchanges two buffers if the first holds the given array. */
  @SuppressWarnings("ReferenceEquality")
  boolean exchange(int slot, int other, double[] expected) {
    if (reals[slot] != expected) {
      return false;
    }
    reals[slot] = reals[other];
    reals[other] = expected;
    return true;
  }

  /** Exchanges two buffers if the first holds the given array. */
  @SuppressWarnings("ReferenceEquality")
  boolean exchange(int slot, int other, int[] expected) {
    if (ints[slot] != expected) {
      return false;
    }
    ints[slot] = ints[other];
    ints[other] = expected;
    return true;
  }
}
