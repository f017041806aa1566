package org.blastema.kernel.chemistry;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;

/**
 * Sums over all pairs of cells that matter, a portion of pairs at a time: memory does not grow with
 * the number of pairs.
 */
final class AllPairs {
  private static final int PORTION = 1 << 15;

  private AllPairs() {}

  /**
   * The sum of a pair formula over all pairs with a cell that matters; see {@link PairSum#apply}.
   *
   * @param matters for every cell, whether it does; a pair without any must contribute nothing
   * @param columns columns of the sum
   */
  static Var sum(
      PairSum sum, boolean[] matters, Var x, List<Var> ofRows, List<Var> shared, int columns) {
    Var[] arguments = new Var[1 + ofRows.size() + shared.size()];
    Var[] constants = new Var[arguments.length];
    for (int k = 0; k < arguments.length; k++) {
      arguments[k] =
          k == 0 ? x : k <= ofRows.size() ? ofRows.get(k - 1) : shared.get(k - 1 - ofRows.size());
      constants[k] = arguments[k].stopGradient();
    }
    int n = x.rows();
    double[] total = new double[n * columns];
    Portions forward = new Portions(matters);
    while (forward.next()) {
      double[] part = apply(sum, forward.pairs(), constants, ofRows.size()).data();
      for (int k = 0; k < total.length; k++) {
        total[k] += part[k];
      }
    }
    return Tape.primitive(
        "all pairs",
        arguments,
        n,
        columns,
        total,
        (output, inputs) -> {
          Portions again = new Portions(matters);
          while (again.next()) {
            Pairs pairs = again.pairs();
            Recomputed.pull(
                live -> apply(sum, pairs, live, ofRows.size()), constants, output, inputs);
          }
        });
  }

  private static Var apply(PairSum sum, Pairs pairs, Var[] arguments, int ofRows) {
    List<Var> all = Arrays.asList(arguments);
    return sum.apply(
        pairs, all.get(0), all.subList(1, 1 + ofRows), all.subList(1 + ofRows, all.size()));
  }

  /** The pairs in order, cut into portions that reuse the same arrays. */
  private static final class Portions {
    private final boolean[] matters;

    /** The cells that matter. */
    private final int[] some;

    private final int[] all;
    private final int[] first;
    private final int[] second;
    private int i;

    /** Where the next partner is in {@link #partners}. */
    private int next;

    private int count;

    Portions(boolean[] matters) {
      this.matters = matters;
      int n = matters.length;
      some = IntStream.range(0, n).filter(k -> matters[k]).toArray();
      all = IntStream.range(0, n).toArray();
      long pairs = (long) some.length * (n - some.length) + some.length * (some.length - 1L) / 2;
      int length = (int) Math.min(PORTION, pairs);
      this.first = new int[length];
      this.second = new int[length];
      begin(0);
    }

    /** Partners of cell i, in order; the later ones count. */
    private int[] partners() {
      return matters[i] ? all : some;
    }

    private void begin(int row) {
      i = row;
      if (row < matters.length) {
        int found = Arrays.binarySearch(partners(), row);
        next = found < 0 ? -1 - found : found + 1;
      }
    }

    boolean next() {
      count = 0;
      while (i < matters.length && count < first.length) {
        int[] partners = partners();
        int length = Math.min(partners.length - next, first.length - count);
        Arrays.fill(first, count, count + length, i);
        System.arraycopy(partners, next, second, count, length);
        count += length;
        next += length;
        if (next == partners.length) {
          begin(i + 1);
        }
      }
      return count > 0;
    }

    Pairs pairs() {
      return new Pairs(count, first, second);
    }
  }
}
