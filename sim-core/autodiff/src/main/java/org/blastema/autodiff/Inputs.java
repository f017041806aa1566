package org.blastema.autodiff;

import java.util.Arrays;
import java.util.List;

/** The arguments of a formula while it is traced. */
public final class Inputs {
  private final String formula;
  private final List<Port> ports;
  private final Expr[][] columns;

  Inputs(String formula, List<Port> ports, Expr[][] columns) {
    this.formula = formula;
    this.ports = ports;
    this.columns = columns;
  }

  /**
   * An input of width 1.
   *
   * @throws IllegalArgumentException if there is none of that name and width
   */
  public Expr scalar(String name) {
    Expr[] column = vector(name);
    if (column.length != 1) {
      throw new IllegalArgumentException(
          "formula " + formula + ": input '" + name + "' has width " + column.length + ", not 1");
    }
    return column[0];
  }

  /**
   * An input of any width.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Expr[] vector(String name) {
    for (int k = 0; k < ports.size(); k++) {
      if (ports.get(k).name().equals(name)) {
        return columns[k].clone();
      }
    }
    throw new IllegalArgumentException(
        "formula " + formula + " has no input '" + name + "', only " + ports);
  }

  /**
   * An input as a matrix, {@code [row][column]}.
   *
   * @throws IllegalArgumentException if the width is not {@code rows * columns}
   */
  public Expr[][] matrix(String name, int rows, int columns) {
    Expr[] flat = vector(name);
    if (flat.length != rows * columns) {
      throw new IllegalArgumentException(
          "formula "
              + formula
              + ": input '"
              + name
              + "' has width "
              + flat.length
              + ", not "
              + rows
              + " x "
              + columns);
    }
    Expr[][] matrix = new Expr[rows][columns];
    for (int i = 0; i < rows; i++) {
      int row = i;
      Arrays.setAll(matrix[i], j -> flat[j * rows + row]);
    }
    return matrix;
  }
}
