package org.blastema.autodiff.array;

import java.util.Arrays;

/** What generated code calls for operations that the virtual machine does not have. */
final class Intrinsics {
  private Intrinsics() {}

  static int divide(int x, int y) {
    return y == 0 ? 0 : Math.floorDiv(x, y);
  }

  static int remainder(int x, int y) {
    return y == 0 ? 0 : Math.floorMod(x, y);
  }

  static double gatedProduct(double gate, double factor) {
    return gate == 0 ? 0 : gate * factor;
  }

  static double maskedProduct(double x, double y) {
    return x == 0 || y == 0 ? 0 : x * y;
  }

  /** Number of entries of an array whose parts have a given size. */
  static int size(int count, int part) {
    return Math.multiplyExact(Math.max(count, 0), part);
  }

  /** Sets part of an array to zeros. */
  static void clear(double[] data, int offset, int size) {
    Arrays.fill(data, offset, offset + size, 0);
  }

  static double real(Object argument) {
    return (Double) argument;
  }

  static int integer(Object argument) {
    return (Integer) argument;
  }

  static double[] reals(Object argument) {
    return ((RealArray) argument).data();
  }

  static int[] integers(Object argument) {
    return ((IntArray) argument).data();
  }

  static int offset(Object argument) {
    return argument instanceof RealArray a ? a.offset() : ((IntArray) argument).offset();
  }

  /** What is thrown where an index is not below its extent. */
  static IndexOutOfBoundsException outside() {
    return new IndexOutOfBoundsException();
  }
}
