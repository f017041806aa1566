package org.blastema.autodiff.lanes;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/** The natural logarithm, step for step as {@code Elementary} computes it. */
final class Logarithm {
  private static final DoubleVector HALF = all(0.5);
  private static final DoubleVector ONE = all(1);
  private static final DoubleVector TWO = all(2);
  private static final DoubleVector INFINITY = all(Double.POSITIVE_INFINITY);

  private static final DoubleVector MIN_NORMAL = all(Double.MIN_NORMAL);
  private static final DoubleVector LN2_HIGH = all(0x1.62e42fefa3800p-1);
  private static final DoubleVector LN2_LOW = all(0x1.ef35793c76730p-45);

  /** What keeps exponents positive. */
  private static final long BIAS = 1024;

  private static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;
  private static final long WHOLE_BITS = Double.doubleToRawLongBits(0x1p52);
  private static final DoubleVector WHOLE_AND_BIAS = all(0x1p52 + BIAS);

  private static final DoubleVector C23 = all(2.0 / 23);
  private static final DoubleVector C21 = all(2.0 / 21);
  private static final DoubleVector C19 = all(2.0 / 19);
  private static final DoubleVector C17 = all(2.0 / 17);
  private static final DoubleVector C15 = all(2.0 / 15);
  private static final DoubleVector C13 = all(2.0 / 13);
  private static final DoubleVector C11 = all(2.0 / 11);
  private static final DoubleVector C9 = all(2.0 / 9);
  private static final DoubleVector C7 = all(2.0 / 7);
  private static final DoubleVector C5 = all(2.0 / 5);
  private static final DoubleVector C3 = all(2.0 / 3);

  private Logarithm() {}

  private static DoubleVector all(double number) {
    return DoubleVector.broadcast(Lanes.SPECIES, number);
  }

  static DoubleVector log(DoubleVector x) {
    if (!x.compare(GE, MIN_NORMAL).and(x.compare(LT, INFINITY)).allTrue()) {
      return DoubleVector.fromArray(Lanes.SPECIES, OneByOne.log(x.toArray()), 0);
    }
    return logOfNormal(x);
  }

  static DoubleVector log1p(DoubleVector x) {
    DoubleVector y = x.add(ONE);
    if (!y.compare(GE, MIN_NORMAL).and(y.compare(LT, INFINITY)).allTrue()) {
      return DoubleVector.fromArray(Lanes.SPECIES, OneByOne.log1p(x.toArray()), 0);
    }
    return logOfNormal(y).add(x.sub(y.sub(ONE)).div(y));
  }

  /** The exponent becomes a number by setting it as the last places of a large one. */
  private static DoubleVector logOfNormal(DoubleVector x) {
    LongVector bits = x.reinterpretAsLongs();
    LongVector e = bits.add((BIAS << 52) - SQRT_HALF_BITS).lanewise(LSHR, 52);
    DoubleVector k = e.or(WHOLE_BITS).reinterpretAsDoubles().sub(WHOLE_AND_BIAS);
    DoubleVector m = bits.sub(e.sub(BIAS).lanewise(LSHL, 52)).reinterpretAsDoubles();
    return logOfReduced(k, m);
  }

  private static DoubleVector logOfReduced(DoubleVector k, DoubleVector m) {
    DoubleVector f = m.sub(ONE);
    DoubleVector s = f.div(f.add(TWO));
    DoubleVector z = s.mul(s);
    DoubleVector p = C23;
    p = p.fma(z, C21);
    p = p.fma(z, C19);
    p = p.fma(z, C17);
    p = p.fma(z, C15);
    p = p.fma(z, C13);
    p = p.fma(z, C11);
    p = p.fma(z, C9);
    p = p.fma(z, C7);
    p = p.fma(z, C5);
    p = p.fma(z, C3);
    DoubleVector halfSquare = f.mul(HALF).mul(f);
    DoubleVector correction = s.mul(z.fma(p, halfSquare));
    return k.fma(LN2_HIGH, f.sub(halfSquare.sub(k.fma(LN2_LOW, correction))));
  }
}
