package org.blastema.autodiff;

import java.util.function.DoubleUnaryOperator;

/**
 * The derivative of a function of one number by central differences at many step sizes,
 * extrapolated to step 0 (Ridders, Accurate computation of F'(x) and F'(x) F''(x), 1982). Step
 * sizes at which the function is not finite are left out.
 *
 * @param derivative the best value
 * @param uncertainty how far its neighbors in the table of extrapolations are from it, plus the
 *     noise; infinite if the function is finite at too few step sizes
 * @param noise what rounding of the function's values makes uncertain at the chosen step size
 * @param step the chosen step size
 */
record StepSizeStudy(double derivative, double uncertainty, double noise, double step) {
  private static final int LEVELS = 16;
  private static final double FIRST_STEP = 0.25;

  /**
   * Runs a study.
   *
   * @param function the function of a displacement; it is evaluated on both sides of 0
   * @param scale the displacement at which the function may change a lot; the largest step is a
   *     quarter of it
   */
  static StepSizeStudy of(DoubleUnaryOperator function, double scale) {
    double[] row = new double[LEVELS];
    StepSizeStudy best = new StepSizeStudy(Double.NaN, Double.POSITIVE_INFINITY, 0, Double.NaN);
    int columns = 0;
    double h = FIRST_STEP * scale;
    for (int level = 0; level < LEVELS; level++, h /= 2) {
      double up = function.applyAsDouble(h);
      double down = function.applyAsDouble(-h);
      double plain = (up - down) / (2 * h);
      if (!Double.isFinite(plain)) {
        columns = 0;
        continue;
      }
      double noise = Math.ulp(1.0) * Math.max(Math.abs(up), Math.abs(down)) / h;
      double value = plain;
      double weight = 1;
      for (int c = 0; c < columns; c++) {
        weight *= 4;
        double diagonal = row[c];
        double finer = value + (value - diagonal) / (weight - 1);
        double spread = Math.max(Math.abs(finer - value), Math.abs(finer - diagonal));
        if (spread + noise < best.uncertainty) {
          best = new StepSizeStudy(finer, spread + noise, noise, h);
        }
        row[c] = value;
        value = finer;
      }
      row[columns++] = value;
    }
    return best;
  }
}
