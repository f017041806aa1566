package org.blastema.plugin;

import java.util.Objects;

/**
 * A number, vector or matrix of a scenario, known everywhere by its path: constant or trained,
 * swept, overridden.
 *
 * <p>Identity matters: the simulation looks a parameter's present value up by the object a step was
 * built with.
 *
 * @param path for example {@code steps.mechanics.epsilon}
 * @param rows number of rows; 1 for a scalar
 * @param columns number of columns; 1 for a scalar
 * @param values initial values, column after column, length {@code rows * columns}; not copied
 * @param trained whether gradient descent may change it
 * @param lower smallest value that training may reach
 * @param upper largest value that training may reach
 */
public record Parameter(
    String path,
    int rows,
    int columns,
    double[] values,
    boolean trained,
    double lower,
    double upper) {

  /** Checks the shape. */
  public Parameter {
    Objects.requireNonNull(path);
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(
          path + ": " + values.length + " values for a table of " + rows + " x " + columns);
    }
  }

  /** A constant scalar. */
  public static Parameter constant(String path, double value) {
    return new Parameter(
        path,
        1,
        1,
        new double[] {value},
        false,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }

  /** A trained table without bounds, column after column. */
  public static Parameter trained(String path, int rows, int columns, double... values) {
    return new Parameter(
        path, rows, columns, values, true, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Number of scalars. */
  public int size() {
    return values.length;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
