package org.blastema.losses;

import java.util.List;
import java.util.Random;
import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;

/** Tissues for tests. */
final class Tissues {
  private Tissues() {}

  static StateSchema schema(int dimensions) {
    return StateSchema.union(
        List.of(
            FieldSpec.position(dimensions),
            FieldSpec.radius(),
            FieldSpec.division(),
            FieldSpec.chemical(2)));
  }

  /** Cells of radius 1/2 at given places, of type 0. */
  static CellState at(double[][] x) {
    return CellState.founders(schema(x[0].length), new int[x.length])
        .with("position", Var.ofRows(x));
  }

  static CellState typed(double[][] x, int... types) {
    return at(x).withTypes(types);
  }

  /** Cells of two types, of different radii and concentrations, without symmetry. */
  static CellState random(int dimensions, int count, long seed) {
    Random random = new Random(seed);
    double[] x = random.doubles((long) count * dimensions, -2, 2).toArray();
    double[] radius = random.doubles(count, 0.4, 0.6).toArray();
    int[] types = random.ints(count, 0, 2).toArray();
    return CellState.founders(schema(dimensions), types)
        .with("position", Var.of(count, dimensions, x))
        .with("radius", Var.column(radius))
        .with("division", Var.column(random.doubles(count, 0.1, 1).toArray()))
        .with("chemical", Var.of(count, 2, random.doubles(2L * count, 0.1, 1).toArray()));
  }

  static CellState moved(CellState state, double... shift) {
    return state.with("position", state.position().plus(Var.row(shift)));
  }

  /** Turned about z, and in space then about x. */
  static CellState turned(CellState state, double angle) {
    double c = Elementary.cos(angle);
    double s = Elementary.sin(angle);
    Var x = state.position();
    if (x.columns() == 2) {
      return state.with("position", x.matmul(Var.ofRows(new double[][] {{c, s}, {-s, c}})));
    }
    Var aboutZ = Var.ofRows(new double[][] {{c, s, 0}, {-s, c, 0}, {0, 0, 1}});
    Var aboutX = Var.ofRows(new double[][] {{1, 0, 0}, {0, c, s}, {0, -s, c}});
    return state.with("position", x.matmul(aboutZ).matmul(aboutX));
  }

  /** The same cells in the opposite order. */
  static CellState reversed(CellState state) {
    int n = state.count();
    int[] rows = new int[n];
    int[] types = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = n - 1 - i;
      types[i] = state.type(n - 1 - i);
    }
    return CellState.founders(state.schema(), types)
        .withColumns(state.columns().stream().map(c -> c.gatherRows(rows)).toList());
  }
}
