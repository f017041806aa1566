package org.blastema.rigidbody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.blastema.kernel.state.CellState;
import org.junit.jupiter.api.Test;

class MeasureTest {
  private static CellState discs(double... numbers) {
    return Scene.discs(new Scene().model().schema(), numbers);
  }

  @Test
  void the_lens_of_two_discs_has_its_known_area() {
    assertThat(Lens.area(1, 1, 1)).isCloseTo(2 * Math.PI / 3 - Math.sqrt(3) / 2, within(1e-14));
    assertThat(Lens.area(1, 2, 3)).isZero();
    assertThat(Lens.area(0.5, 2, 1)).isCloseTo(Math.PI / 4, within(1e-15));
  }

  @Test
  void the_lens_of_unequal_discs_has_the_area_that_counting_points_finds() {
    int n = 2000;
    int inside = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double x = -0.7 + 1.4 * (i + 0.5) / n;
        double y = -0.7 + 1.4 * (j + 0.5) / n;
        if (x * x + y * y < 0.49 && (x - 0.9) * (x - 0.9) + y * y < 0.25) {
          inside++;
        }
      }
    }
    assertThat(Lens.area(0.7, 0.5, 0.9)).isCloseTo(1.96 * inside / n / n, within(1e-4));
  }

  @Test
  void overlap_is_the_shared_area_over_all_area() {
    assertThat(new Overlap().of(discs(0, 0, 1, 1, 0, 1, 9, 0, 1)))
        .isCloseTo((2 * Math.PI / 3 - Math.sqrt(3) / 2) / (3 * Math.PI), within(1e-14));
  }

  @Test
  void a_mold_is_filled_by_the_area_of_the_discs_in_it() {
    Region box = Scene.polygon(Side.MOLD, -2, -2, 2, -2, 2, 2, -2, 2);
    MoldFill fill = new MoldFill(box, 400);
    // squares that a circle crosses: about 8 r / h, each wrong by less than h^2, of random sign
    assertThat(fill.of(discs(0.1, 0.2, 1))).isCloseTo(Math.PI / 16, within(1e-3));
    // half of the disc is outside; what two discs cover counts once
    assertThat(fill.of(discs(2, 0, 1))).isCloseTo(Math.PI / 32, within(1e-3));
    assertThat(fill.of(discs(0, 0, 1, 1, 0, 1)))
        .isCloseTo((2 * Math.PI - 2 * Math.PI / 3 + Math.sqrt(3) / 2) / 16, within(1e-3));
    assertThat(fill.of(discs(0, 0, 9))).isEqualTo(1);
    assertThat(fill.of(discs(9, 9, 1))).isZero();
  }
}
