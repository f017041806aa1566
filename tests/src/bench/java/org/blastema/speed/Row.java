package org.blastema.speed;

/**
 * One line of the table.
 *
 * @param work what was done
 * @param size parameters of the work, in words; empty if there are none
 * @param by who did it
 * @param cpu processor time of an operation in milliseconds, the least of all iterations
 * @param clock elapsed time, likewise
 */
record Row(Work work, String size, String by, double cpu, double clock) {
  boolean isSameWork(Work other, Row as) {
    return work == other && size.equals(as.size);
  }

  /** Formulas before loops by hand before other libraries. */
  int rank() {
    return by.equals(Measures.COMPILED)
        ? 0
        : by.startsWith(Measures.COMPILED) ? 1 : by.endsWith("by hand") ? 2 : 3;
  }
}
