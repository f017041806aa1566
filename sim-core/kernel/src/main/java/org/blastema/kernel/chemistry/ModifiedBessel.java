package org.blastema.kernel.chemistry;

import java.util.function.DoubleUnaryOperator;
import org.blastema.autodiff.Expr;

/**
 * The modified Bessel functions of the second kind K0 and K1 as expressions, times {@code exp(x)}
 * so that they neither vanish nor overflow; for {@code x > 0}, with a relative error below 1e-14.
 * Their derivatives follow by differentiating the expressions.
 *
 * <p>Up to x = 2 by their power series (M. Abramowitz and I. A. Stegun, Handbook of Mathematical
 * Functions, 9.6.10 to 9.6.13), beyond by a Chebyshev series of {@code sqrt(x) exp(x) K(x)} in
 * {@code 4/x - 1}. Its coefficients are computed from {@code exp(x) K_n(x) = integral over t > 0 of
 * exp(-x (cosh t - 1)) cosh(n t)} (ibid. 9.6.24), for which the trapezoidal rule converges
 * exponentially.
 */
final class ModifiedBessel {
  private static final double EULER = 0.57721566490153286061;
  private static final double MIDDLE = 2;
  private static final int SERIES_TERMS = 14;
  private static final int CHEBYSHEV_TERMS = 28;
  private static final double[] LARGE_0 = chebyshev(x -> scaled(x, 0));
  private static final double[] LARGE_1 = chebyshev(x -> scaled(x, 1));

  private ModifiedBessel() {}

  /** {@code exp(x) K0(x)}. */
  static Expr k0(Expr x) {
    Expr t = x.square().times(0.25);
    Expr i0 = Expr.constant(0);
    Expr rest = Expr.constant(0);
    for (int k = SERIES_TERMS; k >= 0; k--) {
      double c = 1 / (factorial(k) * factorial(k));
      i0 = i0.times(t).plus(c);
      rest = rest.times(t).plus(c * harmonic(k));
    }
    Expr logarithm = x.times(0.5).log().plus(EULER);
    Expr small = rest.minus(logarithm.times(i0)).times(x.exp());
    return Expr.where(x.atMost(MIDDLE), small, large(LARGE_0, x));
  }

  /** {@code exp(x) K1(x)}. */
  static Expr k1(Expr x) {
    Expr t = x.square().times(0.25);
    Expr i1 = Expr.constant(0);
    Expr rest = Expr.constant(0);
    for (int k = SERIES_TERMS; k >= 0; k--) {
      double c = 1 / (factorial(k) * factorial(k + 1));
      i1 = i1.times(t).plus(c);
      rest = rest.times(t).plus(c * 0.5 * (harmonic(k) + harmonic(k + 1)));
    }
    Expr half = x.times(0.5);
    Expr logarithm = half.log().plus(EULER);
    Expr small = x.reciprocal().plus(half.times(logarithm.times(i1).minus(rest))).times(x.exp());
    return Expr.where(x.atMost(MIDDLE), small, large(LARGE_1, x));
  }

  private static double factorial(int k) {
    return k == 0 ? 1 : k * factorial(k - 1);
  }

  private static double harmonic(int k) {
    return k == 0 ? 0 : 1.0 / k + harmonic(k - 1);
  }

  /** Clenshaw's recurrence. */
  private static Expr large(double[] coefficients, Expr x) {
    Expr u = x.reciprocal().times(2 * MIDDLE).minus(1);
    Expr twice = u.times(2);
    Expr b1 = Expr.constant(0);
    Expr b2 = Expr.constant(0);
    for (int k = coefficients.length - 1; k > 0; k--) {
      Expr b = twice.times(b1).minus(b2).plus(coefficients[k]);
      b2 = b1;
      b1 = b;
    }
    Expr sum = u.times(b1).minus(b2).plus(coefficients[0]);
    return sum.divide(x.sqrt());
  }

  private static double[] chebyshev(DoubleUnaryOperator function) {
    int n = CHEBYSHEV_TERMS;
    double[] coefficients = new double[n];
    for (int j = 0; j < n; j++) {
      double angle = Math.PI * (j + 0.5) / n;
      double value = function.applyAsDouble(2 * MIDDLE / (StrictMath.cos(angle) + 1));
      for (int k = 0; k < n; k++) {
        coefficients[k] += value * StrictMath.cos(k * angle) * (k == 0 ? 1 : 2) / n;
      }
    }
    return coefficients;
  }

  /** {@code sqrt(x) exp(x) K_n(x)} by the trapezoidal rule in {@code s = t sqrt(x)}. */
  private static double scaled(double x, int order) {
    double step = 0.125;
    double root = Math.sqrt(x);
    double sum = 0.5;
    for (double s = step; s < 10; s += step) {
      double half = StrictMath.sinh(s / (2 * root));
      double weight = order == 0 ? 1 : StrictMath.cosh(s / root);
      sum += weight * StrictMath.exp(-2 * x * half * half);
    }
    return step * sum;
  }
}
