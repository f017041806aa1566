package org.blastema.autodiff.lanes;

import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/** Sine and cosine, step for step as {@code Elementary} computes them. */
final class Trigonometry {
  private static final DoubleVector ONE = all(1);
  private static final DoubleVector HALF = all(0.5);
  private static final DoubleVector MINUS_HALF = all(-0.5);
  private static final DoubleVector LARGEST = all(0x1p19);
  private static final DoubleVector TINY = all(0x1p-27);
  private static final DoubleVector ROUNDING = all(0x1.8p52);
  private static final DoubleVector TWO_OVER_PI = all(0x1.45f306dc9c883p-1);
  private static final DoubleVector MINUS_QUARTER_1 = all(-0x1.921fb544p0);
  private static final DoubleVector QUARTER_2 = all(0x1.0b4611a6p-34);
  private static final DoubleVector MINUS_QUARTER_3 = all(-0x1.3198a2e037073p-69);

  private static final DoubleVector C3 = all(-1.0 / 6.0);
  private static final DoubleVector C4 = all(1.0 / 24.0);
  private static final DoubleVector C5 = all(1.0 / 120.0);
  private static final DoubleVector C6 = all(-1.0 / 720.0);
  private static final DoubleVector C7 = all(-1.0 / 5040.0);
  private static final DoubleVector C8 = all(1.0 / 40320.0);
  private static final DoubleVector C9 = all(1.0 / 362880.0);
  private static final DoubleVector C10 = all(-1.0 / 3628800.0);
  private static final DoubleVector C11 = all(-1.0 / 39916800.0);
  private static final DoubleVector C12 = all(1.0 / 479001600.0);
  private static final DoubleVector C13 = all(1.0 / 6227020800.0);
  private static final DoubleVector C14 = all(-1.0 / 87178291200.0);
  private static final DoubleVector C15 = all(-1.0 / 1307674368000.0);
  private static final DoubleVector C16 = all(1.0 / 20922789888000.0);
  private static final DoubleVector C17 = all(1.0 / 355687428096000.0);
  private static final DoubleVector C18 = all(-1.0 / 6402373705728000.0);

  private Trigonometry() {}

  private static DoubleVector all(double number) {
    return DoubleVector.broadcast(Lanes.SPECIES, number);
  }

  static DoubleVector sin(DoubleVector x) {
    DoubleVector size = x.lanewise(ABS);
    if (!size.compare(LT, LARGEST).allTrue()) {
      return DoubleVector.fromArray(Lanes.SPECIES, OneByOne.sin(x.toArray()), 0);
    }
    return atQuarter(x, 0).blend(x, size.compare(LT, TINY));
  }

  static DoubleVector cos(DoubleVector x) {
    if (!x.lanewise(ABS).compare(LT, LARGEST).allTrue()) {
      return DoubleVector.fromArray(Lanes.SPECIES, OneByOne.cos(x.toArray()), 0);
    }
    return atQuarter(x, 1);
  }

  private static DoubleVector atQuarter(DoubleVector x, long quarters) {
    DoubleVector shifted = x.fma(TWO_OVER_PI, ROUNDING);
    DoubleVector k = shifted.sub(ROUNDING);
    DoubleVector t = k.fma(MINUS_QUARTER_1, x);
    DoubleVector w = k.mul(QUARTER_2);
    DoubleVector r = t.sub(w);
    DoubleVector u = r.sub(t);
    DoubleVector rest = k.fma(MINUS_QUARTER_3, t.sub(r.sub(u)).sub(w.add(u)));
    DoubleVector high = r.add(rest);
    DoubleVector low = r.sub(high).add(rest);
    return inQuadrant(shifted.reinterpretAsLongs().add(quarters), high, low);
  }

  private static DoubleVector inQuadrant(LongVector quadrant, DoubleVector high, DoubleVector low) {
    VectorMask<Double> even = quadrant.and(1).compare(EQ, 0).cast(Lanes.SPECIES);
    LongVector size =
        cosOfReduced(high, low).blend(sinOfReduced(high, low), even).reinterpretAsLongs();
    LongVector sign = quadrant.and(2).lanewise(LSHL, 62);
    return size.lanewise(XOR, sign).reinterpretAsDoubles();
  }

  private static DoubleVector sinOfReduced(DoubleVector x, DoubleVector low) {
    DoubleVector z = x.mul(x);
    DoubleVector p = C17;
    p = p.fma(z, C15);
    p = p.fma(z, C13);
    p = p.fma(z, C11);
    p = p.fma(z, C9);
    p = p.fma(z, C7);
    p = p.fma(z, C5);
    p = p.fma(z, C3);
    return x.add(x.mul(z).fma(p, z.mul(MINUS_HALF).fma(low, low)));
  }

  private static DoubleVector cosOfReduced(DoubleVector x, DoubleVector low) {
    DoubleVector z = x.mul(x);
    DoubleVector p = C18;
    p = p.fma(z, C16);
    p = p.fma(z, C14);
    p = p.fma(z, C12);
    p = p.fma(z, C10);
    p = p.fma(z, C8);
    p = p.fma(z, C6);
    p = p.fma(z, C4);
    DoubleVector half = z.mul(HALF);
    DoubleVector w = ONE.sub(half);
    return w.add(ONE.sub(w).sub(half).add(z.mul(z).fma(p, x.mul(low).neg())));
  }
}
