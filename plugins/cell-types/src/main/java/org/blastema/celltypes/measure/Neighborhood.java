package org.blastema.celltypes.measure;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.IntStream;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.state.CellState;

/** Who is near whom in a tissue, and of which types. */
final class Neighborhood {
  private Neighborhood() {}

  /**
   * Mean over all cells of the share of cells of another type among their {@code neighbors} nearest
   * ones, by distance of the centers and then by id; NaN for a single cell.
   */
  static double unlikeShare(CellState state, int neighbors) {
    int n = state.count();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      int self = i;
      double[] distances =
          IntStream.range(0, n).mapToDouble(j -> squared(state.position(), self, j)).toArray();
      int[] nearest =
          IntStream.range(0, n)
              .filter(j -> j != self)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> distances[j]))
              .limit(neighbors)
              .mapToInt(Integer::intValue)
              .toArray();
      long unlike = Arrays.stream(nearest).filter(j -> state.type(j) != state.type(self)).count();
      sum += (double) unlike / nearest.length;
    }
    return sum / n;
  }

  /** Numbers of contacts between cells of the same type and of different types. */
  record Contacts(int alike, int unlike) {
    /** Share of the contacts that are between cells of the same type; NaN without contacts. */
    double homotypic() {
      return (double) alike / (alike + unlike);
    }
  }

  /** The contacts: pairs of cells closer than {@code reach} times the sum of their radii. */
  static Contacts contacts(CellState state, double reach) {
    int alike = 0;
    int unlike = 0;
    Pairs pairs = pairs(state, reach);
    for (int k = 0; k < pairs.count(); k++) {
      int i = pairs.first()[k];
      int j = pairs.second()[k];
      if (touch(state, i, j, reach)) {
        alike += state.type(i) == state.type(j) ? 1 : 0;
        unlike += state.type(i) == state.type(j) ? 0 : 1;
      }
    }
    return new Contacts(alike, unlike);
  }

  /**
   * Number of groups of cells of the same type that hang together by contacts.
   *
   * @param type counts the groups of this type only; -1 for all
   */
  static int clusters(CellState state, double reach, int type) {
    int n = state.count();
    boolean[] seen = new boolean[n];
    int clusters = 0;
    for (int start = 0; start < n; start++) {
      if (seen[start] || (type >= 0 && state.type(start) != type)) {
        continue;
      }
      clusters++;
      Deque<Integer> open = new ArrayDeque<>();
      open.add(start);
      seen[start] = true;
      while (!open.isEmpty()) {
        int i = open.poll();
        for (int j = 0; j < n; j++) {
          if (!seen[j] && state.type(j) == state.type(i) && touch(state, i, j, reach)) {
            seen[j] = true;
            open.add(j);
          }
        }
      }
    }
    return clusters;
  }

  private static Pairs pairs(CellState state, double reach) {
    double largest = Arrays.stream(state.radius().data()).max().orElse(0);
    Var x = state.position();
    return new NeighborList().within(x.data(), x.rows(), x.columns(), 2 * reach * largest);
  }

  private static boolean touch(CellState state, int i, int j, double reach) {
    double range = reach * (state.radius().get(i, 0) + state.radius().get(j, 0));
    return squared(state.position(), i, j) < range * range;
  }

  private static double squared(Var x, int i, int j) {
    double sum = 0;
    for (int k = 0; k < x.columns(); k++) {
      double difference = x.get(j, k) - x.get(i, k);
      sum += difference * difference;
    }
    return sum;
  }
}
