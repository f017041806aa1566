package org.blastema.kernel.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GridAxisTest {
  /** Length, stride, blocks (more and fewer than are swept together), low held, high held. */
  static Stream<Arguments> axes() {
    return Stream.of(
            new int[] {7, 1, 11}, new int[] {5, 3, 2}, new int[] {1, 1, 3}, new int[] {4, 6, 1})
        .flatMap(s ->
            Stream.of(0, 1, 2, 3)
                .map(sides ->
                    Arguments.of(new GridAxis(s[0], s[1], s[2], sides % 2 == 1, sides > 1))));
  }

  private static double[] random(GridAxis axis, long seed) {
    return new Random(seed).doubles(axis.length() * axis.stride() * axis.blocks(), -1, 1).toArray();
  }

  @ParameterizedTest
  @MethodSource("axes")
  void sweepsSolveWhatDifferencesMultiply(GridAxis axis) {
    double[] y = random(axis, 1);
    double[] x = new double[y.length];
    for (int p = 0; p < y.length; p++) {
      x[p] = 1.25 * y[p];
    }
    axis.addDifferences(3.5, y, x);
    axis.solve(axis.factor(1.25, 3.5), x);
    for (int p = 0; p < y.length; p++) {
      // The condition is at most (1.25 + 4 * 3.5) / 1.25 = 12.2: some ten roundings.
      assertThat(x[p]).isCloseTo(y[p], within(1e-13));
    }
  }

  @ParameterizedTest
  @MethodSource("axes")
  void differencesAreSymmetric(GridAxis axis) {
    double[] a = random(axis, 2);
    double[] b = random(axis, 3);
    double[] ofA = new double[a.length];
    double[] ofB = new double[a.length];
    axis.addDifferences(1, a, ofA);
    axis.addDifferences(1, b, ofB);
    double left = 0;
    double right = 0;
    for (int p = 0; p < a.length; p++) {
      left += ofA[p] * b[p];
      right += ofB[p] * a[p];
    }
    assertThat(left).isCloseTo(right, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("axes")
  void modesDiagonalizeTheDifferences(GridAxis axis) {
    AxisModes modes = new AxisModes(axis);
    double[] field = random(axis, 4);
    double[] scratch = new double[field.length];
    double[] expected = new double[field.length];
    axis.addDifferences(1, field, expected);
    modes.analyze(field, scratch);
    for (int p = 0; p < field.length; p++) {
      field[p] *= modes.value(p / axis.stride() % axis.length());
    }
    modes.synthesize(field, scratch);
    for (int p = 0; p < field.length; p++) {
      assertThat(field[p]).isCloseTo(expected[p], within(1e-13));
    }
  }
}
