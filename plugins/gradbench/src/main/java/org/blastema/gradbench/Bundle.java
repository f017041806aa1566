package org.blastema.gradbench;

import java.util.List;
import java.util.function.UnaryOperator;
import org.blastema.autodiff.array.Arguments;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Carried;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Index;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;

/**
 * Cameras, points and observations: observation i is one of camera i mod n and of point i mod m.
 * Arrays hold one camera, point or observation after another.
 *
 * @param n number of cameras
 * @param m number of points
 * @param p number of observations
 * @param cameras numbers of the cameras
 * @param points coordinates of the points
 * @param weights weights of the observations
 * @param seen where the observations are in the pictures
 */
record Bundle(
    int n, int m, int p, double[] cameras, double[] points, double[] weights, double[] seen) {
  private static final List<ArrayPort> INPUTS =
      List.of(
          ArrayPort.reals("cameras", 2),
          ArrayPort.reals("points", 2),
          ArrayPort.reals("weights", 1),
          ArrayPort.reals("seen", 2),
          ArrayPort.index("first"),
          ArrayPort.index("count"));

  /** Copies the one camera, point, weight and feature of an input as often as it says. */
  static Bundle read(Fields input) {
    int n = input.whole("n");
    int m = input.whole("m");
    int p = input.whole("p");
    if (n < 1 || m < 1 || p < 1) {
      throw new IllegalArgumentException("'n', 'm' and 'p' must be at least 1");
    }
    return new Bundle(
        n,
        m,
        p,
        copies(n, entries(input, "cam", BundleAdjustmentEval.CAMERA)),
        copies(m, entries(input, "x", BundleAdjustmentEval.POINT)),
        copies(p, input.number("w")),
        copies(p, entries(input, "feat", 2)));
  }

  private static double[] entries(Fields input, String name, int length) {
    double[] entries = input.vector(name);
    if (entries.length != length) {
      throw new IllegalArgumentException("'" + name + "' must have " + length + " entries");
    }
    return entries;
  }

  private static double[] copies(int count, double... entries) {
    double[] all = new double[Math.multiplyExact(count, entries.length)];
    for (int k = 0; k < count; k++) {
      System.arraycopy(entries, 0, all, k * entries.length, entries.length);
    }
    return all;
  }

  /** Camera of an observation. */
  int camera(int observation) {
    return observation % n;
  }

  /** Point of an observation. */
  int point(int observation) {
    return observation % m;
  }

  /** Sets the arguments of a formula {@link #overObservations}, all observations at once. */
  Evaluation setInto(Evaluation evaluation) {
    return evaluation
        .set("cameras", cameras, n, BundleAdjustmentEval.CAMERA)
        .set("points", points, m, BundleAdjustmentEval.POINT)
        .set("weights", weights)
        .set("seen", seen, p, 2)
        .set("first", 0)
        .set("count", p);
  }

  /**
   * Computes something of {@code count} observations from {@code first} on: one output for each of
   * its results, named {@link #column}.
   *
   * @param results of the numbers of a camera, of a point, of a weight and of where it was seen
   */
  static ArrayFormula overObservations(String name, UnaryOperator<List<Real>> results) {
    return ArrayFormula.trace(
        name,
        INPUTS,
        in -> {
          int[] width = new int[1];
          Carried columns =
              Carried.of()
                  .scan(
                      in.index("count"),
                      (row, none) -> {
                        List<Real> all = results.apply(observation(in, row));
                        width[0] = all.size();
                        return Carried.of(all.toArray());
                      });
          Outputs outputs = Outputs.of(column(0), columns.reals(0));
          for (int k = 1; k < width[0]; k++) {
            outputs = outputs.and(column(k), columns.reals(k));
          }
          return outputs;
        });
  }

  /** Name of the output for a column. */
  static String column(int number) {
    return "column" + number;
  }

  private static List<Real> observation(Arguments in, Index row) {
    Index i = in.index("first").plus(row);
    Reals cameras = in.reals("cameras");
    Reals points = in.reals("points");
    Real[] all = new Real[BundleAdjustmentEval.COLUMNS + 2];
    for (int c = 0; c < BundleAdjustmentEval.CAMERA; c++) {
      all[c] = cameras.at(i.remainder(cameras.extent(0)), Index.constant(c));
    }
    for (int c = 0; c < BundleAdjustmentEval.POINT; c++) {
      all[BundleAdjustmentEval.CAMERA + c] =
          points.at(i.remainder(points.extent(0)), Index.constant(c));
    }
    all[BundleAdjustmentEval.COLUMNS - 1] = in.reals("weights").at(i);
    for (int c = 0; c < 2; c++) {
      all[BundleAdjustmentEval.COLUMNS + c] = in.reals("seen").at(i, Index.constant(c));
    }
    return List.of(all);
  }
}
