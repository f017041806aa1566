package org.blastema.autodiff.sparse;

/**
 * A matrix in compressed rows.
 *
 * @param pattern where its entries are
 * @param values the entries in the order of the pattern; not copied
 */
public record SparseMatrix(SparsityPattern pattern, double[] values) {
  /** Checks that there is a number for every entry. */
  public SparseMatrix {
    if (values.length != pattern.entries()) {
      throw new IllegalArgumentException(values.length + " numbers for a matrix of " + pattern);
    }
  }

  /** Number of rows. */
  public int rows() {
    return pattern.rows();
  }

  /** Number of columns. */
  public int columns() {
    return pattern.columns();
  }

  /** An entry; 0 if it is not in the pattern. */
  public double get(int row, int column) {
    int at = pattern.position(row, column);
    return at < 0 ? 0 : values[at];
  }

  /** All entries, zeros as well, as a list of rows. */
  public double[][] toDense() {
    double[][] dense = new double[rows()][columns()];
    for (int i = 0; i < dense.length; i++) {
      for (int e = pattern.starts()[i]; e < pattern.starts()[i + 1]; e++) {
        dense[i][pattern.indices()[e]] = values[e];
      }
    }
    return dense;
  }

  /** The product with a column of {@link #columns} numbers; every row is summed from the left. */
  public double[] multiply(double... vector) {
    check(vector, columns());
    double[] product = new double[rows()];
    for (int i = 0; i < product.length; i++) {
      double sum = 0;
      for (int e = pattern.starts()[i]; e < pattern.starts()[i + 1]; e++) {
        sum += values[e] * vector[pattern.indices()[e]];
      }
      product[i] = sum;
    }
    return product;
  }

  /** The product of the transposed matrix with a column of {@link #rows} numbers. */
  public double[] multiplyTransposed(double... vector) {
    check(vector, rows());
    double[] product = new double[columns()];
    for (int i = 0; i < vector.length; i++) {
      for (int e = pattern.starts()[i]; e < pattern.starts()[i + 1]; e++) {
        product[pattern.indices()[e]] += values[e] * vector[i];
      }
    }
    return product;
  }

  private void check(double[] vector, int length) {
    if (vector.length != length) {
      throw new IllegalArgumentException(
          vector.length + " numbers to multiply a matrix of " + pattern + " with");
    }
  }
}
