package org.blastema.speed;

import java.util.Arrays;

/** Makes sure, before it is measured, that another library computes the same. */
final class Agreement {
  private static final double TOLERANCE = 1e-9;

  private Agreement() {}

  /**
   * Compares arrays.
   *
   * @throws IllegalStateException if an entry is off by more than 1e-9 of the largest one
   */
  static void require(double[] found, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    if (found.length != expected.length) {
      throw new IllegalStateException(found.length + " numbers, not " + expected.length);
    }
    for (int k = 0; k < found.length; k++) {
      if (!(Math.abs(found[k] - expected[k]) <= TOLERANCE * scale)) {
        throw new IllegalStateException(
            "number " + k + " is " + found[k] + ", by hand " + expected[k]);
      }
    }
  }
}
