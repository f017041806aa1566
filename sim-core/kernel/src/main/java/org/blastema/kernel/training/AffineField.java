package org.blastema.kernel.training;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A gradient that is constant or affine, {@code g + H x} with a symmetric H: that of a linear or a
 * quadratic function. Its path integral is exact, {@code (g + H (a + b) / 2) (b - a)}, and linear
 * in what is fitted, so the fit is a least-squares problem. From all pairs of some points with
 * equal weights it is the ordinary regression of the values with a free intercept.
 */
final class AffineField implements GradientField {
  private final int size;
  private final boolean quadratic;
  private final double[] coefficients;

  private AffineField(int size, boolean quadratic, double[] coefficients) {
    this.size = size;
    this.quadratic = quadratic;
    this.coefficients = coefficients;
  }

  /**
   * A fit by least squares.
   *
   * @param quadratic whether there is an H
   * @param ridge price of the coefficients' squares, relative to the mean square of the features
   */
  static Fit fit(boolean quadratic, double ridge) {
    return pairs -> {
      int size = pairs.get(0).from().length;
      return new AffineField(size, quadratic, solve(pairs, size, quadratic, ridge));
    };
  }

  private static double[] solve(List<Pair> pairs, int size, boolean quadratic, double ridge) {
    int n = quadratic ? size + size * (size + 1) / 2 : size;
    double[][] normal = new double[n][n];
    double[] right = new double[n];
    for (Pair pair : pairs) {
      double[] f = features(pair.from(), pair.to(), quadratic);
      for (int i = 0; i < n; i++) {
        right[i] += f[i] * pair.change();
        for (int j = 0; j <= i; j++) {
          normal[i][j] += f[i] * f[j];
        }
      }
    }
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += normal[i][i];
    }
    RealMatrix matrix = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        matrix.setEntry(i, j, normal[i][j]);
        matrix.setEntry(j, i, normal[i][j]);
      }
      matrix.addToEntry(i, i, ridge * trace / n);
    }
    return new CholeskyDecomposition(matrix, 0, 0)
        .getSolver()
        .solve(new ArrayRealVector(right, false))
        .toArray();
  }

  /** What g and the lower triangle of H are multiplied with in the path integral. */
  private static double[] features(double[] a, double[] b, boolean quadratic) {
    int size = a.length;
    double[] f = new double[quadratic ? size + size * (size + 1) / 2 : size];
    int at = size;
    for (int i = 0; i < size; i++) {
      f[i] = b[i] - a[i];
      for (int j = 0; quadratic && j <= i; j++) {
        f[at++] = (b[i] * b[j] - a[i] * a[j]) * (i == j ? 0.5 : 1);
      }
    }
    return f;
  }

  @Override
  public double[] at(double[] point) {
    double[] gradient = new double[size];
    int at = size;
    for (int i = 0; i < size; i++) {
      gradient[i] += coefficients[i];
      for (int j = 0; quadratic && j <= i; j++) {
        double h = coefficients[at++];
        gradient[i] += h * point[j];
        if (i != j) {
          gradient[j] += h * point[i];
        }
      }
    }
    return gradient;
  }

  @Override
  public double change(double[] from, double[] to) {
    double[] f = features(from, to, quadratic);
    double sum = 0;
    for (int i = 0; i < f.length; i++) {
      sum += f[i] * coefficients[i];
    }
    return sum;
  }
}
