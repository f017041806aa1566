package org.blastema.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.blastema.kernel.state.CellState;
import org.junit.jupiter.api.Test;

/** Contacts of tissues that can be counted by hand. */
class SortingTest {
  private static final double SHARP = Double.POSITIVE_INFINITY;

  private static double of(Measure measure, CellState state) {
    return measure.of(state).item();
  }

  /** A row of three cells in contact, then one apart; the second is of the other type. */
  private static CellState row() {
    return Tissues.typed(new double[][] {{0, 0}, {1, 0}, {2, 0}, {9, 0}}, 0, 1, 0, 0);
  }

  @Test
  void contacts_in_a_row() {
    assertThat(of(new Sorting.HeterotypicContact(1.2, SHARP), row())).isEqualTo(2);
    assertThat(of(new Sorting.UnlikeNeighbors(1.2, SHARP), row()))
        .isCloseTo((1 + 1 + 1 + 0) / 4.0, within(1e-8));
    // no like contacts; shuffled, half of them would be
    assertThat(of(new Sorting.Segregation(1.2, SHARP), row())).isEqualTo((0 - 0.5) / 0.5);
  }

  @Test
  void soft_contacts_tend_to_sharp_ones() {
    CellState state = Tissues.random(3, 40, 3);
    double sharp = of(new Sorting.HeterotypicContact(1.2, SHARP), state);
    assertThat(of(new Sorting.HeterotypicContact(1.2, 1e6), state)).isCloseTo(sharp, within(1e-6));
    assertThat(of(new Sorting.HeterotypicContact(1.2, 5), state)).isNotCloseTo(sharp, within(1e-2));
  }

  /** A hexagon around a cell: the borders are those of hexagons of width 1. */
  @Test
  void borders_of_a_hexagonal_tissue() {
    double h = Math.sqrt(0.75);
    double[][] x = {{0, 0}, {1, 0}, {0.5, h}, {-0.5, h}, {-1, 0}, {-0.5, -h}, {0.5, -h}};
    CellState state = Tissues.typed(x, 1, 0, 0, 0, 0, 0, 0);
    double side = 1 / Math.sqrt(3);
    VoronoiContacts contacts = new VoronoiContacts(state, 3);
    for (int i = 1; i < 7; i++) {
      assertThat(contacts.between(0, i)).isCloseTo(side, within(1e-13));
    }
    assertThat(contacts.total(state, true)).isCloseTo(6 * side, within(1e-12));
    assertThat(new BorderLength(3, false).of(List.of(state))).isCloseTo(6 * side, within(1e-12));
  }

  /** Two disks whose common chord is known. */
  @Test
  void the_border_of_two_cells_ends_where_they_end() {
    CellState pair = Tissues.typed(new double[][] {{0, 0}, {1, 0}}, 0, 1);
    double chord = 2 * Math.sqrt(0.75 * 0.75 - 0.25);
    // a polygon of 64 sides around a disk is larger by at most 1/cos(pi/64) - 1
    assertThat(new BorderLength(1.5, false).of(List.of(pair))).isBetween(chord, chord * 1.01);
    assertThat(new BorderLength(1.5, true).of(List.of(pair))).isEqualTo(1);
    CellState apart = Tissues.typed(new double[][] {{0, 0}, {2, 0}}, 0, 1);
    assertThat(new BorderLength(1.5, false).of(List.of(apart))).isZero();
  }

  @Test
  void shares_of_types() {
    assertThat(of(new TypeShare(1), row())).isEqualTo(0.25);
    assertThat(of(new TypeShare(0), row())).isEqualTo(0.75);
  }
}
