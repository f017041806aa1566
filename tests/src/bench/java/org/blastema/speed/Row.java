package org.blastema.speed;

/**
 * One line of the table.
 *
 * @param work what was done
 * @param size parameters of the work, in words; empty if there are none
 * @param by who did it
 * @param best the fastest iteration, in milliseconds an operation
 * @param median the median of the iterations, likewise
 */
record Row(Work work, String size, String by, double best, double median) {
  boolean isSameWork(Work other, Row as) {
    return work == other && size.equals(as.size);
  }
}
