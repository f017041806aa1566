package org.blastema.kernel;

import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.random.Purpose;

/** Positions for tests. */
public final class Tissues {
  private Tissues() {}

  /**
   * Cells at random in a box, none closer to another than {@code apart}, as {@code
   * [cell][dimension]}.
   */
  public static double[][] scattered(
      int seed, int count, int dimensions, double size, double apart) {
    double[][] x = new double[count][];
    int draw = 0;
    for (int i = 0; i < count; i++) {
      do {
        x[i] = new double[dimensions];
        for (int d = 0; d < dimensions; d++) {
          x[i][d] = size * PhiloxRandom.of(seed, 0, 0).uniform(Purpose.OTHER, 0, draw++);
        }
      } while (closest(x, i) < apart);
    }
    return x;
  }

  private static double closest(double[][] x, int i) {
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < i; j++) {
      double squared = 0;
      for (int d = 0; d < x[i].length; d++) {
        squared += Math.pow(x[i][d] - x[j][d], 2);
      }
      least = Math.min(least, Math.sqrt(squared));
    }
    return least;
  }

  /** The positions turned in the plane of the first two axes and shifted. */
  public static double[][] moved(double[][] x, double angle, double shift) {
    double[][] moved = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i].clone();
      moved[i][0] = Math.cos(angle) * x[i][0] - Math.sin(angle) * x[i][1] + shift;
      moved[i][1] = Math.sin(angle) * x[i][0] + Math.cos(angle) * x[i][1] - 2 * shift;
    }
    return moved;
  }

  /** Different radii between 0.4 and 0.55. */
  public static double[] radii(int count) {
    double[] radii = new double[count];
    for (int i = 0; i < count; i++) {
      radii[i] = 0.4 + 0.15 * PhiloxRandom.of(99, 0, 0).uniform(Purpose.OTHER, i, 0);
    }
    return radii;
  }

  /** Largest difference between two arrays, relative to the largest entry of the second. */
  public static double discrepancy(double[] got, double[] expected) {
    double largest = 1e-300;
    double difference = 0;
    for (int k = 0; k < expected.length; k++) {
      largest = Math.max(largest, Math.abs(expected[k]));
      difference = Math.max(difference, Math.abs(got[k] - expected[k]));
    }
    return difference / largest;
  }
}
