package org.blastema.cellbox.data;

import java.util.stream.IntStream;

/**
 * Which conditions are for what.
 *
 * @param train to fit
 * @param validation to choose penalties and stopping times
 * @param test for the final score alone
 */
public record Split(int[] train, int[] validation, int[] test) {
  /** Training and validation conditions. */
  public int[] known() {
    return IntStream.concat(IntStream.of(train), IntStream.of(validation)).toArray();
  }
}
