package org.blastema.autodiff;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions to sixty digits, from their series. */
final class Exactly {
  private static final MathContext DIGITS = new MathContext(60);

  private Exactly() {}

  /** The exponential by Taylor's series of a small part of the argument, squared back. */
  static BigDecimal exp(BigDecimal x) {
    int halvings = 0;
    BigDecimal small = x;
    while (small.abs().doubleValue() > 0.1) {
      small = small.divide(BigDecimal.TWO, DIGITS);
      halvings++;
    }
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k < 40; k++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int k = 0; k < halvings; k++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  /** The logarithm by two steps of Newton's method for the exponential. */
  static BigDecimal log(BigDecimal x) {
    BigDecimal y = new BigDecimal(StrictMath.log(x.doubleValue()));
    for (int k = 0; k < 2; k++) {
      y = y.add(x.multiply(exp(y.negate()), DIGITS).subtract(BigDecimal.ONE, DIGITS), DIGITS);
    }
    return y;
  }

  static BigDecimal tanh(BigDecimal x) {
    BigDecimal e = exp(x.multiply(BigDecimal.TWO));
    return e.subtract(BigDecimal.ONE, DIGITS).divide(e.add(BigDecimal.ONE), DIGITS);
  }

  static BigDecimal logistic(BigDecimal x) {
    return BigDecimal.ONE.divide(exp(x.negate()).add(BigDecimal.ONE, DIGITS), DIGITS);
  }

  /** The sine by Taylor's series of the argument less whole turns. */
  static BigDecimal sin(BigDecimal x) {
    BigDecimal r = x.subtract(wholeTurns(x));
    return alternating(r, r, 1);
  }

  static BigDecimal cos(BigDecimal x) {
    return alternating(x.subtract(wholeTurns(x)), BigDecimal.ONE, 0);
  }

  private static BigDecimal alternating(BigDecimal r, BigDecimal first, int degree) {
    BigDecimal term = first;
    BigDecimal sum = first;
    for (int k = degree + 2; k < 70; k += 2) {
      term = term.multiply(r).multiply(r).divide(BigDecimal.valueOf(-k * (k - 1L)), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** The error function by its Maclaurin series, whose terms stay below 1e23 up to 7. */
  static BigDecimal erf(BigDecimal x) {
    MathContext digits = new MathContext(90);
    BigDecimal square = x.multiply(x).round(digits);
    BigDecimal power = x;
    BigDecimal sum = x;
    for (int n = 1; power.abs().compareTo(new BigDecimal("1e-60")) > 0; n++) {
      power = power.multiply(square).divide(BigDecimal.valueOf(-n), digits);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), digits), digits);
    }
    return sum.multiply(BigDecimal.TWO).divide(pi().sqrt(DIGITS), DIGITS);
  }

  private static BigDecimal wholeTurns(BigDecimal x) {
    BigDecimal turn = pi().multiply(BigDecimal.TWO);
    return turn.multiply(x.divide(turn, 0, RoundingMode.HALF_EVEN));
  }

  /** Machin's formula: pi = 16 arctan(1/5) - 4 arctan(1/239). */
  private static BigDecimal pi() {
    return arctanOfInverse(5)
        .multiply(BigDecimal.valueOf(16))
        .subtract(arctanOfInverse(239).multiply(BigDecimal.valueOf(4)));
  }

  private static BigDecimal arctanOfInverse(long n) {
    MathContext digits = new MathContext(80);
    BigDecimal term = BigDecimal.ONE.divide(BigDecimal.valueOf(n), digits);
    BigDecimal sum = term;
    for (int k = 3; k < 120; k += 2) {
      term = term.divide(BigDecimal.valueOf(-n * n), digits);
      sum = sum.add(term.divide(BigDecimal.valueOf(k), digits), digits);
    }
    return sum;
  }

  /**
   * The distance of a number from an exact one, in units of the last place of the number nearest to
   * the exact one.
   */
  static double ulps(double value, BigDecimal exact) {
    BigDecimal unit = new BigDecimal(Math.ulp(exact.doubleValue()));
    return new BigDecimal(value).subtract(exact).abs().divide(unit, DIGITS).doubleValue();
  }
}
