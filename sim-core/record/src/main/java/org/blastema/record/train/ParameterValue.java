package org.blastema.record.train;

import java.util.Arrays;

/**
 * The value of one parameter: a table of numbers, a scalar being 1 x 1.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param values column after column, entry (i, j) at {@code j * rows + i}; not copied
 */
public record ParameterValue(int rows, int columns, double[] values) {

  /** Checks the shape. */
  public ParameterValue {
    if (rows < 1 || columns < 1 || values.length != rows * columns) {
      throw new IllegalArgumentException(
          values.length + " values for a table of " + rows + " x " + columns);
    }
  }

  /** A scalar. */
  public static ParameterValue scalar(double value) {
    return new ParameterValue(1, 1, new double[] {value});
  }

  /** The entry in row {@code i}, column {@code j}. */
  public double get(int i, int j) {
    return values[j * rows + i];
  }

  /** Whether the other has the same shape and the same bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterValue that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return rows + " x " + columns + " " + Arrays.toString(values);
  }
}
