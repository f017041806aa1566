package org.blastema.autodiff;

/**
 * The error function: a series of terms of one sign where the argument is small, and the continued
 * fraction of its complement where it is large (Abramowitz and Stegun, Handbook of Mathematical
 * Functions, 7.1.6 and 7.1.14).
 */
final class ErrorFunction {
  /** From here on the continued fraction is exact to the last bits after {@link #DEPTH} floors. */
  private static final double LARGE = 2;

  /** From here on the function differs from 1 by less than half a unit of the last place. */
  private static final double ERF_IS_1 = 6;

  /** Terms of the series: the last one is below 1e-17 of the sum at {@link #LARGE}. */
  private static final int TERMS = 36;

  private static final int DEPTH = 60;

  private ErrorFunction() {}

  static double erf(double x) {
    double size = Math.abs(x);
    if (!(size < ERF_IS_1)) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    return size < LARGE ? series(x) : Math.copySign(1 - complement(size), x);
  }

  /** {@code 2 / sqrt(pi) exp(-x^2) sum over n of 2^n x^(2n+1) / (1 3 5 ... (2n+1))}. */
  private static double series(double x) {
    double square = x * x;
    double sum = 1;
    for (int n = TERMS; n > 0; n--) {
      sum = Math.fma(sum, 2 * square / (2 * n + 1), 1);
    }
    return Elementary.ERF_SLOPE_AT_0 * x * sum * gaussian(x);
  }

  /** {@code exp(-x^2) / sqrt(pi) / (x + 1/2 / (x + 1 / (x + 3/2 / (x + ...))))}. */
  private static double complement(double x) {
    double fraction = x;
    for (int k = DEPTH; k > 0; k--) {
      fraction = x + 0.5 * k / fraction;
    }
    return Elementary.ERF_SLOPE_AT_0 * 0.5 * gaussian(x) / fraction;
  }

  /** {@code exp(-x^2)}, with what rounding the square took given back. */
  private static double gaussian(double x) {
    double square = x * x;
    double e = Elementary.exp(-square);
    return Math.fma(-Math.fma(x, x, -square), e, e);
  }
}
