package org.blastema.autodiff;

/**
 * Sine and cosine: the nearest multiple of a quarter turn is taken off in three parts, the first
 * two of 33 bits, so that their products with whole numbers below 2^20 are exact (W. J. Cody and W.
 * Waite, Software Manual for the Elementary Functions, chapter 8); Taylor polynomials of what is
 * left.
 */
final class Trigonometry {
  /** From here on the quarter turns are too many; the library takes over. */
  static final double LARGEST = 0x1p19;

  private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
  private static final double QUARTER_1 = 0x1.921fb544p0;
  private static final double QUARTER_2 = 0x1.0b4611a6p-34;
  private static final double QUARTER_3 = 0x1.3198a2e037073p-69;

  /** Below this size the sine is its argument. */
  private static final double TINY = 0x1p-27;

  private Trigonometry() {}

  static double sin(double x) {
    if (!(Math.abs(x) < LARGEST)) {
      return StrictMath.sin(x);
    }
    return Math.abs(x) < TINY ? x : atQuarter(x, 0);
  }

  static double cos(double x) {
    return Math.abs(x) < LARGEST ? atQuarter(x, 1) : StrictMath.cos(x);
  }

  /** The sine of x plus a number of quarter turns. */
  private static double atQuarter(double x, long quarters) {
    double shifted = Math.fma(x, TWO_OVER_PI, Elementary.ROUNDING);
    double k = shifted - Elementary.ROUNDING;
    double t = Math.fma(-k, QUARTER_1, x);
    double w = k * QUARTER_2;
    double r = t - w;
    double u = r - t;
    double rest = Math.fma(-k, QUARTER_3, (t - (r - u)) - (w + u));
    double high = r + rest;
    double low = (r - high) + rest;
    long quadrant = Double.doubleToRawLongBits(shifted) + quarters;
    double size = (quadrant & 1) == 0 ? sinOfReduced(high, low) : cosOfReduced(high, low);
    return (quadrant & 2) == 0 ? size : -size;
  }

  private static double sinOfReduced(double x, double low) {
    double z = x * x;
    double p = 1.0 / 355687428096000.0;
    p = Math.fma(p, z, -1.0 / 1307674368000.0);
    p = Math.fma(p, z, 1.0 / 6227020800.0);
    p = Math.fma(p, z, -1.0 / 39916800.0);
    p = Math.fma(p, z, 1.0 / 362880.0);
    p = Math.fma(p, z, -1.0 / 5040.0);
    p = Math.fma(p, z, 1.0 / 120.0);
    p = Math.fma(p, z, -1.0 / 6.0);
    return x + Math.fma(x * z, p, Math.fma(-0.5 * z, low, low));
  }

  private static double cosOfReduced(double x, double low) {
    double z = x * x;
    double p = -1.0 / 6402373705728000.0;
    p = Math.fma(p, z, 1.0 / 20922789888000.0);
    p = Math.fma(p, z, -1.0 / 87178291200.0);
    p = Math.fma(p, z, 1.0 / 479001600.0);
    p = Math.fma(p, z, -1.0 / 3628800.0);
    p = Math.fma(p, z, 1.0 / 40320.0);
    p = Math.fma(p, z, -1.0 / 720.0);
    p = Math.fma(p, z, 1.0 / 24.0);
    double half = 0.5 * z;
    double w = 1 - half;
    return w + (((1 - w) - half) + Math.fma(z * z, p, -(x * low)));
  }
}
