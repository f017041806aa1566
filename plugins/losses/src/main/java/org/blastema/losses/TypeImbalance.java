package org.blastema.losses;

import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.state.CellState;

/**
 * How unequal the numbers of cells of each type are. Types are discrete, so nothing flows back
 * through it.
 */
final class TypeImbalance {
  private TypeImbalance() {}

  /** {@code |n_0 - n_1|}; for more than two types the largest difference. */
  static Measure difference(CellTypes types) {
    return state -> {
      int[] counts = counts(state, types);
      int most = 0;
      int fewest = Integer.MAX_VALUE;
      for (int c : counts) {
        most = Math.max(most, c);
        fewest = Math.min(fewest, c);
      }
      return Var.constant(most - fewest);
    };
  }

  /** {@code 1 - H / ln k} with H the Shannon entropy of the shares of the k types. */
  static Measure entropyDeficit(CellTypes types) {
    return state -> {
      int[] counts = counts(state, types);
      double entropy = 0;
      for (int c : counts) {
        double share = (double) c / state.count();
        entropy -= c == 0 ? 0 : share * Elementary.log(share);
      }
      return Var.constant(1 - entropy / Elementary.log(counts.length));
    };
  }

  private static int[] counts(CellState state, CellTypes types) {
    int[] counts = new int[types.types().size()];
    for (int i = 0; i < state.count(); i++) {
      counts[state.type(i)]++;
    }
    return counts;
  }
}
