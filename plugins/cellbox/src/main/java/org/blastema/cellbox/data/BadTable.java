package org.blastema.cellbox.data;

/** A table that does not hold what it should; the message names file, row and column. */
public final class BadTable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A complaint about a whole table. */
  public BadTable(String file, String message) {
    super(file + ": " + message);
  }

  /**
   * A complaint about one entry.
   *
   * @param row line of the file, from 1
   * @param column from 1
   */
  public BadTable(String file, int row, int column, String message) {
    super(file + ", row " + row + ", column " + column + ": " + message);
  }
}
