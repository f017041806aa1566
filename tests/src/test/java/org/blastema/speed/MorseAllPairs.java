package org.blastema.speed;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;

/**
 * Gradient of the Morse energy {@code sum of e^2 - 2 e, e = exp(a (1 - r))} of all pairs of cells
 * in a plane by their positions.
 */
final class MorseAllPairs {
  static final double ALPHA = 2.8;

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** So far away that the exponential vanishes. */
  private static final double NOWHERE = 1e6;

  private static final Formula ENERGY =
      Formula.trace(
          "pair energy",
          List.of(Port.vector("d", 2)),
          in -> {
            Expr e = Expr.norm(in.vector("d")).minus(1).times(-ALPHA).exp();
            return new Expr[] {e.times(e.minus(2))};
          });

  private static final PairSum ENERGIES =
      PairSum.of(ENERGY, 2, List.of(), PairSum.Symmetry.SYMMETRIC);

  /** The displacement points from the first to the second partner: the first one moves against. */
  private static final PairSum SLOPES =
      PairSum.of(ENERGY.gradient("d"), 2, List.of(), PairSum.Symmetry.ANTISYMMETRIC);

  private final int cells;
  private final double[] x;
  private final Var positions;
  private final Pairs pairs;
  private final double[] padded;
  private final double[] gradient;

  MorseAllPairs(int cells) {
    this.cells = cells;
    x = positions(cells);
    positions = Var.of(cells, 2, x);
    pairs = allPairs(cells);
    padded = new double[2 * stride()];
    Arrays.fill(padded, NOWHERE);
    gradient = new double[2 * stride()];
  }

  /** A square lattice of distance 1, displaced at random. */
  private static double[] positions(int cells) {
    Random random = new Random(7);
    int edge = (int) Math.ceil(Math.sqrt(cells));
    double[] x = new double[2 * cells];
    for (int i = 0; i < cells; i++) {
      int row = i / edge;
      x[i] = i % edge + 0.2 * random.nextDouble();
      x[cells + i] = row + 0.2 * random.nextDouble();
    }
    return x;
  }

  private static Pairs allPairs(int cells) {
    int count = cells * (cells - 1) / 2;
    int[] first = new int[count];
    int[] second = new int[count];
    int at = 0;
    for (int i = 0; i < cells; i++) {
      for (int j = i + 1; j < cells; j++) {
        first[at] = i;
        second[at++] = j;
      }
    }
    return new Pairs(count, first, second);
  }

  /** Room for a vector that begins at any cell. */
  private int stride() {
    return cells + SPECIES.length();
  }

  int cells() {
    return cells;
  }

  /** Positions, column-major. */
  double[] positions() {
    return x;
  }

  /** The gradient by the reverse sweep of a tape on which the energy was computed. */
  double[] byTape() {
    Tape tape = new Tape();
    Var at = tape.input(positions);
    Var energy = ENERGIES.apply(pairs, at, List.of(), List.of()).sum().times(0.5);
    tape.seed(energy, 1);
    tape.sweep();
    return tape.adjoint(at);
  }

  /** The gradient as a sum of the formula that a pair's energy has as gradient. */
  double[] byFormula() {
    double[] slopes = SLOPES.apply(pairs, positions, List.of(), List.of()).data();
    double[] result = new double[slopes.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = -slopes[k];
    }
    return result;
  }

  /** Number by number, differentiated by hand. */
  double[] byHand() {
    double[] result = new double[2 * cells];
    for (int i = 0; i < cells; i++) {
      for (int j = i + 1; j < cells; j++) {
        double dx = x[j] - x[i];
        double dy = x[cells + j] - x[cells + i];
        double r = Math.sqrt(dx * dx + dy * dy);
        double e = Math.exp(ALPHA * (1 - r));
        double slope = -2 * ALPHA * e * (e - 1) / r;
        result[i] -= slope * dx;
        result[j] += slope * dx;
        result[cells + i] -= slope * dy;
        result[cells + j] += slope * dy;
      }
    }
    return result;
  }

  /** On vector lanes with the exponential of the JDK, differentiated by hand. */
  double[] byHandOnLanes() {
    int stride = stride();
    System.arraycopy(x, 0, padded, 0, cells);
    System.arraycopy(x, cells, padded, stride, cells);
    Arrays.fill(gradient, 0);
    for (int i = 0; i < cells; i++) {
      DoubleVector atX = DoubleVector.broadcast(SPECIES, padded[i]);
      DoubleVector atY = DoubleVector.broadcast(SPECIES, padded[stride + i]);
      DoubleVector sumX = DoubleVector.zero(SPECIES);
      DoubleVector sumY = DoubleVector.zero(SPECIES);
      for (int j = i + 1; j < cells; j += SPECIES.length()) {
        DoubleVector dx = DoubleVector.fromArray(SPECIES, padded, j).sub(atX);
        DoubleVector dy = DoubleVector.fromArray(SPECIES, padded, stride + j).sub(atY);
        DoubleVector r = dx.mul(dx).add(dy.mul(dy)).sqrt();
        DoubleVector e = r.sub(1).mul(-ALPHA).lanewise(VectorOperators.EXP);
        DoubleVector slope = e.mul(e.sub(1)).mul(-2 * ALPHA).div(r);
        DoubleVector slopeX = slope.mul(dx);
        DoubleVector slopeY = slope.mul(dy);
        sumX = sumX.add(slopeX);
        sumY = sumY.add(slopeY);
        DoubleVector.fromArray(SPECIES, gradient, j).add(slopeX).intoArray(gradient, j);
        DoubleVector.fromArray(SPECIES, gradient, stride + j)
            .add(slopeY)
            .intoArray(gradient, stride + j);
      }
      gradient[i] -= sumX.reduceLanes(VectorOperators.ADD);
      gradient[stride + i] -= sumY.reduceLanes(VectorOperators.ADD);
    }
    double[] result = new double[2 * cells];
    System.arraycopy(gradient, 0, result, 0, cells);
    System.arraycopy(gradient, stride, result, cells, cells);
    return result;
  }
}
