package org.blastema.autodiff;

/**
 * A named argument or result of a formula: {@code width} numbers in every row.
 *
 * @param name unique among the formula's inputs or outputs
 * @param width numbers per row
 */
public record Port(String name, int width) {
  /** Checks that the port is not empty. */
  public Port {
    if (width < 1) {
      throw new IllegalArgumentException("port '" + name + "' has width " + width);
    }
  }

  /** One number per row. */
  public static Port scalar(String name) {
    return new Port(name, 1);
  }

  /** A vector per row. */
  public static Port vector(String name, int width) {
    return new Port(name, width);
  }

  /** A matrix per row, entry (i, j) at {@code j * rows + i}. */
  public static Port matrix(String name, int rows, int columns) {
    return new Port(name, rows * columns);
  }
}
