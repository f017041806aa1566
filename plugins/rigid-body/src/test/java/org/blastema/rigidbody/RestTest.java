package org.blastema.rigidbody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.blastema.kernel.state.CellState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Discs at rest, against geometry. JBox2D leaves contacts alone that overlap by less than its slop
 * of 0.005 and undoes a fifth of what is more in every sweep, so a contact at rest overlaps by
 * between 0 and a little more than that.
 */
class RestTest {
  private static final double SLOP = 0.0055;

  private static double x(CellState state, int i) {
    return state.position().get(i, 0);
  }

  private static double y(CellState state, int i) {
    return state.position().get(i, 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 2})
  void a_disc_comes_to_rest_on_the_floor_one_radius_high(double r) {
    CellState end =
        new Scene().wall("floor", 0, 1, 0, 1).gravity(0, -10).run(40, 0.3, 1 + r + 0.5, r);
    assertThat(y(end, 0)).isBetween(1 + r - SLOP, 1 + r + 1e-6);
    assertThat(x(end, 0)).isEqualTo(0.3);
  }

  @Test
  void the_floor_is_where_it_is_said_to_be_for_other_units_of_length_too() {
    double unit = 1e-5;
    CellState end =
        new Scene()
            .wall("floor", 0, 0, 0, 1)
            .gravity(0, -10 * unit)
            .accuracy(10, unit)
            .run(40, 0, 0.8 * unit, 0.5 * unit);
    assertThat(y(end, 0)).isBetween((0.5 - SLOP) * unit, 0.500001 * unit);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10})
  void a_column_between_walls_stacks_up_diameters(int n) {
    double r = 0.5;
    double[] discs = new double[3 * n];
    for (int i = 0; i < n; i++) {
      discs[3 * i] = r;
      discs[3 * i + 1] = r + i * 1.1;
      discs[3 * i + 2] = r;
    }
    CellState end =
        new Scene()
            .wall("floor", 0, 0, 0, 1)
            .wall("left", 0, 0, 1, 0)
            .wall("right", 1, 0, -1, 0)
            .gravity(0, -10)
            .accuracy(60, 1)
            .iterations(60, 20)
            .run(10, discs);
    for (int i = 0; i < n; i++) {
      assertThat(y(end, i)).isBetween(r + 2 * r * i - (i + 1) * SLOP, r + 2 * r * i + 1e-3);
      assertThat(x(end, i)).isCloseTo(r, within(SLOP));
    }
  }

  @Test
  void a_pyramid_of_three_rests_with_its_top_over_the_gap() {
    double r = 0.5;
    CellState end =
        new Scene()
            .wall("floor", 0, 0, 0, 1)
            .wall("left", -2 * r, 0, 1, 0)
            .wall("right", 2 * r, 0, -1, 0)
            .gravity(0, -10)
            .run(100, -r, r, r, r, r, r, 0.02, 3.2 * r, r);
    // overlaps of the four contacts below it and of the walls lower the top by at most
    // slop + 2 slop / cos 30 degrees
    assertThat(y(end, 2))
        .isBetween(r + Math.sqrt(3) * r - SLOP * (1 + 4 / Math.sqrt(3)), r + Math.sqrt(3) * r);
    assertThat(x(end, 2)).isCloseTo(0, within(3 * SLOP));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2})
  void a_disc_in_a_wedge_touches_both_flanks(double slope) {
    double r = 0.5;
    // flanks y = slope |x| from the tip at the origin
    CellState end =
        new Scene()
            .polygon("wedge", Side.MOLD, 0, 0, 5, 5 * slope, -5, 5 * slope)
            .gravity(0, -10)
            .with("friction", 0)
            .run(100, 0.1, 1.5, r);
    double expected = r * Math.sqrt(1 + slope * slope);
    assertThat(y(end, 0))
        .isBetween(expected - SLOP * Math.sqrt(1 + slope * slope), expected + 1e-4);
    assertThat(x(end, 0)).isCloseTo(0, within(2 * SLOP));
  }

  @Test
  void a_disc_in_the_inner_corner_of_a_mold_that_is_not_convex_rests_on_its_step() {
    CellState end =
        new Scene()
            .polygon("stairs", Side.MOLD, 0, 0, 4, 0, 4, 4, 2, 4, 2, 2, 0, 2)
            .gravity(0, 10)
            .run(60, 1, 1, 0.3, 3, 1, 0.3);
    assertThat(y(end, 0)).isBetween(1.7 - 1e-6, 1.7 + SLOP);
    assertThat(y(end, 1)).isBetween(3.7 - 1e-6, 3.7 + SLOP);
  }

  @Test
  void a_disc_rests_on_an_obstacle() {
    CellState end =
        new Scene()
            .polygon("block", Side.OBSTACLE, -1, 0, 1, 0, 1, 1, -1, 1)
            .gravity(0, -10)
            .run(60, 0.2, 2.5, 0.5);
    assertThat(y(end, 0)).isBetween(1.5 - SLOP, 1.5 + 1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.9})
  void overlapping_discs_part_until_they_touch(double distance) {
    CellState end = new Scene().run(10, 0, 0, 0.5, 0.6 * distance, 0.8 * distance, 0.5);
    double dx = x(end, 1) - x(end, 0);
    double dy = y(end, 1) - y(end, 0);
    assertThat(Math.hypot(dx, dy)).isBetween(1 - SLOP, 1 + 1e-6);
    assertThat(dy / dx).isCloseTo(4.0 / 3, within(1e-4));
    // equal masses: the center stays, up to single precision
    assertThat(x(end, 0) + x(end, 1)).isCloseTo(0.6 * distance, within(1e-5));
    assertThat(y(end, 0) + y(end, 1)).isCloseTo(0.8 * distance, within(1e-5));
  }

  @Test
  void a_heavier_disc_gives_way_less() {
    CellState end = new Scene().run(10, 0, 0, 1, 1, 0, 0.5);
    // masses as 4 to 1
    assertThat(4 * x(end, 0) + x(end, 1)).isCloseTo(1, within(1e-5));
    assertThat(x(end, 1) - x(end, 0)).isBetween(1.5 - SLOP, 1.5 + 1e-6);
  }

  @Test
  void compression_is_the_overlapped_share_of_a_disc() {
    CellState end =
        new Scene()
            .polygon("box", Side.MOLD, 0, 0, 1.5, 0, 1.5, 1, 0, 1)
            .run(20, 0.5, 0.5, 0.5, 1, 0.5, 0.5);
    double depth = 1 - (x(end, 1) - x(end, 0));
    assertThat(depth).isBetween(0.2, 0.6);
    double share = Lens.area(0.5, 0.5, 1 - depth) / (Math.PI * 0.25);
    assertThat(end.get("compression").get(0, 0)).isCloseTo(share, within(1e-3));
    assertThat(new Overlap().of(end)).isCloseTo(share / 2, within(1e-3));
  }
}
