package org.blastema.losses;

import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Var;

/**
 * Expansion of functions of a direction into orthonormal functions of increasing degree: real
 * spherical harmonics in space, Fourier modes in the plane. The sum of the squared coefficients of
 * a degree does not change when the function is rotated.
 *
 * <p>Real harmonics with the sign of Condon and Shortley left out: of degree l and order m &gt; 0
 * they are the square root of two times the real part and the imaginary part of the complex ones
 * (up to sign), of order 0 the complex ones themselves. Directions are Gauss-Legendre points of the
 * polar angle times evenly spaced azimuths.
 *
 * <p>Source: Abramowitz and Stegun (1964), 8.5 and 25.4.29; W. H. Press et al., Numerical Recipes
 * (2007), section 6.7.
 */
final class SphericalHarmonics {
  private final Var directions;
  private final Var analysis;
  private final Var degrees;
  private final int highest;

  private SphericalHarmonics(Var directions, Var analysis, Var degrees, int highest) {
    this.directions = directions;
    this.analysis = analysis;
    this.degrees = degrees;
    this.highest = highest;
  }

  /**
   * The expansion up to a degree.
   *
   * @param dimensions 2 or 3
   * @param highest the highest degree
   * @param resolution number of polar angles; exact for functions of degree below {@code 2
   *     resolution - highest}
   */
  static SphericalHarmonics upTo(int dimensions, int highest, int resolution) {
    return dimensions == 2 ? plane(highest, resolution) : space(highest, resolution);
  }

  private static SphericalHarmonics plane(int highest, int resolution) {
    int count = 4 * resolution;
    double[][] directions = new double[count][];
    double[][] functions = new double[count][2 * highest + 1];
    double weight = 2 * Math.PI / count;
    for (int k = 0; k < count; k++) {
      double phi = weight * k;
      directions[k] = new double[] {Elementary.cos(phi), Elementary.sin(phi)};
      functions[k][0] = weight / Math.sqrt(2 * Math.PI);
      for (int l = 1; l <= highest; l++) {
        functions[k][2 * l - 1] = weight * Elementary.cos(l * phi) / Math.sqrt(Math.PI);
        functions[k][2 * l] = weight * Elementary.sin(l * phi) / Math.sqrt(Math.PI);
      }
    }
    double[][] degrees = new double[highest + 1][2 * highest + 1];
    for (int k = 0; k <= 2 * highest; k++) {
      degrees[(k + 1) / 2][k] = 1;
    }
    return of(directions, functions, degrees, highest);
  }

  private static SphericalHarmonics space(int highest, int resolution) {
    int azimuths = 2 * resolution;
    double[][] directions = new double[resolution * azimuths][];
    double[][] functions = new double[directions.length][(highest + 1) * (highest + 1)];
    double[] heights = new double[resolution];
    double[] weights = gaussLegendre(heights);
    for (int p = 0; p < resolution; p++) {
      double[][] polar = legendre(highest, heights[p]);
      double sine = Math.sqrt((1 - heights[p]) * (1 + heights[p]));
      for (int a = 0; a < azimuths; a++) {
        double phi = 2 * Math.PI * a / azimuths;
        int k = p * azimuths + a;
        directions[k] =
            new double[] {sine * Elementary.cos(phi), sine * Elementary.sin(phi), heights[p]};
        double weight = weights[p] * 2 * Math.PI / azimuths;
        for (int l = 0; l <= highest; l++) {
          functions[k][index(l, 0)] = weight * polar[l][0];
          for (int m = 1; m <= l; m++) {
            double size = weight * Math.sqrt(2) * polar[l][m];
            functions[k][index(l, m)] = size * Elementary.cos(m * phi);
            functions[k][index(l, -m)] = size * Elementary.sin(m * phi);
          }
        }
      }
    }
    double[][] degrees = new double[highest + 1][(highest + 1) * (highest + 1)];
    for (int l = 0; l <= highest; l++) {
      for (int m = -l; m <= l; m++) {
        degrees[l][index(l, m)] = 1;
      }
    }
    return of(directions, functions, degrees, highest);
  }

  private static SphericalHarmonics of(
      double[][] directions, double[][] functions, double[][] degrees, int highest) {
    return new SphericalHarmonics(
        Var.ofRows(directions), Var.ofRows(functions).transpose(), Var.ofRows(degrees), highest);
  }

  /** Place of a coefficient in space; negative orders are the sines. */
  static int index(int degree, int order) {
    return degree * degree + degree + order;
  }

  /** Points and weights of Gauss and Legendre on -1 to 1. */
  private static double[] gaussLegendre(double[] points) {
    int n = points.length;
    double[] weights = new double[n];
    for (int k = 0; k < n; k++) {
      double x = Elementary.cos(Math.PI * (k + 0.75) / (n + 0.5));
      double slope = 1;
      for (int iteration = 0; iteration < 20; iteration++) {
        double before = 1;
        double here = x;
        for (int l = 2; l <= n; l++) {
          double next = ((2 * l - 1) * x * here - (l - 1) * before) / l;
          before = here;
          here = next;
        }
        slope = n * (x * here - before) / (x * x - 1);
        double step = here / slope;
        x -= step;
        if (Math.abs(step) < 1e-16) {
          break;
        }
      }
      points[k] = x;
      weights[k] = 2 / ((1 - x * x) * slope * slope);
    }
    return weights;
  }

  /** Normalized associated Legendre functions of all degrees and orders that are not negative. */
  private static double[][] legendre(int highest, double z) {
    double sine = Math.sqrt((1 - z) * (1 + z));
    double[][] p = new double[highest + 1][highest + 1];
    p[0][0] = Math.sqrt(1 / (4 * Math.PI));
    for (int m = 1; m <= highest; m++) {
      p[m][m] = Math.sqrt((2.0 * m + 1) / (2.0 * m)) * sine * p[m - 1][m - 1];
    }
    for (int m = 0; m < highest; m++) {
      p[m + 1][m] = Math.sqrt(2.0 * m + 3) * z * p[m][m];
      for (int l = m + 2; l <= highest; l++) {
        double a = Math.sqrt((4.0 * l * l - 1) / ((double) l * l - (double) m * m));
        double b =
            Math.sqrt(((l - 1.0) * (l - 1.0) - (double) m * m) / (4.0 * (l - 1.0) * (l - 1.0) - 1));
        p[l][m] = a * (z * p[l - 1][m] - b * p[l - 2][m]);
      }
    }
    return p;
  }

  /** The directions, unit vectors, {@code q x dimensions}. */
  Var directions() {
    return directions;
  }

  /** The highest degree. */
  int highest() {
    return highest;
  }

  /**
   * Coefficients of a function.
   *
   * @param values in the {@link #directions}, {@code q x 1}
   */
  Var coefficients(Var values) {
    return analysis.matmul(values);
  }

  /** Sum of the squared coefficients of every degree, {@code (highest + 1) x 1}. */
  Var power(Var values) {
    return degrees.matmul(coefficients(values).square());
  }
}
