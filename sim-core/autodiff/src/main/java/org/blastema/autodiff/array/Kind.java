package org.blastema.autodiff.array;

/** What an entry is. */
enum Kind {
  /** A double-precision number; the only kind with derivatives. */
  REAL,
  /** A whole number of 32 bits: an index, a count, a set of bits. */
  INT,
  /** True or false. */
  TRUTH
}
