package org.blastema.autodiff.lanes;

import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Operations of formulas on vector lanes, with the bits that single numbers give whatever the
 * number of lanes. Each method is short enough to be inlined into a generated loop, but the
 * optimizing compiler does so only while the loop is small: from about 75 vector operations on,
 * counting those of the functions called, it inlines no more calls, and vectors become objects.
 */
public final class Lanes {
  /** The species of all vectors. */
  public static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** 0 in every lane. */
  public static final DoubleVector ZERO = DoubleVector.zero(SPECIES);

  /** 1 in every lane. */
  public static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);

  private Lanes() {}

  /** Number of lanes. */
  public static int count() {
    return SPECIES.length();
  }

  /** e to the power x. */
  public static DoubleVector exp(DoubleVector x) {
    return Exponential.exp(x);
  }

  /** exp(x) - 1 without cancellation near 0. */
  public static DoubleVector expm1(DoubleVector x) {
    return Exponential.expm1(x);
  }

  /** Natural logarithm. */
  public static DoubleVector log(DoubleVector x) {
    return Logarithm.log(x);
  }

  /** Hyperbolic tangent. */
  public static DoubleVector tanh(DoubleVector x) {
    return Exponential.tanh(x);
  }

  /** 1 / (1 + exp(-x)). */
  public static DoubleVector logistic(DoubleVector x) {
    DoubleVector e = Exponential.exp(x.lanewise(ABS).neg());
    return e.blend(ONE, x.compare(GE, ZERO)).div(e.add(ONE));
  }

  /** Sine of an angle in radians. */
  public static DoubleVector sin(DoubleVector x) {
    return Trigonometry.sin(x);
  }

  /** Cosine of an angle in radians. */
  public static DoubleVector cos(DoubleVector x) {
    return Trigonometry.cos(x);
  }

  /** log(1 + x) without cancellation near 0. */
  public static DoubleVector log1p(DoubleVector x) {
    return Logarithm.log1p(x);
  }

  /** Arc tangent, lane by lane. */
  public static DoubleVector atan(DoubleVector x) {
    return DoubleVector.fromArray(SPECIES, OneByOne.atan(x.toArray()), 0);
  }

  /** Error function, lane by lane. */
  public static DoubleVector erf(DoubleVector x) {
    return DoubleVector.fromArray(SPECIES, OneByOne.erf(x.toArray()), 0);
  }

  /** Power with a constant exponent, lane by lane. */
  public static DoubleVector pow(DoubleVector x, double exponent) {
    return DoubleVector.fromArray(SPECIES, OneByOne.pow(x.toArray(), exponent), 0);
  }

  /** 1 or -1 as the sign says; zeros and undefined numbers as they are. */
  public static DoubleVector sign(DoubleVector x) {
    return x.blend(copySign(ONE, x), x.lanewise(ABS).compare(GT, ZERO));
  }

  /** The product, and 0 where the gate is 0 even if the factor is not finite. */
  public static DoubleVector gatedProduct(DoubleVector gate, DoubleVector factor) {
    DoubleVector product = gate.mul(factor);
    return product.blend(ZERO, gate.compare(EQ, ZERO).and(product.compare(NE, product)));
  }

  /** The product, and 0 where either number is 0 even if the other is not finite. */
  public static DoubleVector maskedProduct(DoubleVector a, DoubleVector b) {
    DoubleVector product = a.mul(b);
    VectorMask<Double> zero = a.compare(EQ, ZERO).or(b.compare(EQ, ZERO));
    return product.blend(ZERO, zero.and(product.compare(NE, product)));
  }

  /** Sizes, which are not negative, with the signs of other numbers. */
  static DoubleVector copySign(DoubleVector sizes, DoubleVector signs) {
    return sizes
        .reinterpretAsLongs()
        .or(signs.reinterpretAsLongs().and(Long.MIN_VALUE))
        .reinterpretAsDoubles();
  }
}
