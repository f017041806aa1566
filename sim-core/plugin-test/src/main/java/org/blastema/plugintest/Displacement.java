package org.blastema.plugintest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;

/**
 * A direction in the space of all fields of a tissue: for every column of the state one array, as
 * long as the column. A tenth of the number that it moves, or of 1 for small ones, is a long way.
 */
record Displacement(double[][] columns) {
  private static final double REACH = 0.1;

  static Displacement random(CellState state, Random random) {
    List<Var> fields = state.columns();
    double[][] direction = new double[fields.size()][];
    for (int k = 0; k < direction.length; k++) {
      double[] at = fields.get(k).toArray();
      direction[k] = new double[at.length];
      for (int i = 0; i < at.length; i++) {
        double size = Math.abs(at[i]);
        direction[k][i] = REACH * (size > 1e-3 ? size : 1) * random.nextDouble(-1, 1);
      }
    }
    return new Displacement(direction);
  }

  CellState of(CellState state, double h) {
    List<Var> moved = new ArrayList<>();
    for (int k = 0; k < columns.length; k++) {
      Var column = state.columns().get(k);
      double[] data = column.toArray();
      for (int i = 0; i < data.length; i++) {
        data[i] += h * columns[k][i];
      }
      moved.add(Var.of(column.rows(), column.columns(), data));
    }
    return state.withColumns(moved);
  }

  double slope(double[][] adjoints) {
    double sum = 0;
    for (int k = 0; k < columns.length; k++) {
      for (int i = 0; i < columns[k].length; i++) {
        sum += columns[k][i] * adjoints[k][i];
      }
    }
    return sum;
  }
}
