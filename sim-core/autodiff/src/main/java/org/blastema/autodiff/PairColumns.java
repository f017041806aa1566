package org.blastema.autodiff;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which output column of a pair formula each partner gets in each column of a sum. What the second
 * partner gets is often the same as what the first one gets, or the opposite: then there is no
 * column of its own.
 *
 * @param formula the pair formula without the columns that follow from others
 * @param second for each column of the sum, the output column that the second partner gets; the
 *     first one gets the output column of the same number
 * @param sign the factor on what the second partner gets
 */
record PairColumns(Formula formula, int[] second, double[] sign) {

  static PairColumns of(Formula pair, PairSum.Symmetry symmetry) {
    return switch (symmetry) {
      case ANTISYMMETRIC -> shared(pair, -1);
      case SYMMETRIC -> shared(pair, 1);
      case EACH -> each(pair);
    };
  }

  private static PairColumns shared(Formula pair, double sign) {
    int width = pair.outputWidth();
    double[] signs = new double[width];
    Arrays.fill(signs, sign);
    return new PairColumns(pair, IntStream.range(0, width).toArray(), signs);
  }

  /** Equal expressions have equal numbers in a list of values. */
  private static PairColumns each(Formula pair) {
    int width = pair.outputWidth() / 2;
    Expr[] roots = pair.roots();
    Expr[] candidates = Arrays.copyOf(roots, 3 * width);
    for (int c = 0; c < width; c++) {
      candidates[2 * width + c] = roots[c].negate();
    }
    int[] numbers = new ValueList(candidates).roots;
    int[] kept = IntStream.range(0, 2 * width).toArray();
    int count = width;
    int[] second = new int[width];
    double[] sign = new double[width];
    for (int c = 0; c < width; c++) {
      boolean same = numbers[width + c] == numbers[c];
      boolean opposite = numbers[width + c] == numbers[2 * width + c];
      sign[c] = opposite && !same ? -1 : 1;
      second[c] = c;
      if (!same && !opposite) {
        second[c] = count;
        kept[count++] = width + c;
      }
    }
    return new PairColumns(pair.restricted(Arrays.copyOf(kept, count)), second, sign);
  }

  /** Columns of the sum. */
  int width() {
    return second.length;
  }

  /** Whether both partners get the same output column, up to the sign. */
  boolean isShared(int column) {
    return second[column] == column;
  }

  /** The end of the columns from a shared one on that are shared with the same sign. */
  int endOfShared(int column) {
    int end = column + 1;
    while (end < width() && isShared(end) && sign[end] == sign[column]) {
      end++;
    }
    return end;
  }
}
