package org.blastema.rigidbody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlinesTest {
  private static double[][] field(int columns, int rows, DoubleBinaryOperator of) {
    double[][] field = new double[rows][columns];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        field[j][i] = of.applyAsDouble(i, j);
      }
    }
    return field;
  }

  /** Signed area, positive if counterclockwise. */
  private static double area(List<double[]> outline) {
    double sum = 0;
    double[] a = outline.get(outline.size() - 1);
    for (double[] b : outline) {
      sum += a[0] * b[1] - b[0] * a[1];
      a = b;
    }
    return sum / 2;
  }

  @Test
  void the_outline_of_a_cone_is_a_circle() {
    List<List<double[]>> outlines =
        Outlines.at(field(41, 41, (x, y) -> -Math.hypot(x - 20, y - 20)), -12.3);
    assertThat(outlines).hasSize(1);
    // linear interpolation across a square is wrong by at most 1 / (8 r)
    assertThat(outlines.get(0))
        .allSatisfy(p ->
            assertThat(Math.hypot(p[0] - 20, p[1] - 20)).isCloseTo(12.3, within(1 / (8 * 12.3))));
    assertThat(area(outlines.get(0))).isCloseTo(Math.PI * 12.3 * 12.3, within(0.02 * 475));
  }

  @Test
  void a_hole_has_an_outline_of_its_own_that_goes_the_other_way_round() {
    List<List<double[]>> outlines =
        Outlines.at(field(41, 41, (x, y) -> -Math.abs(Math.hypot(x - 20, y - 20) - 10)), -4.2);
    assertThat(outlines).hasSize(2);
    double sum = area(outlines.get(0)) + area(outlines.get(1));
    assertThat(sum).isCloseTo(Math.PI * (14.2 * 14.2 - 5.8 * 5.8), within(10.0));
    Region ring = new Region(outlines, Side.MOLD);
    assertThat(ring.contains(30, 20)).isTrue();
    assertThat(ring.contains(20, 20)).isFalse();
    assertThat(ring.contains(39, 20)).isFalse();
    assertThat(ring.beyond(20, 20)).isCloseTo(5.8, within(0.05));
  }

  @Test
  void what_reaches_the_rim_of_the_picture_is_closed_there() {
    List<List<double[]>> outlines = Outlines.at(field(5, 3, (x, y) -> 1), 0.5);
    assertThat(outlines).hasSize(1);
    // half a pixel around the centers of the outermost pixels, less the four corners
    assertThat(area(outlines.get(0))).isCloseTo(5 * 3 - 4 * 0.125, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void two_pixels_that_meet_in_a_corner_are_joined_if_the_middle_is_above(boolean above) {
    double other = above ? 0.4 : 0;
    double[][] field = field(4, 4, (x, y) -> x == y && (x == 1 || x == 2) ? 1 : 0);
    field[1][2] = other;
    field[2][1] = other;
    assertThat(Outlines.at(field, 0.5)).hasSize(above ? 1 : 2);
    double[][] mirrored = field(4, 4, (x, y) -> field[(int) y][3 - (int) x]);
    assertThat(Outlines.at(mirrored, 0.5)).hasSize(above ? 1 : 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 1})
  void a_simplified_outline_is_within_its_tolerance(double tolerance) {
    List<double[]> circle =
        Outlines.at(field(41, 41, (x, y) -> -Math.hypot(x - 20, y - 20)), -12.3).get(0);
    List<double[]> simple = Outlines.simplified(circle, tolerance);
    assertThat(simple.size()).isLessThan(circle.size()).isGreaterThan(3);
    Region region = new Region(List.of(simple), Side.MOLD);
    assertThat(circle)
        .allSatisfy(p ->
            assertThat(Plane.distance(region.nearest(p[0], p[1]), p[0], p[1]))
                .isLessThanOrEqualTo(tolerance));
  }

  @Test
  void corners_on_straight_sides_are_left_out() {
    List<double[]> square =
        Outlines.simplified(
            Outlines.at(field(9, 9, (x, y) -> 4 - Math.max(Math.abs(x - 4), Math.abs(y - 4))), 1.5)
                .get(0),
            0.3);
    // interpolation along the grid's lines cuts the corners of the square
    assertThat(square).hasSize(8);
    assertThat(area(square)).isCloseTo(25 - 4 * 0.125, within(1e-12));
  }
}
