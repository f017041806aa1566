package org.blastema.celltypes.measure;

import java.util.List;
import org.blastema.kernel.state.CellState;

/** How far the cells of the first state have come. */
final class Displacements {
  private Displacements() {}

  /** Mean squared displacement of the first cells that still live; NaN if none does. */
  static double meanSquare(List<CellState> history) {
    double sum = 0;
    int dimensions = history.getFirst().position().columns();
    for (int k = 0; k < dimensions; k++) {
      sum += mean(history, k, 2);
    }
    return sum;
  }

  /** Mean displacement along an axis. */
  static double mean(List<CellState> history, int column) {
    return mean(history, column, 1);
  }

  private static double mean(List<CellState> history, int column, int power) {
    CellState first = history.getFirst();
    CellState last = history.getLast();
    double sum = 0;
    int count = 0;
    int i = 0;
    for (int j = 0; j < last.count(); j++) {
      while (i < first.count() && first.id(i) < last.id(j)) {
        i++;
      }
      if (i < first.count() && first.id(i) == last.id(j)) {
        double moved = last.position().get(j, column) - first.position().get(i, column);
        sum += power == 1 ? moved : moved * moved;
        count++;
      }
    }
    return sum / count;
  }
}
