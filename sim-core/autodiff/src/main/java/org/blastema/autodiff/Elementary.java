package org.blastema.autodiff;

/**
 * Elementary functions as polynomials of our own, so that results have the same bits on every
 * machine and in every tier of the compiler. The largest errors found are below 1 unit of the last
 * place for exp, log and atan, 1 for sin and cos, 2 for expm1 and log1p, 3 for tanh and logistic,
 * and 5 for erf.
 */
public final class Elementary {
  static final double LOG2_E = 1.4426950408889634;
  static final double LN2_HIGH = 0x1.62e42fefa3800p-1;
  static final double LN2_LOW = 0x1.ef35793c76730p-45;

  /** Adding and subtracting this rounds to a whole number. */
  static final double ROUNDING = 0x1.8p52;

  private static final double OVERFLOW = 709.782712893384;
  private static final double UNDERFLOW = -745.1332191019412;

  /** Where the interval of reduced arguments of the logarithm begins: the square root of 1/2. */
  static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;

  /** Twice an argument from which on the hyperbolic tangent is 1. */
  static final double TANH_IS_1 = 40;

  /** The derivative of the error function at 0: 2 / sqrt(pi). */
  public static final double ERF_SLOPE_AT_0 = 1.1283791670955126;

  private Elementary() {}

  /** e to the power x. */
  public static double exp(double x) {
    if (!(Math.abs(x) < 708)) {
      return edgeOfExp(x);
    }
    double shifted = Math.fma(x, LOG2_E, ROUNDING);
    double k = shifted - ROUNDING;
    double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
    long scale = (Double.doubleToRawLongBits(shifted) + 1023L) << 52;
    return expOfReduced(r) * Double.longBitsToDouble(scale);
  }

  /** Taylor polynomial of degree 13 on |r| <= ln(2)/2: truncation error below 5e-18. */
  static double expOfReduced(double r) {
    return Math.fma(r, Math.fma(r, tail(r), 1.0), 1.0);
  }

  /**
   * (exp(r) - 1 - r) / r^2 for |r| <= 0.35. Estrin's scheme: terms in pairs, so that few wait for
   * each other.
   */
  static double tail(double r) {
    double square = r * r;
    double fourth = square * square;
    double p0 = Math.fma(r, 1.0 / 6, 0.5);
    double p2 = Math.fma(r, 1.0 / 120, 1.0 / 24);
    double p4 = Math.fma(r, 1.0 / 5040, 1.0 / 720);
    double p6 = Math.fma(r, 1.0 / 362880, 1.0 / 40320);
    double p8 = Math.fma(r, 1.0 / 39916800, 1.0 / 3628800);
    double p10 = Math.fma(r, 1.0 / 6227020800.0, 1.0 / 479001600);
    double low = Math.fma(square, p2, p0);
    double middle = Math.fma(square, p6, p4);
    double high = Math.fma(square, p10, p8);
    return Math.fma(fourth, Math.fma(fourth, high, middle), low);
  }

  private static double edgeOfExp(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x > OVERFLOW) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < UNDERFLOW) {
      return 0;
    }
    double k = Math.fma(x, LOG2_E, ROUNDING) - ROUNDING;
    double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
    return Math.scalb(expOfReduced(r), (int) k);
  }

  /** exp(x) - 1 without cancellation near 0. */
  public static double expm1(double x) {
    return Math.abs(x) < 708 ? expm1OfModerate(x) : exp(x) - 1;
  }

  private static double expm1OfModerate(double x) {
    double shifted = Math.fma(x, LOG2_E, ROUNDING);
    double k = shifted - ROUNDING;
    double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
    long scale = (Double.doubleToRawLongBits(shifted) + 1023L) << 52;
    return expm1OfReduced(r, Double.longBitsToDouble(scale));
  }

  /** {@code scale exp(r) - 1} for |r| <= ln(2)/2 and a power of two. */
  static double expm1OfReduced(double r, double scale) {
    return Math.fma(Math.fma(r * r, tail(r), r), scale, scale - 1);
  }

  /** Natural logarithm; NaN below 0 and negative infinity at 0. */
  public static double log(double x) {
    if (!(x >= Double.MIN_NORMAL) || x == Double.POSITIVE_INFINITY) {
      return edgeOfLog(x);
    }
    long bits = Double.doubleToRawLongBits(x);
    long k = (bits - SQRT_HALF_BITS) >> 52;
    double m = Double.longBitsToDouble(bits - (k << 52));
    return logOfReduced((double) k, m);
  }

  /**
   * Logarithm of {@code m} times 2 to the power {@code k}, for m between the square roots of 1/2
   * and 2.
   */
  static double logOfReduced(double k, double m) {
    double f = m - 1;
    double s = f / (2 + f);
    double z = s * s;
    double p = 2.0 / 23;
    p = Math.fma(p, z, 2.0 / 21);
    p = Math.fma(p, z, 2.0 / 19);
    p = Math.fma(p, z, 2.0 / 17);
    p = Math.fma(p, z, 2.0 / 15);
    p = Math.fma(p, z, 2.0 / 13);
    p = Math.fma(p, z, 2.0 / 11);
    p = Math.fma(p, z, 2.0 / 9);
    p = Math.fma(p, z, 2.0 / 7);
    p = Math.fma(p, z, 2.0 / 5);
    p = Math.fma(p, z, 2.0 / 3);
    double halfSquare = 0.5 * f * f;
    double correction = s * Math.fma(z, p, halfSquare);
    return Math.fma(k, LN2_HIGH, f - (halfSquare - Math.fma(k, LN2_LOW, correction)));
  }

  private static double edgeOfLog(double x) {
    if (x > 0 && x < Double.MIN_NORMAL) {
      return log(x * 0x1p54) - 54 * 0.6931471805599453;
    }
    return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
  }

  /** log(1 + x) without cancellation near 0: what rounding 1 + x took is given back. */
  public static double log1p(double x) {
    double y = 1 + x;
    if (!(y >= Double.MIN_NORMAL) || y == Double.POSITIVE_INFINITY) {
      return log(y);
    }
    return log(y) + (x - (y - 1)) / y;
  }

  /** Arc tangent in radians, between -pi/2 and pi/2. */
  public static double atan(double x) {
    return StrictMath.atan(x);
  }

  /** Error function: 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
  public static double erf(double x) {
    return ErrorFunction.erf(x);
  }

  /** Hyperbolic tangent. */
  public static double tanh(double x) {
    double e = expm1OfModerate(Math.min(2 * Math.abs(x), TANH_IS_1));
    return Math.copySign(e / (e + 2), x);
  }

  /** 1 / (1 + exp(-x)), accurate in both tails. */
  public static double logistic(double x) {
    if (x >= 0) {
      return 1 / (1 + exp(-x));
    }
    double e = exp(x);
    return e / (1 + e);
  }

  /** Sine of an angle in radians. */
  public static double sin(double x) {
    return Trigonometry.sin(x);
  }

  /** Cosine of an angle in radians. */
  public static double cos(double x) {
    return Trigonometry.cos(x);
  }
}
