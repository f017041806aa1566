package org.blastema.autodiff.lanes;

import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/** The exponential and what is made of it, step for step as {@code Elementary} computes them. */
final class Exponential {
  private static final DoubleVector ZERO = all(0);
  private static final DoubleVector HALF = all(0.5);
  private static final DoubleVector ONE = all(1);
  private static final DoubleVector TWO = all(2);

  private static final DoubleVector INFINITY = all(Double.POSITIVE_INFINITY);
  private static final DoubleVector OVERFLOW = all(709.782712893384);
  private static final DoubleVector UNDERFLOW = all(-745.1332191019412);

  private static final DoubleVector LOG2_E = all(1.4426950408889634);
  private static final DoubleVector MINUS_LN2_HIGH = all(-0x1.62e42fefa3800p-1);
  private static final DoubleVector MINUS_LN2_LOW = all(-0x1.ef35793c76730p-45);
  private static final DoubleVector ROUNDING = all(0x1.8p52);

  /** Bits of the sign and the exponent. */
  private static final LongVector EXPONENT = bits(0xFFF0000000000000L);

  private static final LongVector ONE_BITS = bits(Double.doubleToRawLongBits(1));

  private static final DoubleVector MODERATE = all(708);
  private static final DoubleVector TANH_IS_1 = all(40);

  private static final DoubleVector C13 = all(1.0 / 6227020800.0);
  private static final DoubleVector C12 = all(1.0 / 479001600.0);
  private static final DoubleVector C11 = all(1.0 / 39916800.0);
  private static final DoubleVector C10 = all(1.0 / 3628800.0);
  private static final DoubleVector C9 = all(1.0 / 362880.0);
  private static final DoubleVector C8 = all(1.0 / 40320.0);
  private static final DoubleVector C7 = all(1.0 / 5040.0);
  private static final DoubleVector C6 = all(1.0 / 720.0);
  private static final DoubleVector C5 = all(1.0 / 120.0);
  private static final DoubleVector C4 = all(1.0 / 24.0);
  private static final DoubleVector C3 = all(1.0 / 6.0);

  private Exponential() {}

  private static DoubleVector all(double number) {
    return DoubleVector.broadcast(Lanes.SPECIES, number);
  }

  private static LongVector bits(long number) {
    return DoubleVector.broadcast(Lanes.SPECIES, Double.longBitsToDouble(number))
        .reinterpretAsLongs();
  }

  /**
   * Without a branch for rare arguments: where it is ever taken, vectors become objects. Scales in
   * two halves, so that a result below the normal range is rounded once: the first half is added to
   * the exponent of a number near 1.
   */
  static DoubleVector exp(DoubleVector x) {
    DoubleVector shifted = x.fma(LOG2_E, ROUNDING);
    DoubleVector p = expOfReduced(reduced(x, shifted.sub(ROUNDING)));
    LongVector k = shifted.reinterpretAsLongs();
    LongVector half = k.lanewise(LSHL, 51).and(EXPONENT);
    LongVector rest = k.lanewise(LSHL, 52).sub(half).add(ONE_BITS);
    DoubleVector halfScaled = p.reinterpretAsLongs().add(half).reinterpretAsDoubles();
    return x.mul(INFINITY) // infinite or, like x, undefined
        .blend(halfScaled.mul(rest.reinterpretAsDoubles()), x.compare(LE, OVERFLOW))
        .blend(ZERO, x.compare(LT, UNDERFLOW));
  }

  static DoubleVector expm1(DoubleVector x) {
    if (!x.lanewise(ABS).compare(LT, MODERATE).allTrue()) {
      return DoubleVector.fromArray(Lanes.SPECIES, OneByOne.expm1(x.toArray()), 0);
    }
    return expm1OfModerate(x);
  }

  private static DoubleVector expm1OfModerate(DoubleVector x) {
    DoubleVector shifted = x.fma(LOG2_E, ROUNDING);
    DoubleVector r = reduced(x, shifted.sub(ROUNDING));
    DoubleVector scale = powerOfTwo(shifted);
    return r.mul(r).fma(tail(r), r).fma(scale, scale.sub(ONE));
  }

  static DoubleVector tanh(DoubleVector x) {
    DoubleVector e = expm1OfModerate(x.lanewise(ABS).mul(TWO).min(TANH_IS_1));
    return Lanes.copySign(e.div(e.add(TWO)), x);
  }

  /** What is left of x after k times ln(2). */
  private static DoubleVector reduced(DoubleVector x, DoubleVector k) {
    return k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, x));
  }

  /** 2 to the power of the whole number that {@code shifted} exceeds {@link #ROUNDING} by. */
  private static DoubleVector powerOfTwo(DoubleVector shifted) {
    return shifted.reinterpretAsLongs().add(1023L).lanewise(LSHL, 52).reinterpretAsDoubles();
  }

  private static DoubleVector expOfReduced(DoubleVector r) {
    return r.fma(r.fma(tail(r), ONE), ONE);
  }

  private static DoubleVector tail(DoubleVector r) {
    DoubleVector square = r.mul(r);
    DoubleVector fourth = square.mul(square);
    DoubleVector low = square.fma(r.fma(C5, C4), r.fma(C3, HALF));
    DoubleVector middle = square.fma(r.fma(C9, C8), r.fma(C7, C6));
    DoubleVector high = square.fma(r.fma(C13, C12), r.fma(C11, C10));
    return fourth.fma(fourth.fma(high, middle), low);
  }
}
