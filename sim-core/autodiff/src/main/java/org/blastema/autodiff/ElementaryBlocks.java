package org.blastema.autodiff;

/**
 * The functions of {@link Elementary} for blocks of numbers, with the same bits. Each is a few
 * passes, so that all but the shifting of exponents becomes vector code; rare arguments are
 * corrected one by one.
 */
final class ElementaryBlocks {
  private static final long INFINITY_BITS = 0x7FF0000000000000L;
  private static final long SIGN_BIT = 0x8000000000000000L;

  /** Arguments below this size need no care in exp; a power of two. */
  private static final long SAFE = 512;

  private final double[] s;
  private final double[] t;
  private final double[] u;

  ElementaryBlocks(int length) {
    s = new double[length];
    t = new double[length];
    u = new double[length];
  }

  /** Exponential; {@code o} is not {@code x}. */
  void exp(double[] x, double[] o, int n) {
    expOfModerate(x, s, t, o, n);
    if (!isModerate(x, n)) {
      for (int k = 0; k < n; k++) {
        if (!(Math.abs(x[k]) < SAFE)) {
          o[k] = Elementary.exp(x[k]);
        }
      }
    }
  }

  /**
   * Whether all sizes are below {@link #SAFE}; undefined arguments pass, as they give undefined
   * results anyway.
   */
  private static boolean isModerate(double[] x, int n) {
    long all = 0;
    for (int k = 0; k < n; k++) {
      all |= (long) Math.abs(x[k]);
    }
    return all < SAFE;
  }

  private static void expOfModerate(
      double[] x, double[] scale, double[] reduced, double[] o, int n) {
    reduce(x, scale, reduced, n);
    for (int k = 0; k < n; k++) {
      o[k] = Elementary.expOfReduced(reduced[k]) * scale[k];
    }
  }

  /** Powers of two, and what is left of the arguments. */
  private static void reduce(double[] x, double[] scale, double[] reduced, int n) {
    for (int k = 0; k < n; k++) {
      double shifted = Math.fma(x[k], Elementary.LOG2_E, Elementary.ROUNDING);
      double whole = shifted - Elementary.ROUNDING;
      scale[k] = shifted;
      reduced[k] =
          Math.fma(-whole, Elementary.LN2_LOW, Math.fma(-whole, Elementary.LN2_HIGH, x[k]));
    }
    for (int k = 0; k < n; k++) {
      scale[k] = Double.longBitsToDouble((Double.doubleToRawLongBits(scale[k]) + 1023L) << 52);
    }
  }

  /** Natural logarithm; {@code o} is not {@code x}. */
  void log(double[] x, double[] o, int n) {
    if (split(x, s, t, n)) {
      logOfSplit(s, t, o, n);
      return;
    }
    logOfSplit(s, t, o, n);
    for (int k = 0; k < n; k++) {
      if (!(x[k] >= Double.MIN_NORMAL && x[k] < Double.POSITIVE_INFINITY)) {
        o[k] = Elementary.log(x[k]);
      }
    }
  }

  /** Exponents and mantissas; false if some number is not positive, normal and finite. */
  private static boolean split(double[] x, double[] exponent, double[] mantissa, int n) {
    long rare = 0;
    for (int k = 0; k < n; k++) {
      long bits = Double.doubleToRawLongBits(x[k]);
      rare |= (bits - 0x0010000000000000L) | (INFINITY_BITS - 1 - bits);
      long e = (bits - Elementary.SQRT_HALF_BITS) >> 52;
      exponent[k] = e;
      mantissa[k] = Double.longBitsToDouble(bits - (e << 52));
    }
    return rare >= 0;
  }

  private static void logOfSplit(double[] exponent, double[] mantissa, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      o[k] = Elementary.logOfReduced(exponent[k], mantissa[k]);
    }
  }

  /** Hyperbolic tangent; {@code o} is not {@code x}. */
  void tanh(double[] x, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      u[k] = Math.min(2 * Math.abs(x[k]), Elementary.TANH_IS_1);
    }
    reduce(u, s, t, n);
    tanhOfReduced(t, s, u, n);
    copySigns(u, x, o, n);
  }

  private static void tanhOfReduced(double[] reduced, double[] scale, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      double e = Elementary.expm1OfReduced(reduced[k], scale[k]);
      o[k] = e / (e + 2);
    }
  }

  private static void copySigns(double[] sizes, double[] signs, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      long sign = Double.doubleToRawLongBits(signs[k]) & SIGN_BIT;
      o[k] = Double.longBitsToDouble((Double.doubleToRawLongBits(sizes[k]) & ~SIGN_BIT) | sign);
    }
  }

  /** Logistic function; {@code o} is not {@code x}. */
  void logistic(double[] x, double[] o, int n) {
    for (int k = 0; k < n; k++) {
      u[k] = -Math.abs(x[k]);
    }
    exp(u, o, n);
    pickNumerator(x, o, s, n);
    for (int k = 0; k < n; k++) {
      o[k] = s[k] / (1 + o[k]);
    }
  }

  /** 1 for positive arguments, else the exponential. */
  private static void pickNumerator(double[] x, double[] exp, double[] numerator, int n) {
    long one = Double.doubleToRawLongBits(1);
    for (int k = 0; k < n; k++) {
      long isNegative = Double.doubleToRawLongBits(x[k]) >> 63;
      numerator[k] =
          Double.longBitsToDouble(
              (Double.doubleToRawLongBits(exp[k]) & isNegative) | (one & ~isNegative));
    }
  }
}
