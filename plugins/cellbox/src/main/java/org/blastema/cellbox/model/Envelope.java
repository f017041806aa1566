package org.blastema.cellbox.model;

import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Expr;
import org.blastema.plugin.Describe;

/**
 * The function that bounds what the sum of all influences does to a node (Yuan et al., Cell Systems
 * 2021). Every form is 0 at 0.
 *
 * @param form which function
 * @param exponent the exponent k of {@link Form#POLYNOMIAL} and {@link Form#HILL}, at least 2
 */
public record Envelope(Form form, int exponent) {
  /** The functions. */
  public enum Form {
    /** Hyperbolic tangent. */
    @Describe("Hyperbolic tangent.")
    TANH,
    /** {@code |x|^k / (1 + |x|^k)} with the sign of x. */
    @Describe("|x|^k / (1 + |x|^k) with the sign of x.")
    POLYNOMIAL,
    /** {@code 2 (1 - 1 / (1 + max(x + 1, 0)^k)) - 1}. */
    @Describe("2 (1 - 1 / (1 + max(x + 1, 0)^k)) - 1.")
    HILL,
    /** No bound. */
    @Describe("No bound.")
    LINEAR,
    /** x between -1 and 1. */
    @Describe("x, cut at -1 and 1.")
    CLIPPED
  }

  /** The hyperbolic tangent. */
  public static final Envelope TANH = new Envelope(Form.TANH, 2);

  /** Checks the exponent. */
  public Envelope {
    if (exponent < 2) {
      throw new IllegalArgumentException("envelope with exponent " + exponent + ", below 2");
    }
  }

  /** The value. */
  public double value(double x) {
    return switch (form) {
      case TANH -> Elementary.tanh(x);
      case POLYNOMIAL -> {
        double p = power(Math.abs(x), exponent);
        yield Math.copySign(p / (1 + p), x);
      }
      case HILL -> 1 - 2 / (1 + power(Math.max(x + 1, 0), exponent));
      case LINEAR -> x;
      case CLIPPED -> Math.min(1, Math.max(-1, x));
    };
  }

  /**
   * The derivative.
   *
   * @param x where
   * @param value the value there
   */
  public double slope(double x, double value) {
    return switch (form) {
      case TANH -> 1 - value * value;
      case POLYNOMIAL -> {
        double a = Math.abs(x);
        double q = 1 + power(a, exponent);
        yield exponent * power(a, exponent - 1) / (q * q);
      }
      case HILL -> {
        double a = Math.max(x + 1, 0);
        double q = 1 + power(a, exponent);
        yield 2 * exponent * power(a, exponent - 1) / (q * q);
      }
      case LINEAR -> 1;
      case CLIPPED -> Math.abs(x) < 1 ? 1 : 0;
    };
  }

  /** The value as an expression. */
  public Expr of(Expr x) {
    return switch (form) {
      case TANH -> x.tanh();
      case POLYNOMIAL -> {
        Expr p = power(x.abs(), exponent - 1);
        yield x.times(p).divide(p.times(x.abs()).plus(1));
      }
      case HILL -> {
        Expr p = power(x.plus(1).max(Expr.constant(0)), exponent);
        yield Expr.constant(1).minus(Expr.constant(2).divide(p.plus(1)));
      }
      case LINEAR -> x;
      case CLIPPED -> x.min(Expr.constant(1)).max(Expr.constant(-1));
    };
  }

  private static double power(double base, int exponent) {
    double product = 1;
    for (int k = 0; k < exponent; k++) {
      product *= base;
    }
    return product;
  }

  private static Expr power(Expr base, int exponent) {
    Expr product = base;
    for (int k = 1; k < exponent; k++) {
      product = product.times(base);
    }
    return product;
  }
}
