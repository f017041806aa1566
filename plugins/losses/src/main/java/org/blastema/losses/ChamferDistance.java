package org.blastema.losses;

import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/**
 * Chamfer distance to a target: the mean square distance from a cell to the nearest target point
 * plus that from a target point to the nearest cell (H. Fan, H. Su and L. Guibas, CVPR 2017). With
 * a smoothing length s the smallest square is the soft minimum {@code -s^2 log mean exp(-d^2/s^2)},
 * which is smooth where the nearest point changes and tends to the smallest one for small s.
 *
 * @param target points, {@code m x dimensions}
 * @param centered whether the tissue's mean is moved to that of the target before
 * @param smoothing s, in length; 0 for the smallest square itself
 */
record ChamferDistance(Var target, boolean centered, double smoothing) implements Measure {
  /** The entries of a scenario. */
  @Describe(
      "Mean square distance from cells to the nearest target points and back (chamfer distance).")
  record Configuration(
      @Describe("The target.") Part<TargetShape> target,
      @Describe("Whether the tissue's mean position is moved to that of the target before.")
          @Default("false")
          boolean centered,
      @Describe("Length below which differences of distance are smoothed over; 0 for none.")
          @Default("0")
          @Unit("length")
          @Range(min = 0)
          double smoothing) {}

  static ChamferDistance create(Configuration c, BuildContext context) {
    return new ChamferDistance(c.target().build(context).points(), c.centered(), c.smoothing());
  }

  @Override
  public String unit() {
    return "length^2";
  }

  @Override
  public Var of(CellState state) {
    Var x = Placed.of(state, target, centered);
    return oneWay(x, target).plus(oneWay(target, x));
  }

  private Var oneWay(Var from, Var to) {
    if (smoothing == 0) {
      return from.minus(to.gatherRows(nearest(from, to))).square().sum().divide(from.rows());
    }
    double s2 = smoothing * smoothing;
    Var squares = Placed.squareDistances(from, to);
    double[] least = new double[from.rows()];
    for (int i = 0; i < least.length; i++) {
      least[i] = Double.POSITIVE_INFINITY;
      for (int j = 0; j < to.rows(); j++) {
        least[i] = Math.min(least[i], squares.get(i, j));
      }
    }
    Var shift = Var.column(least);
    Var mean = squares.minus(shift).divide(-s2).exp().sumColumns().divide(to.rows());
    return shift.minus(mean.log().times(s2)).mean();
  }

  /** Row of the nearest point for every row; the first one of several. */
  private static int[] nearest(Var from, Var to) {
    int[] best = new int[from.rows()];
    for (int i = 0; i < best.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < to.rows(); j++) {
        double square = 0;
        for (int c = 0; c < from.columns(); c++) {
          double difference = from.get(i, c) - to.get(j, c);
          square += difference * difference;
        }
        if (square < least) {
          least = square;
          best[i] = j;
        }
      }
    }
    return best;
  }
}
