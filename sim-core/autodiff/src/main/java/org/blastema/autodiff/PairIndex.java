package org.blastema.autodiff;

import java.util.Optional;

/**
 * Which pairs a row is in: those in which it is the first partner lie one after the other, those in
 * which it is the second one are listed.
 *
 * @param firsts where the pairs of each row as first partner begin, one number more than rows
 * @param seconds where the list of each row begins in {@code listed}, one number more than rows
 * @param listed pairs, ascending for every row
 */
record PairIndex(int[] firsts, int[] seconds, int[] listed) {
  /** The index of pairs in the order of their first partners; empty if they are not. */
  static Optional<PairIndex> of(Pairs pairs, int rows) {
    int count = pairs.count();
    int[] firsts = new int[rows + 1];
    int[] seconds = new int[rows + 1];
    for (int k = 0; k < count; k++) {
      if (k > 0 && pairs.first()[k] < pairs.first()[k - 1]) {
        return Optional.empty();
      }
      firsts[pairs.first()[k] + 1]++;
      seconds[pairs.second()[k] + 1]++;
    }
    for (int row = 0; row < rows; row++) {
      firsts[row + 1] += firsts[row];
      seconds[row + 1] += seconds[row];
    }
    int[] next = seconds.clone();
    int[] listed = new int[count];
    for (int k = 0; k < count; k++) {
      listed[next[pairs.second()[k]]++] = k;
    }
    return Optional.of(new PairIndex(firsts, seconds, listed));
  }
}
