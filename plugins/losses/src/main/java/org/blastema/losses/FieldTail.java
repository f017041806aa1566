package org.blastema.losses;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/**
 * Conditional value at risk over the cells: the mean of a field over the share of cells in which it
 * is largest, or smallest. The last cell of the share counts in part.
 *
 * <p>Source: R. T. Rockafellar and S. Uryasev, Journal of Risk 2 (2000) 21.
 *
 * @param column the field
 * @param share of the cells, above 0 and at most 1
 * @param end which end of the distribution
 */
record FieldTail(FieldColumn column, double share, End end) implements Measure {
  /** An end of a distribution. */
  enum End {
    /** The largest values. */
    HIGHEST,
    /** The smallest values. */
    LOWEST
  }

  /** The entries of a scenario. */
  @Describe("Mean of a field over the share of cells in which it is largest, or smallest.")
  record Configuration(
      @Describe("The field.") String field,
      @Describe("Which component of the field, from 0.") @Default("0") @Range(min = 0)
          int component,
      @Describe("Share of the cells.") @Default("0.1") @Range(min = 0, exclusiveMin = true, max = 1)
          double share,
      @Describe("Which end of the distribution.") @Default("highest") End end) {}

  static FieldTail create(Configuration c, BuildContext context) {
    return new FieldTail(
        FieldColumn.of("field", c.field(), c.component(), context), c.share(), c.end());
  }

  @Override
  public String unit() {
    return column.field().unit();
  }

  @Override
  public Var of(CellState state) {
    Var q = column.of(state);
    double sign = end == End.HIGHEST ? -1 : 1;
    return Var.column(tailWeights(q.data(), sign, share)).times(q).sum();
  }

  /**
   * Weights that add up to 1 on the share of numbers whose product with the sign is smallest; equal
   * numbers in their order.
   */
  static double[] tailWeights(double[] numbers, double sign, double share) {
    int[] order =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> sign * numbers[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double left = share * numbers.length;
    double[] weights = new double[numbers.length];
    for (int k = 0; k < order.length && left > 0; k++) {
      weights[order[k]] = Math.min(1, left) / (share * numbers.length);
      left -= 1;
    }
    return weights;
  }
}
