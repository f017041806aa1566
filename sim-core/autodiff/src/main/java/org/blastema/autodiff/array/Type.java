package org.blastema.autodiff.array;

/**
 * The type of a value.
 *
 * @param kind of the entries
 * @param rank 0 for a single entry, else the number of indices
 * @param isAccumulator whether entries can only be added to until it is frozen to an array
 */
record Type(Kind kind, int rank, boolean isAccumulator) {
  static final Type REAL = new Type(Kind.REAL, 0, false);
  static final Type INT = new Type(Kind.INT, 0, false);
  static final Type TRUTH = new Type(Kind.TRUTH, 0, false);

  static Type of(Kind kind) {
    return switch (kind) {
      case REAL -> REAL;
      case INT -> INT;
      case TRUTH -> TRUTH;
    };
  }

  static Type array(Kind kind, int rank) {
    return rank == 0 ? of(kind) : new Type(kind, rank, false);
  }

  static Type accumulator(int rank) {
    return new Type(Kind.REAL, rank, true);
  }

  boolean isScalar() {
    return rank == 0;
  }

  /** Whether derivatives flow through values of this type. */
  boolean isReal() {
    return kind == Kind.REAL;
  }
}
