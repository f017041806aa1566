package org.blastema.cellbox.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.blastema.cellbox.data.Draws;
import org.junit.jupiter.api.Test;

class RidgeTest {
  /** At the minimum of {@code |y - x b|^2 + price |b|^2}, the derivative by every b is 0. */
  @Test
  void few_and_many_conditions_are_at_the_minimum() {
    for (int conditions : new int[] {3, 12}) {
      Draws draws = new Draws(1, conditions);
      double[][] x = new double[conditions][8];
      double[][] y = new double[conditions][2];
      for (int r = 0; r < conditions; r++) {
        for (int i = 0; i < 8; i++) {
          x[r][i] = draws.gaussian();
        }
        y[r][0] = draws.gaussian();
        y[r][1] = draws.gaussian();
      }
      Ridge ridge = new Ridge(x, y, 0.3);
      double[][] predicted = ridge.predict(x);
      for (int o = 0; o < 2; o++) {
        for (int i = 0; i < 8; i++) {
          double slope = 0.3 * ridge.coefficient(o, i);
          for (int r = 0; r < conditions; r++) {
            slope += x[r][i] * (predicted[r][o] - y[r][o]);
          }
          assertThat(slope).isCloseTo(0, within(1e-12));
        }
      }
    }
  }
}
