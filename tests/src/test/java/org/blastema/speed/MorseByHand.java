package org.blastema.speed;

import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.GE;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.blastema.autodiff.Pairs;

/**
 * Morse energies and forces with a window, differentiated on paper: numbers of pairs gathered into
 * small blocks, computed on vector lanes with the exponential of the JDK, and added to the cells.
 */
final class MorseByHand {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int BLOCK = 256;

  private final double[] dx = new double[BLOCK];
  private final double[] dy = new double[BLOCK];
  private final double[] dz = new double[BLOCK];
  private final double[] contact = new double[BLOCK];
  private final double[] half = new double[BLOCK];

  /**
   * Computes energies and forces.
   *
   * @param x positions, column-major
   * @param out half the energy of every cell's pairs, then the three components of its force
   */
  void compute(
      Pairs pairs, int n, double[] x, double[] radius, double epsilon, double alpha, double[] out) {
    Arrays.fill(out, 0);
    for (int from = 0; from < pairs.count(); from += BLOCK) {
      int length = Math.min(BLOCK, pairs.count() - from);
      gather(pairs, from, length, n, x, radius);
      evaluate(length, epsilon, alpha);
      scatter(pairs, from, length, n, out);
    }
  }

  private void gather(Pairs pairs, int from, int length, int n, double[] x, double[] radius) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    for (int k = 0; k < length; k++) {
      int i = first[from + k];
      int j = second[from + k];
      dx[k] = x[j] - x[i];
      dy[k] = x[n + j] - x[n + i];
      dz[k] = x[2 * n + j] - x[2 * n + i];
      contact[k] = radius[i] + radius[j];
    }
    for (int k = length; k < BLOCK && k % SPECIES.length() != 0; k++) {
      dx[k] = 1;
      contact[k] = 1;
    }
  }

  /** Replaces displacements by forces on the first partner and computes half the energies. */
  private void evaluate(int length, double epsilon, double alpha) {
    for (int k = 0; k < length; k += SPECIES.length()) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, dx, k);
      DoubleVector y = DoubleVector.fromArray(SPECIES, dy, k);
      DoubleVector z = DoubleVector.fromArray(SPECIES, dz, k);
      DoubleVector sigma = DoubleVector.fromArray(SPECIES, contact, k);
      DoubleVector squared = x.mul(x).add(y.mul(y)).add(z.mul(z));
      DoubleVector r = squared.sqrt();
      DoubleVector decayed = sigma.sub(r).mul(alpha).lanewise(EXP);
      DoubleVector scaled = decayed.mul(epsilon);
      DoubleVector well = scaled.mul(decayed.sub(2));
      DoubleVector slope = scaled.mul(decayed.sub(1)).mul(-2 * alpha);
      DoubleVector contactSquared = sigma.mul(sigma);
      DoubleVector onset = contactSquared.mul(1.5 * 1.5);
      DoubleVector cutoff = contactSquared.mul(2.5 * 2.5);
      DoubleVector width = cutoff.sub(onset);
      DoubleVector scale = DoubleVector.broadcast(SPECIES, 1).div(width.mul(width).mul(width));
      DoubleVector below = cutoff.sub(squared);
      DoubleVector factor =
          below.mul(below).mul(cutoff.add(squared.mul(2)).sub(onset.mul(3))).mul(scale);
      DoubleVector fall = r.mul(12).mul(below).mul(onset.sub(squared)).mul(scale);
      var isWindowed = squared.compare(GE, onset);
      var isBeyond = squared.compare(GE, cutoff);
      DoubleVector energy = well.blend(well.mul(factor), isWindowed).blend(0, isBeyond);
      DoubleVector change =
          slope.blend(slope.mul(factor).add(well.mul(fall)), isWindowed).blend(0, isBeyond);
      DoubleVector perLength = change.div(r);
      energy.mul(0.5).intoArray(half, k);
      x.mul(perLength).intoArray(dx, k);
      y.mul(perLength).intoArray(dy, k);
      z.mul(perLength).intoArray(dz, k);
    }
  }

  private void scatter(Pairs pairs, int from, int length, int n, double[] out) {
    int[] first = pairs.first();
    int[] second = pairs.second();
    for (int k = 0; k < length; k++) {
      int i = first[from + k];
      int j = second[from + k];
      out[i] += half[k];
      out[j] += half[k];
      out[n + i] += dx[k];
      out[n + j] -= dx[k];
      out[2 * n + i] += dy[k];
      out[2 * n + j] -= dy[k];
      out[3 * n + i] += dz[k];
      out[3 * n + j] -= dz[k];
    }
  }
}
