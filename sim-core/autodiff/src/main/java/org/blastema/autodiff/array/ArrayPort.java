package org.blastema.autodiff.array;

/**
 * A named argument or result of an array formula.
 *
 * @param name unique among the arguments and among the results
 * @param isReal whether entries are numbers with derivatives; else whole numbers
 * @param rank number of indices, 0 for a single number
 */
public record ArrayPort(String name, boolean isReal, int rank) {
  /** Checks the rank. */
  public ArrayPort {
    if (rank < 0) {
      throw new IllegalArgumentException("port '" + name + "' with rank " + rank);
    }
  }

  /** A number. */
  public static ArrayPort real(String name) {
    return new ArrayPort(name, true, 0);
  }

  /** An array of numbers; its extents may differ from call to call. */
  public static ArrayPort reals(String name, int rank) {
    return new ArrayPort(name, true, rank);
  }

  /** A whole number. */
  public static ArrayPort index(String name) {
    return new ArrayPort(name, false, 0);
  }

  /** An array of whole numbers; its extents may differ from call to call. */
  public static ArrayPort indexes(String name, int rank) {
    return new ArrayPort(name, false, rank);
  }

  Type type() {
    return Type.array(isReal ? Kind.REAL : Kind.INT, rank);
  }

  ArrayPort named(String other) {
    return new ArrayPort(other, isReal, rank);
  }
}
