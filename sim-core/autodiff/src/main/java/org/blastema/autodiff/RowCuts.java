package org.blastema.autodiff;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Where to cut a sequence of operations into pieces of limited cost, so that as few values as
 * possible are stored in one piece and loaded in others: dynamic programming over the cuts.
 */
final class RowCuts {
  /** What a further piece costs beside its stores and loads: another loop. */
  private static final int PIECE = 4;

  private final int[] costs;
  private final int[][] uses;
  private final int[] lastUse;
  private final int limit;

  /**
   * A sequence to cut.
   *
   * @param costs cost of every operation
   * @param uses for every operation, the earlier ones whose results it uses, each once
   * @param limit largest cost of a piece of more than one operation
   */
  RowCuts(int[] costs, int[][] uses, int limit) {
    this.costs = costs;
    this.uses = uses;
    this.limit = limit;
    this.lastUse = new int[costs.length];
    for (int k = 0; k < uses.length; k++) {
      for (int used : uses[k]) {
        lastUse[used] = k;
      }
    }
  }

  /** For every operation, the number of its piece. */
  int[] pieces() {
    int count = costs.length;
    long[] best = new long[count + 1];
    int[] begin = new int[count + 1];
    Arrays.fill(best, 1, count + 1, Long.MAX_VALUE);
    for (int end = 1; end <= count; end++) {
      Set<Integer> loads = new HashSet<>();
      int stores = 0;
      int cost = 0;
      for (int k = end - 1; k >= 0; k--) {
        cost += costs[k];
        if (cost > limit && k < end - 1) {
          break;
        }
        loads.remove(k);
        for (int used : uses[k]) {
          loads.add(used);
        }
        stores += lastUse[k] >= end ? 1 : 0;
        long total = best[k] + PIECE + stores + loads.size();
        if (total < best[end]) {
          best[end] = total;
          begin[end] = k;
        }
      }
    }
    int[] piece = new int[count];
    int number = 0;
    for (int end = count; end > 0; end = begin[end]) {
      Arrays.fill(piece, begin[end], end, number--);
    }
    for (int k = 0; k < count; k++) {
      piece[k] -= number + 1;
    }
    return piece;
  }
}
