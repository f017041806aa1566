package org.blastema.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.state.CellState;
import org.junit.jupiter.api.Test;

/** Shapes with known measures. */
class ShapeTest {
  private static final double TIGHT = 1e-13;

  private static double of(Measure measure, CellState state) {
    return measure.of(state).item();
  }

  /** Corners of a box with half sides a, b, c have the covariance diag(a^2, b^2, c^2). */
  private static CellState box(double a, double b, double c) {
    double[][] x = new double[8][];
    for (int k = 0; k < 8; k++) {
      x[k] = new double[] {(k & 1) == 0 ? -a : a, (k & 2) == 0 ? -b : b, (k & 4) == 0 ? -c : c};
    }
    return Tissues.turned(Tissues.at(x), 0.7);
  }

  @Test
  void a_box_has_the_invariants_of_its_sides() {
    CellState box = box(1, 3, 2);
    assertThat(of(new Gyration.Radius(), box)).isCloseTo(Math.sqrt(14), within(TIGHT));
    assertThat(of(new Gyration.PrincipalAxisRatio(), box)).isCloseTo(3, within(TIGHT));
    assertThat(of(new Gyration.AspectRatio(), box)).isCloseTo(1.5, within(TIGHT));
    assertThat(of(new Gyration.Asphericity(), box)).isCloseTo(9 - 2.5, within(TIGHT));
    assertThat(of(new Gyration.Anisotropy(), box))
        .isCloseTo(1 - 3 * (4.0 + 9 + 36) / (14 * 14), within(TIGHT));
    double ball = Math.sqrt(14.0 * 5 / 3);
    assertThat(of(new Gyration.Compactness(), box))
        .isCloseTo(8 * 0.125 / (ball * ball * ball), within(TIGHT));
  }

  @Test
  void the_extent_is_that_of_the_outermost_cells_of_a_type() {
    CellState row = Tissues.typed(new double[][] {{1, 5}, {-2, 0}, {7, 1}, {0, 2}}, 0, 1, 1, 0);
    assertThat(of(new Extent(Axis.X, OptionalInt.empty()), row)).isEqualTo(9);
    assertThat(of(new Extent(Axis.X, OptionalInt.of(0)), row)).isEqualTo(1);
    assertThat(of(new Extent(Axis.Y, OptionalInt.of(1)), row)).isEqualTo(1);
    assertThat(of(new Extent(Axis.Y, OptionalInt.of(2)), row)).isZero();
  }

  @Test
  void anisotropy_goes_from_a_ball_to_a_line() {
    assertThat(of(new Gyration.Anisotropy(), box(1, 1, 1))).isCloseTo(0, within(TIGHT));
    assertThat(of(new Gyration.Anisotropy(), box(1, 1e-9, 1e-9))).isCloseTo(1, within(TIGHT));
    double[][] line = {{0, 0}, {1, 2}, {2, 4}};
    assertThat(of(new Gyration.Anisotropy(), Tissues.at(line))).isCloseTo(1, within(TIGHT));
  }

  @Test
  void the_soft_v_tends_to_the_sharp_one() {
    CellState state = Tissues.random(2, 30, 4);
    double sharp = of(new VShape(0), state);
    // no cell of these is nearer to a border than about 0.01
    assertThat(of(new VShape(1e4), state)).isCloseTo(sharp, within(1e-9));
    assertThat(of(new VShape(2), state)).isNotCloseTo(sharp, within(1e-2));
  }

  @Test
  void cells_on_the_rays_of_a_v_cost_nothing_and_others_their_square_distance() {
    double s = 0.5;
    double c = Math.sqrt(0.75);
    VRays rays = new VRays(30);
    CellState on = Tissues.at(new double[][] {{2 * s, 2 * c, 0}, {-s, c, 0}});
    assertThat(of(rays, on)).isCloseTo(0, within(TIGHT));
    // one off in z by 1, one on the axis at a distance of 2 sin 30, one behind at a distance of 3
    CellState off = Tissues.at(new double[][] {{2 * s, 2 * c, 1}, {0, 2, 0}, {0, -3, 0}});
    assertThat(of(rays, off)).isCloseTo((1 + 1 + 9) / 3.0, within(TIGHT));
  }

  /** Every degree has a function that only it has power in. */
  @Test
  void harmonics_are_orthonormal() {
    for (int d = 2; d <= 3; d++) {
      SphericalHarmonics harmonics = SphericalHarmonics.upTo(d, 4, 8);
      double[][] u = harmonics.directions().toRows();
      double[] values = new double[u.length];
      for (int k = 0; k < u.length; k++) {
        values[k] = u[k][0] * u[k][1];
      }
      Var power = harmonics.power(Var.column(values));
      // the mean of (xy)^2 over the circle is 1/8, over the sphere 1/15
      double whole = d == 2 ? 2 * Math.PI / 8 : 4 * Math.PI / 15;
      for (int l = 0; l <= 4; l++) {
        assertThat(power.get(l, 0)).isCloseTo(l == 2 ? whole : 0, within(TIGHT));
      }
    }
  }

  /** {@code r = 1 + 0.1 Y_20 + 0.05 sqrt 2 Re Y_32}, with complex a_32 = a_3,-2 = 0.05 / sqrt 2. */
  @Test
  void a_band_limited_surface_has_its_coefficients() {
    SphericalHarmonics harmonics = SphericalHarmonics.upTo(3, 5, 8);
    double[][] u = harmonics.directions().toRows();
    double[] r = new double[u.length];
    for (int k = 0; k < r.length; k++) {
      double z = u[k][2];
      double y20 = Math.sqrt(5 / (16 * Math.PI)) * (3 * z * z - 1);
      double reY32 =
          0.25 * Math.sqrt(105 / (2 * Math.PI)) * (u[k][0] * u[k][0] - u[k][1] * u[k][1]) * z;
      r[k] = 1 + 0.1 * y20 + 0.05 * Math.sqrt(2) * reY32;
    }
    Var a = harmonics.coefficients(Var.column(r));
    double tolerance = 1e-12;
    for (int l = 0; l <= 5; l++) {
      for (int m = 0; m <= l; m++) {
        double cosine = a.get(SphericalHarmonics.index(l, m), 0);
        double sine = m == 0 ? 0 : a.get(SphericalHarmonics.index(l, -m), 0);
        // the size of the complex coefficients of orders m and -m
        double size = Math.hypot(cosine, sine) / (m == 0 ? 1 : Math.sqrt(2));
        double expected =
            l == 0
                ? 3.5449077018110318
                : l == 2 && m == 0 ? 0.1 : l == 3 && m == 2 ? 0.035355339059327376 : 0;
        assertThat(size).isCloseTo(expected, within(tolerance));
      }
    }
    Var power = harmonics.power(Var.column(r));
    assertThat(power.get(0, 0)).isCloseTo(4 * Math.PI, within(tolerance));
    assertThat(power.get(2, 0)).isCloseTo(0.01, within(tolerance));
    assertThat(power.get(3, 0)).isCloseTo(0.0025, within(tolerance));
  }

  /** A lone cell's outline is its surface and the floor, in every direction. */
  @Test
  void the_outline_of_one_cell_is_round() {
    CellState one = Tissues.at(new double[][] {{3, -2, 1}});
    Outline outline = new Outline(SphericalHarmonics.upTo(3, 3, 8), 10);
    double expected = Elementary.log(1 + Elementary.exp(5)) / 10;
    for (double r : outline.of(one).data()) {
      assertThat(r).isCloseTo(expected, within(TIGHT));
    }
    assertThat(outline.relativePower(one).rowRange(1, 4).max().item()).isCloseTo(0, within(TIGHT));
  }

  @Test
  void an_ellipse_has_power_in_degree_two_and_a_triangle_in_degree_three() {
    Outline plane = new Outline(SphericalHarmonics.upTo(2, 4, 32), 6);
    CellState pair = Tissues.at(new double[][] {{-1, 0}, {0, 0}, {1, 0}});
    CellState triangle =
        Tissues.at(new double[][] {{1, 0}, {-0.5, Math.sqrt(0.75)}, {-0.5, -Math.sqrt(0.75)}});
    assertThat(of(new ShapePower(plane, 2), pair)).isGreaterThan(0.05);
    assertThat(of(new ShapePower(plane, 3), pair)).isCloseTo(0, within(TIGHT));
    assertThat(of(new ShapePower(plane, 3), triangle)).isGreaterThan(0.01);
    assertThat(of(new ShapePower(plane, 2), triangle)).isCloseTo(0, within(TIGHT));
    double[] powers = plane.relativePower(pair).rowRange(1, 5).data();
    assertThat(
            of(
                new SpectrumDistance(plane, List.of(powers[0], powers[1], powers[2], powers[3])),
                pair))
        .isZero();
  }

  /** What rotation changes is the error of the quadrature, and falls with more rays. */
  @Test
  void more_rays_make_the_spectrum_less_dependent_on_orientation() {
    CellState state = Tissues.random(3, 10, 12);
    double[] changes = new double[3];
    for (int k = 0; k < 3; k++) {
      Outline outline = new Outline(SphericalHarmonics.upTo(3, 3, 8 << k), 3);
      ShapePower power = new ShapePower(outline, 2);
      changes[k] = Math.abs(of(power, Tissues.turned(state, 0.9)) - of(power, state));
    }
    assertThat(changes[1]).isLessThan(changes[0] / 10);
    assertThat(changes[2]).isLessThan(changes[1] / 10);
    assertThat(changes[2]).isLessThan(1e-6);
  }
}
