package org.blastema.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhiloxRandomTest {
  private static final int SAMPLES = 200_000;

  @Test
  void isPureFunctionOfItsKey() {
    double a = PhiloxRandom.of(42, 3, 5).uniform(Purpose.DIVISION, 7, 9);
    assertThat(PhiloxRandom.of(42, 3, 5).uniform(Purpose.DIVISION, 7, 9)).isEqualTo(a);
  }

  @Test
  void everyPartOfTheKeyMatters() {
    Set<Double> seen = new HashSet<>();
    seen.add(PhiloxRandom.of(1, 2, 3).uniform(Purpose.DIVISION, 4, 5));
    seen.add(PhiloxRandom.of(9, 2, 3).uniform(Purpose.DIVISION, 4, 5));
    seen.add(PhiloxRandom.of(1 + (1L << 40), 2, 3).uniform(Purpose.DIVISION, 4, 5));
    seen.add(PhiloxRandom.of(1, 9, 3).uniform(Purpose.DIVISION, 4, 5));
    seen.add(PhiloxRandom.of(1, 2, 9).uniform(Purpose.DIVISION, 4, 5));
    seen.add(PhiloxRandom.of(1, 2, 3).at(1).uniform(Purpose.DIVISION, 4, 5));
    seen.add(PhiloxRandom.of(1, 2, 3).uniform(Purpose.PLACEMENT, 4, 5));
    seen.add(PhiloxRandom.of(1, 2, 3).uniform(Purpose.DIVISION, 9, 5));
    seen.add(PhiloxRandom.of(1, 2, 3).uniform(Purpose.DIVISION, 4, 9));
    assertThat(seen).hasSize(9);
  }

  /** Standard errors: mean 1/sqrt(12 N), variance 1/sqrt(180 N). Five of them. */
  @Test
  void uniformHasTheRightMoments() {
    PhiloxRandom random = PhiloxRandom.of(11, 0, 0);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double u = random.uniform(Purpose.OTHER, i, 0);
      assertThat(u).isGreaterThan(0).isLessThan(1);
      sum += u - 0.5;
      squares += (u - 0.5) * (u - 0.5);
    }
    assertThat(sum / SAMPLES).isCloseTo(0, within(5 / Math.sqrt(12.0 * SAMPLES)));
    assertThat(squares / SAMPLES).isCloseTo(1 / 12.0, within(5 / Math.sqrt(180.0 * SAMPLES)));
  }

  /**
   * Standard errors of the first four moments of a normal sample: sqrt of 1, 2, 15 and 96 over N.
   * Five of them.
   */
  @Test
  void gaussianHasTheRightMoments() {
    PhiloxRandom random = PhiloxRandom.of(12, 0, 0);
    double[] moments = new double[4];
    for (int i = 0; i < SAMPLES; i++) {
      double x = random.gaussian(Purpose.OTHER, 0, i);
      double power = 1;
      for (int k = 0; k < 4; k++) {
        power *= x;
        moments[k] += power / SAMPLES;
      }
    }
    assertThat(moments[0]).isCloseTo(0, within(5 * Math.sqrt(1.0 / SAMPLES)));
    assertThat(moments[1]).isCloseTo(1, within(5 * Math.sqrt(2.0 / SAMPLES)));
    assertThat(moments[2]).isCloseTo(0, within(5 * Math.sqrt(15.0 / SAMPLES)));
    assertThat(moments[3]).isCloseTo(3, within(5 * Math.sqrt(96.0 / SAMPLES)));
  }

  @Test
  void neighboringCellsAreUncorrelated() {
    PhiloxRandom random = PhiloxRandom.of(13, 0, 0);
    double product = 0;
    for (int i = 0; i < SAMPLES; i++) {
      product +=
          random.gaussian(Purpose.BROWNIAN_MOTION, i, 0)
              * random.gaussian(Purpose.BROWNIAN_MOTION, i + 1, 0);
    }
    assertThat(product / SAMPLES).isCloseTo(0, within(5 / Math.sqrt(SAMPLES)));
  }

  @Test
  void refusesKeysThatWouldCollide() {
    PhiloxRandom random = PhiloxRandom.of(1, 0, 0);
    assertThatThrownBy(() -> random.uniform(Purpose.OTHER, 0, PhiloxRandom.DRAWS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.at(PhiloxRandom.PLACES))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
