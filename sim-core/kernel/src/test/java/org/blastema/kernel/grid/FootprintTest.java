package org.blastema.kernel.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.blastema.autodiff.GradCheck;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Grid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FootprintTest {
  private static final Grid GRID = new Grid(List.of(-2.0, 1.0, 0.0), 0.5, List.of(8, 6, 5));

  private static Var positions(int cells, double margin, long seed) {
    Random random = new Random(seed);
    double[] x = new double[3 * cells];
    for (int axis = 0; axis < 3; axis++) {
      for (int i = 0; i < cells; i++) {
        x[axis * cells + i] =
            random.nextDouble(GRID.lower().get(axis) + margin, GRID.upper(axis) - margin);
      }
    }
    return Var.of(cells, 3, x);
  }

  private static Footprint of(Weighting weighting, Var x) {
    return new Footprint(GRID, weighting, x.data(), x.rows());
  }

  @ParameterizedTest
  @EnumSource
  void whatCellsGiveArrivesWhereverTheyAre(Weighting weighting) {
    Var x = positions(50, 0, 1);
    double[] amounts = new Random(2).doubles(50).toArray();
    Var field = of(weighting, x).deposit(x, Var.column(amounts));
    double arrived = field.sum().item() * GRID.voxelVolume();
    assertThat(arrived).isCloseTo(Arrays.stream(amounts).sum(), within(1e-12));
  }

  /** A linear field is read exactly, value and gradient, where no voxel is mirrored. */
  @ParameterizedTest
  @EnumSource(names = {"LINEAR", "QUADRATIC"})
  void linearFieldsAreReadExactly(Weighting weighting) {
    double[] field = new double[GRID.voxels()];
    for (int p = 0; p < field.length; p++) {
      field[p] = 3 + 2 * GRID.center(p, 0) - GRID.center(p, 1) + 0.5 * GRID.center(p, 2);
    }
    Var x = positions(50, 0.75, 3);
    Footprint footprint = of(weighting, x);
    Var read = footprint.sample(x, Var.column(field));
    Var slope = footprint.gradient(x, Var.column(field));
    for (int i = 0; i < 50; i++) {
      double exact = 3 + 2 * x.get(i, 0) - x.get(i, 1) + 0.5 * x.get(i, 2);
      assertThat(read.get(i, 0)).isCloseTo(exact, within(1e-13));
      assertThat(slope.get(i, 0)).isCloseTo(2, within(1e-12));
      assertThat(slope.get(i, 1)).isCloseTo(-1, within(1e-12));
      assertThat(slope.get(i, 2)).isCloseTo(0.5, within(1e-12));
    }
  }

  /** Through a closed side nothing flows: the gradient across it is zero at it. */
  @Test
  void gradientVanishesAtASide() {
    double[] field = new Random(4).doubles(GRID.voxels()).toArray();
    Var x = Var.of(1, 3, -2.0, 2.0, 1.0);
    assertThat(of(Weighting.QUADRATIC, x).gradient(x, Var.column(field)).get(0, 0))
        .isCloseTo(0, within(1e-14));
  }

  /** Cells next to sides too, all a quarter of a voxel from where a weight has a kink. */
  @ParameterizedTest
  @EnumSource
  void derivativesByPositionsAmountsAndFields(Weighting weighting) {
    Random random = new Random(5);
    Var x =
        Var.of(
            4, 3, -1.875, 0.125, 1.625, 1.875, 1.125, 2.625, 3.875, 1.375, 0.125, 2.375, 1.125,
            0.625);
    Var amounts = Var.column(random.doubles(4, 0.5, 1).toArray());
    Var field = Var.column(random.doubles(GRID.voxels(), 0.5, 1).toArray());
    Var onGrid = Var.column(random.doubles(GRID.voxels(), -1, 1).toArray());
    Var atCells = Var.of(4, 3, random.doubles(12, -1, 1).toArray());
    GradCheck.function(
            in -> {
              Var at = x.plus(in[0].times(0.1));
              Footprint footprint = of(weighting, at);
              Var given = footprint.deposit(at, in[1]).times(onGrid).sum();
              Var read = footprint.sample(at, in[2]).times(atCells.column(0)).sum();
              Var slope = footprint.gradient(at, in[2]).times(atCells).sum();
              return given.plus(read).plus(slope);
            },
            Var.filled(4, 3, 0.5),
            amounts,
            field)
        .assertPasses(1e-7);
  }

  @Test
  void cellsOutsideAreRefused() {
    Var x = Var.of(2, 3, 0.0, 0.0, 2.0, 4.5, 1.0, 1.0);
    assertThatThrownBy(() -> of(Weighting.LINEAR, x)).hasMessageContaining("row 1");
  }
}
