package org.blastema.kernel.grid;

/**
 * The eigenvectors of the second difference along an axis: cosines and sines at the centers of the
 * voxels, by which of the two sides are held.
 *
 * <pre>
 * free, free   cos(pi k (i + 1/2) / n)            k = 0 .. n-1
 * held, held   sin(pi k (i + 1/2) / n)            k = 1 .. n
 * free, held   cos(pi (k + 1/2) (i + 1/2) / n)    k = 0 .. n-1
 * held, free   the same from the other end
 * </pre>
 *
 * with eigenvalues {@code 4 sin^2} of half the wave number. Source: G. Strang, The discrete cosine
 * transform, SIAM Review 41 (1999).
 */
final class AxisModes {
  private final GridAxis axis;
  private final double[] values;

  /** {@code vectors[i * n + k]}: entry i of the k-th normalized vector. */
  private final double[] vectors;

  private final double[] transposed;

  AxisModes(GridAxis axis) {
    this.axis = axis;
    int n = axis.length();
    this.values = new double[n];
    this.vectors = new double[n * n];
    this.transposed = new double[n * n];
    for (int k = 0; k < n; k++) {
      double half = halfWaveNumber(k, n);
      double sine = StrictMath.sin(half);
      values[k] = 4 * sine * sine;
      double norm = 0;
      for (int i = 0; i < n; i++) {
        double entry = entry(half, i, n);
        vectors[i * n + k] = entry;
        norm += entry * entry;
      }
      for (int i = 0; i < n; i++) {
        vectors[i * n + k] /= Math.sqrt(norm);
        transposed[k * n + i] = vectors[i * n + k];
      }
    }
  }

  private double halfWaveNumber(int k, int n) {
    double number = axis.lowHeld() == axis.highHeld() ? (axis.lowHeld() ? k + 1 : k) : k + 0.5;
    return Math.PI * number / (2 * n);
  }

  private double entry(double half, int i, int n) {
    if (axis.lowHeld() && axis.highHeld()) {
      return StrictMath.sin(half * (2 * i + 1));
    }
    int from = axis.lowHeld() ? n - 1 - i : i;
    return StrictMath.cos(half * (2 * from + 1));
  }

  /** Eigenvalue k. */
  double value(int k) {
    return values[k];
  }

  /** Replaces every line of the grid by its coefficients. */
  void analyze(double[] field, double[] scratch) {
    multiply(axis.stride() == 1 ? vectors : transposed, field, scratch);
  }

  /** Replaces the coefficients along every line by the line. */
  void synthesize(double[] field, double[] scratch) {
    multiply(axis.stride() == 1 ? transposed : vectors, field, scratch);
  }

  /**
   * Lines times a table: {@code out[k] = sum_i table[k][i] in[i]}; with rows in a row its
   * transpose.
   */
  private void multiply(double[] table, double[] field, double[] scratch) {
    int n = axis.length();
    int stride = axis.stride();
    for (int block = 0; block < axis.blocks(); block++) {
      int begin = block * n * stride;
      if (stride == 1) {
        for (int i = 0; i < n; i++) {
          add(field[begin + i], table, i * n, scratch, begin, n, i == 0);
        }
      } else {
        for (int k = 0; k < n; k++) {
          for (int i = 0; i < n; i++) {
            add(
                table[k * n + i],
                field,
                begin + i * stride,
                scratch,
                begin + k * stride,
                stride,
                i == 0);
          }
        }
      }
    }
    System.arraycopy(scratch, 0, field, 0, field.length);
  }

  private static void add(
      double factor, double[] from, int at, double[] into, int begin, int count, boolean first) {
    if (first) {
      for (int q = 0; q < count; q++) {
        into[begin + q] = factor * from[at + q];
      }
    } else {
      for (int q = 0; q < count; q++) {
        into[begin + q] += factor * from[at + q];
      }
    }
  }
}
