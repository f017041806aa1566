package org.blastema.speed;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Programs over arrays as loops on vector lanes with the exponential of the JDK, differentiated by
 * hand. Lengths are multiples of twice the number of lanes.
 */
final class ObjectivesByHand {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private ObjectivesByHand() {}

  /** Logarithm of the sum of exponentials. */
  static double logSumExp(double... x) {
    double largest = largest(x);
    DoubleVector sum = DoubleVector.zero(SPECIES);
    DoubleVector other = DoubleVector.zero(SPECIES);
    for (int k = 0; k < x.length; k += 2 * LANES) {
      sum = sum.add(DoubleVector.fromArray(SPECIES, x, k).sub(largest).lanewise(EXP));
      other = other.add(DoubleVector.fromArray(SPECIES, x, k + LANES).sub(largest).lanewise(EXP));
    }
    return Math.log(sum.add(other).reduceLanes(ADD)) + largest;
  }

  /** Gradient of the logarithm of the sum of exponentials. */
  static double[] logSumExpGradient(double... x) {
    double[] gradient = new double[x.length];
    double largest = largest(x);
    DoubleVector sum = DoubleVector.zero(SPECIES);
    for (int k = 0; k < x.length; k += LANES) {
      DoubleVector e = DoubleVector.fromArray(SPECIES, x, k).sub(largest).lanewise(EXP);
      e.intoArray(gradient, k);
      sum = sum.add(e);
    }
    double scale = 1 / sum.reduceLanes(ADD);
    for (int k = 0; k < x.length; k += LANES) {
      DoubleVector.fromArray(SPECIES, gradient, k).mul(scale).intoArray(gradient, k);
    }
    return gradient;
  }

  private static double largest(double... x) {
    DoubleVector largest = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
    DoubleVector other = largest;
    for (int k = 0; k < x.length; k += 2 * LANES) {
      largest = largest.max(DoubleVector.fromArray(SPECIES, x, k));
      other = other.max(DoubleVector.fromArray(SPECIES, x, k + LANES));
    }
    return largest.max(other).reduceLanes(MAX);
  }

  /**
   * Half the sum of squares of the sign less a polynomial at n points from -1 to 1: two vectors of
   * points at a time by Horner's scheme.
   */
  static double leastSquares(double[] x, int n) {
    double spacing = 2.0 / (n - 1);
    DoubleVector sum = DoubleVector.zero(SPECIES);
    DoubleVector steps = DoubleVector.zero(SPECIES).addIndex(1);
    int k = 0;
    for (; k + 2 * LANES <= n; k += 2 * LANES) {
      DoubleVector t = steps.add(k).mul(spacing).sub(1);
      DoubleVector u = steps.add(k + LANES).mul(spacing).sub(1);
      DoubleVector atT = DoubleVector.zero(SPECIES);
      DoubleVector atU = DoubleVector.zero(SPECIES);
      for (int j = x.length - 1; j >= 0; j--) {
        atT = atT.mul(t).add(x[j]);
        atU = atU.mul(u).add(x[j]);
      }
      DoubleVector ofT = sign(t).sub(atT);
      DoubleVector ofU = sign(u).sub(atU);
      sum = sum.add(ofT.mul(ofT)).add(ofU.mul(ofU));
    }
    double total = sum.reduceLanes(ADD);
    for (; k < n; k++) {
      double t = k * spacing - 1;
      double polynomial = 0;
      for (int j = x.length - 1; j >= 0; j--) {
        polynomial = polynomial * t + x[j];
      }
      double residual = Math.signum(t) - polynomial;
      total += residual * residual;
    }
    return 0.5 * total;
  }

  private static DoubleVector sign(DoubleVector t) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    return zero.blend(1, zero.lt(t)).blend(-1, t.lt(zero));
  }
}
