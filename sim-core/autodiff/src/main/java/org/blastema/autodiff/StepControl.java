package org.blastema.autodiff;

import java.util.Arrays;

/**
 * Chooses step sizes from error estimates (Hairer, Norsett and Wanner, Solving Ordinary
 * Differential Equations I, section II.4): a step is accepted if its error is at most 1 in units of
 * the tolerance, and the size is multiplied by {@code 0.9 error^(-1/order)}, limited to [0.2, 10],
 * and not reduced after a step that was good enough.
 *
 * @param relative error relative to the size of the state
 * @param absolute error in the unit of the state
 * @param firstStep size of the first step
 * @param norm how errors become one number
 */
record StepControl(double relative, double absolute, double firstStep, OdeSolver.ErrorNorm norm) {
  private static final double SAFETY = 0.9;
  private static final double SMALLEST_FACTOR = 0.2;
  private static final double LARGEST_FACTOR = 10;

  StepControl {
    if (!(relative >= 0) || !(absolute > 0) || !(firstStep > 0)) {
      throw new IllegalArgumentException(
          "tolerances " + relative + " and " + absolute + ", first step " + firstStep);
    }
  }

  StepControl withNorm(OdeSolver.ErrorNorm other) {
    return new StepControl(relative, absolute, firstStep, other);
  }

  /**
   * What to multiply the step size with, given the error in units of the tolerance, which may be
   * NaN.
   *
   * @param order of the result; the estimate is that of a result of one order less
   */
  double factor(double error, int order) {
    if (error == 0) {
      return LARGEST_FACTOR;
    }
    double factor = SAFETY * StrictMath.pow(error, -1.0 / order);
    double smallest = error <= 1 ? 1 : SMALLEST_FACTOR;
    return factor > smallest ? Math.min(factor, LARGEST_FACTOR) : smallest;
  }

  /**
   * The size of an error in units of the tolerance, NaN if something is not finite.
   *
   * @param error difference of the two results divided by {@code h}, column-major
   * @param before state before the step
   * @param after state after the step
   * @param columns leading columns that count
   * @param ofRow buffer of one number a row, filled with the mean squares of the rows
   */
  double size(
      double[] error, double h, double[] before, double[] after, int columns, double[] ofRow) {
    int rows = ofRow.length;
    Arrays.fill(ofRow, 0);
    for (int c = 0; c < columns; c++) {
      int base = c * rows;
      for (int r = 0; r < rows; r++) {
        int k = base + r;
        double scale = absolute + relative * Math.max(Math.abs(before[k]), Math.abs(after[k]));
        double e = h * error[k] / scale;
        ofRow[r] += e * e;
      }
    }
    double total = 0;
    double largest = 0;
    for (double square : ofRow) {
      total += square;
      largest = Math.max(largest, square);
    }
    return switch (norm) {
      case LARGEST_ROW -> Math.sqrt(largest / columns);
      case WHOLE_ARRAY -> Math.sqrt(total / ((double) rows * columns));
    };
  }

  @Override
  public String toString() {
    return "tolerances " + relative + " (relative) and " + absolute + " (absolute)";
  }
}
