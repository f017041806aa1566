package org.blastema.celltypes.measure;

import java.util.List;
import org.blastema.kernel.state.CellState;

/**
 * How far the cells of the first state have come, all or those that are of a type in the end; a
 * type of -1 means all.
 */
final class Displacements {
  private Displacements() {}

  /** Mean squared displacement of the first cells that still live; NaN if none does. */
  static double meanSquare(List<CellState> history, int type) {
    double sum = 0;
    int dimensions = history.getFirst().position().columns();
    for (int k = 0; k < dimensions; k++) {
      sum += mean(history, k, 2, type);
    }
    return sum;
  }

  /** Mean displacement along an axis. */
  static double mean(List<CellState> history, int column, int type) {
    return mean(history, column, 1, type);
  }

  private static double mean(List<CellState> history, int column, int power, int type) {
    CellState first = history.getFirst();
    CellState last = history.getLast();
    double sum = 0;
    int count = 0;
    int i = 0;
    for (int j = 0; j < last.count(); j++) {
      while (i < first.count() && first.id(i) < last.id(j)) {
        i++;
      }
      boolean counts = type < 0 || last.type(j) == type;
      if (counts && i < first.count() && first.id(i) == last.id(j)) {
        double moved = last.position().get(j, column) - first.position().get(i, column);
        sum += power == 1 ? moved : moved * moved;
        count++;
      }
    }
    return sum / count;
  }
}
