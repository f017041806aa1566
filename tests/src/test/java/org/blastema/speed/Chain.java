package org.blastema.speed;

import java.util.List;
import java.util.Random;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;

/**
 * Thirty operations on every row, four exponentials among them: four times {@code z = z y + 0.3}
 * and then {@code z = exp(-z / 4) x + y / 2 - z / 10}, beginning with {@code z = x}.
 */
final class Chain {
  private static final int ROUNDS = 4;
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final Formula FORMULA =
      Formula.trace(
          "chain",
          List.of(Port.scalar("x"), Port.scalar("y")),
          in -> {
            Expr x = in.scalar("x");
            Expr y = in.scalar("y");
            Expr z = x;
            for (int k = 0; k < ROUNDS; k++) {
              z = z.times(y).plus(0.3);
              z = z.times(-0.25).exp().times(x).plus(y.times(0.5)).minus(z.times(0.1));
            }
            return new Expr[] {z};
          });

  private final Var x;
  private final Var y;
  private final double[] found;

  /**
   * Random numbers.
   *
   * @param rows how many, a multiple of the number of lanes
   */
  Chain(int rows) {
    Random random = new Random(3);
    x = Var.column(random.doubles(rows, -1, 1).toArray());
    y = Var.column(random.doubles(rows, -1, 1).toArray());
    found = new double[rows];
  }

  double[] formula() {
    return FORMULA.apply(x, y).data();
  }

  /** Number by number. */
  double[] byHand() {
    double[] ofX = x.data();
    double[] ofY = y.data();
    for (int k = 0; k < found.length; k++) {
      double z = ofX[k];
      for (int round = 0; round < ROUNDS; round++) {
        z = z * ofY[k] + 0.3;
        z = Math.exp(-0.25 * z) * ofX[k] + 0.5 * ofY[k] - 0.1 * z;
      }
      found[k] = z;
    }
    return found.clone();
  }

  /** On vector lanes with the exponential of the JDK. */
  double[] byHandOnLanes() {
    double[] ofX = x.data();
    double[] ofY = y.data();
    double[] result = new double[found.length];
    for (int k = 0; k < result.length; k += SPECIES.length()) {
      DoubleVector vx = DoubleVector.fromArray(SPECIES, ofX, k);
      DoubleVector vy = DoubleVector.fromArray(SPECIES, ofY, k);
      DoubleVector half = vy.mul(0.5);
      DoubleVector z = vx;
      for (int round = 0; round < ROUNDS; round++) {
        z = z.mul(vy).add(0.3);
        DoubleVector fallen = z.mul(-0.25).lanewise(VectorOperators.EXP);
        z = fallen.mul(vx).add(half).sub(z.mul(0.1));
      }
      z.intoArray(result, k);
    }
    return result;
  }
}
