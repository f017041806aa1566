package org.blastema.losses;

import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;

/**
 * Soft intersection over union of a tissue in the plane with a mask: 1 where they agree, 0 where
 * they do not meet.
 *
 * <p>A point p is occupied to the degree {@code o(p) = 1 - exp(-sum_i ln 2 exp(b (1 - |p - x_i|^2 /
 * r_i^2)))}: a Gaussian around every cell, and one half on the surface of a cell that is alone.
 * With the mask's pixels t (0 or 1) the overlap is {@code sum o t / sum (o + t - o t)}; the second
 * sum goes as far beyond the image as there are cells.
 *
 * @param mask the target
 * @param sharpness b: how fast occupation falls beyond a cell's surface
 */
record MaskOverlap(TargetMask mask, double sharpness) implements Measure {
  /** Where a cell's occupation is so small that it does not change a number of double precision. */
  private static final double NEGLIGIBLE = 36;

  /** A tissue larger than this many pixels has gone astray. */
  private static final long MOST_PIXELS = 1 << 24;

  private static final double LN2 = 0.6931471805599453;

  /** The entries of a scenario. */
  @Describe("Soft intersection over union of the cells' area with a mask: 1 where they agree.")
  record Configuration(
      @Describe("The target, a mask.") Part<TargetShape> target,
      @Describe("How fast occupation falls beyond a cell's surface.")
          @Default("2")
          @Range(min = 0, exclusiveMin = true)
          double sharpness) {}

  static MaskOverlap create(Configuration c, BuildContext context) {
    if (!(c.target().build(context) instanceof TargetMask mask)) {
      throw InvalidConfiguration.at("target", "must be a mask");
    }
    return new MaskOverlap(mask, c.sharpness());
  }

  @Override
  public Var of(CellState state) {
    Var x = state.position();
    Var radius = state.radius();
    Box box = box(x, radius);
    double[] exposure = exposure(box, x, radius);
    double shared = 0;
    double occupied = 0;
    for (int row = 0; row < box.height; row++) {
      for (int column = 0; column < box.width; column++) {
        double o = -Elementary.expm1(-exposure[row * box.width + column]);
        occupied += o;
        shared += mask.isInside(box.bottom + row, box.left + column) ? o : 0;
      }
    }
    double intersection = shared;
    double union = occupied + mask.count() - shared;
    return Tape.primitive(
        "mask overlap",
        new Var[] {x, radius},
        1,
        1,
        new double[] {intersection / union},
        (output, inputs) -> {
          double inside = output[0] / union;
          double outside = -output[0] * intersection / (union * union);
          double[] byExposure = new double[exposure.length];
          for (int row = 0; row < box.height; row++) {
            for (int column = 0; column < box.width; column++) {
              int k = row * box.width + column;
              byExposure[k] =
                  (mask.isInside(box.bottom + row, box.left + column) ? inside : outside)
                      * Elementary.exp(-exposure[k]);
            }
          }
          pull(box, x, radius, byExposure, inputs);
        });
  }

  private record Box(int left, int bottom, int width, int height) {}

  private double reach(double radius) {
    return radius * Math.sqrt(1 + NEGLIGIBLE / sharpness);
  }

  private int column(double x) {
    return (int) Math.floor(x / mask.pixel() + mask.inside()[0].length / 2.0);
  }

  private int row(double y) {
    return (int) Math.floor(y / mask.pixel() + mask.inside().length / 2.0);
  }

  private Box box(Var x, Var radius) {
    int left = Integer.MAX_VALUE;
    int right = Integer.MIN_VALUE;
    int bottom = Integer.MAX_VALUE;
    int top = Integer.MIN_VALUE;
    for (int i = 0; i < x.rows(); i++) {
      double reach = reach(radius.get(i, 0));
      left = Math.min(left, column(x.get(i, 0) - reach));
      right = Math.max(right, column(x.get(i, 0) + reach));
      bottom = Math.min(bottom, row(x.get(i, 1) - reach));
      top = Math.max(top, row(x.get(i, 1) + reach));
    }
    long width = (long) right - left + 1;
    long height = (long) top - bottom + 1;
    if (width * height > MOST_PIXELS || width < 0 || height < 0) {
      throw new ArithmeticException(
          "the tissue covers " + width + " x " + height + " pixels of the mask's size");
    }
    return new Box(left, bottom, (int) width, (int) height);
  }

  private interface Visitor {
    /** A pixel near a cell: its index, and its displacement from the cell. */
    void visit(int pixel, double dx, double dy);
  }

  private void near(Box box, double cx, double cy, double radius, Visitor visitor) {
    double reach = reach(radius);
    for (int row = row(cy - reach); row <= row(cy + reach); row++) {
      for (int column = column(cx - reach); column <= column(cx + reach); column++) {
        visitor.visit(
            (row - box.bottom) * box.width + column - box.left,
            mask.x(column) - cx,
            mask.y(row) - cy);
      }
    }
  }

  private double exposure(double squareInRadii) {
    return LN2 * Elementary.exp(sharpness * (1 - squareInRadii));
  }

  private double[] exposure(Box box, Var x, Var radius) {
    double[] sum = new double[box.width * box.height];
    for (int i = 0; i < x.rows(); i++) {
      double r = radius.get(i, 0);
      near(
          box,
          x.get(i, 0),
          x.get(i, 1),
          r,
          (k, dx, dy) -> sum[k] += exposure((dx * dx + dy * dy) / (r * r)));
    }
    return sum;
  }

  private void pull(Box box, Var x, Var radius, double[] byExposure, double[][] inputs) {
    int n = x.rows();
    for (int cell = 0; cell < n; cell++) {
      int i = cell;
      double r = radius.get(i, 0);
      near(
          box,
          x.get(i, 0),
          x.get(i, 1),
          r,
          (k, dx, dy) -> {
            double square = (dx * dx + dy * dy) / (r * r);
            double slope = byExposure[k] * exposure(square) * 2 * sharpness;
            if (inputs[0] != null) {
              inputs[0][i] += slope * dx / (r * r);
              inputs[0][n + i] += slope * dy / (r * r);
            }
            if (inputs[1] != null) {
              inputs[1][i] += slope * square / r;
            }
          });
    }
  }
}
