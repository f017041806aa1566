package org.blastema.celltypes.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.junit.jupiter.api.Test;

class NeighborhoodTest {
  /** Cells with radius 0.5 on a square lattice of spacing 1. */
  private static CellState grid(int[][] types) {
    int n = types.length * types[0].length;
    int[] all = new int[n];
    double[][] x = new double[n][];
    for (int i = 0; i < n; i++) {
      int row = i / types[0].length;
      int column = i % types[0].length;
      all[i] = types[row][column];
      x[i] = new double[] {column, row};
    }
    StateSchema schema = StateSchema.union(List.of(FieldSpec.position(2), FieldSpec.radius()));
    return CellState.founders(schema, all).with("position", Var.ofRows(x));
  }

  private final CellState steps =
      grid(new int[][] {{0, 0, 0, 1}, {0, 0, 1, 1}, {0, 1, 1, 1}, {0, 1, 1, 1}});

  /**
   * Contacts of a 4 x 4 lattice, counted by hand: 18 alike and 6 unlike; with 7 and 9 cells of the
   * types, random labels would have (7 * 6 + 9 * 8) / (16 * 15) = 0.475.
   */
  @Test
  void contactsOfALattice() {
    assertThat(Neighborhood.contacts(steps, 1.25)).isEqualTo(new Neighborhood.Contacts(18, 6));
    assertThat(Neighborhood.contacts(steps, 1.25).homotypic()).isEqualTo(0.75);
  }

  @Test
  void groupsOfAType() {
    assertThat(Neighborhood.clusters(steps, 1.25, -1)).isEqualTo(2);
    CellState scattered = grid(new int[][] {{0, 1, 0}, {1, 0, 1}, {1, 1, 0}});
    assertThat(Neighborhood.clusters(scattered, 1.25, 0)).isEqualTo(4);
    assertThat(Neighborhood.clusters(scattered, 1.25, 1)).isEqualTo(3);
    assertThat(Neighborhood.clusters(scattered, 1.5, 0)).isEqualTo(1);
  }

  @Test
  void nearestNeighbors() {
    // in a row, the two nearest of the ends are on one side
    CellState row = grid(new int[][] {{0, 1, 1, 1}});
    assertThat(Neighborhood.unlikeShare(row, 2)).isCloseTo((1 + 0.5 + 0 + 0) / 4, within(1e-15));
    assertThat(Neighborhood.unlikeShare(row, 3)).isCloseTo((1 + 3 / 3.0) / 4, within(1e-15));
  }
}
