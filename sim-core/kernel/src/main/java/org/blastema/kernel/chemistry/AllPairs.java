package org.blastema.kernel.chemistry;

import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;

/**
 * Sums over all pairs of cells, a portion of pairs at a time: memory does not grow with the number
 * of pairs.
 */
final class AllPairs {
  private static final int PORTION = 1 << 15;

  private AllPairs() {}

  /**
   * The sum of a pair formula over all pairs; see {@link PairSum#apply}.
   *
   * @param columns columns of the sum
   */
  static Var sum(PairSum sum, Var x, List<Var> ofRows, List<Var> shared, int columns) {
    Var[] arguments = new Var[1 + ofRows.size() + shared.size()];
    Var[] constants = new Var[arguments.length];
    for (int k = 0; k < arguments.length; k++) {
      arguments[k] =
          k == 0 ? x : k <= ofRows.size() ? ofRows.get(k - 1) : shared.get(k - 1 - ofRows.size());
      constants[k] = arguments[k].stopGradient();
    }
    int n = x.rows();
    double[] total = new double[n * columns];
    Portions forward = new Portions(n);
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
          Portions again = new Portions(n);
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

  /** All pairs in order, cut into portions that reuse the same arrays. */
  private static final class Portions {
    private final int n;
    private final int[] first;
    private final int[] second;
    private int i;
    private int j = 1;
    private int count;

    Portions(int n) {
      this.n = n;
      int length = (int) Math.min(PORTION, (long) n * (n - 1) / 2);
      this.first = new int[length];
      this.second = new int[length];
    }

    boolean next() {
      count = 0;
      while (i < n - 1 && count < first.length) {
        int length = Math.min(n - j, first.length - count);
        for (int k = 0; k < length; k++) {
          first[count + k] = i;
          second[count + k] = j + k;
        }
        count += length;
        j += length;
        if (j == n) {
          i++;
          j = i + 1;
        }
      }
      return count > 0;
    }

    Pairs pairs() {
      return new Pairs(count, first, second);
    }
  }
}
