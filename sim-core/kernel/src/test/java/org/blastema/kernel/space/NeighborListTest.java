package org.blastema.kernel.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Pairs;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.random.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighborListTest {
  private static double[] cloud(int seed, int count, int dimensions, double size) {
    double[] positions = new double[count * dimensions];
    for (int k = 0; k < positions.length; k++) {
      positions[k] = size * PhiloxRandom.of(seed, 0, 0).uniform(Purpose.OTHER, k, 0);
    }
    return positions;
  }

  /**
   * Pairs that really are within the range, as i and j; checks the order of the list on the way.
   */
  private static List<List<Integer>> close(
      Pairs pairs, double[] x, int count, int dimensions, double range) {
    List<List<Integer>> close = new ArrayList<>();
    for (int k = 0; k < pairs.count(); k++) {
      int i = pairs.first()[k];
      int j = pairs.second()[k];
      assertThat(i).isLessThan(j);
      if (k > 0) {
        int before = pairs.first()[k - 1];
        assertThat(before < i || (before == i && pairs.second()[k - 1] < j)).isTrue();
      }
      if (distance(x, count, dimensions, i, j) < range) {
        close.add(List.of(i, j));
      }
    }
    return close;
  }

  private static List<List<Integer>> allClose(double[] x, int count, int dimensions, double range) {
    List<List<Integer>> close = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        if (distance(x, count, dimensions, i, j) < range) {
          close.add(List.of(i, j));
        }
      }
    }
    return close;
  }

  private static double distance(double[] x, int count, int dimensions, int i, int j) {
    double squared = 0;
    for (int d = 0; d < dimensions; d++) {
      squared += Math.pow(x[d * count + i] - x[d * count + j], 2);
    }
    return Math.sqrt(squared);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 5, 1",
    "2, 50, 5, 1.3",
    "2, 500, 20, 1.1",
    "2, 500, 0.5, 1.1",
    "2, 300, 1000, 2",
    "3, 400, 8, 1.2",
    "3, 1000, 10, 0.9",
    "3, 400, 1e6, 1"
  })
  void gridFindsWhatAllPairsFind(int dimensions, int count, double size, double range) {
    double[] x = cloud(1, count, dimensions, size);
    Pairs grid = new NeighborList(0).within(x, count, dimensions, range);
    Pairs all = new NeighborList(Integer.MAX_VALUE).within(x, count, dimensions, range);
    assertThat(grid.count()).isEqualTo(all.count());
    assertThat(grid.first()).isEqualTo(all.first());
    assertThat(grid.second()).isEqualTo(all.second());
    assertThat(close(grid, x, count, dimensions, range))
        .isEqualTo(allClose(x, count, dimensions, range));
  }

  @ParameterizedTest
  @CsvSource({"2", "3"})
  void missesNothingWhileCellsMove(int dimensions) {
    int count = 300;
    double range = 1.2;
    double[] x = cloud(2, count, dimensions, 8);
    NeighborList list = new NeighborList(0);
    int reused = 0;
    Pairs before = null;
    for (int step = 0; step < 40; step++) {
      Pairs now = list.within(x, count, dimensions, range);
      reused += now.equals(before) ? 1 : 0;
      before = now;
      assertThat(close(now, x, count, dimensions, range))
          .isEqualTo(allClose(x, count, dimensions, range));
      for (int k = 0; k < x.length; k++) {
        x[k] += 0.01 * PhiloxRandom.of(3, 0, step).gaussian(Purpose.OTHER, k, 0);
      }
    }
    assertThat(reused).isBetween(1, 38);
  }

  @Test
  void flatCloudsAndCoincidentCellsAreFine() {
    int count = 300;
    double[] x = new double[3 * count];
    System.arraycopy(cloud(4, count, 1, 50), 0, x, 0, count);
    Pairs line = new NeighborList(0).within(x, count, 3, 1);
    assertThat(close(line, x, count, 3, 1)).isEqualTo(allClose(x, count, 3, 1));
    Pairs point = new NeighborList(0).within(new double[3 * count], count, 3, 1);
    assertThat(point.count()).isEqualTo(count * (count - 1) / 2);
  }

  @Test
  void infiniteRangeMeansAllPairsAndIsReused() {
    NeighborList list = new NeighborList(0);
    double[] x = cloud(5, 250, 2, 100);
    Pairs all = list.within(x, 250, 2, Double.POSITIVE_INFINITY);
    assertThat(all.count()).isEqualTo(250 * 249 / 2);
    assertThat(list.within(cloud(6, 250, 2, 100), 250, 2, Double.POSITIVE_INFINITY)).isSameAs(all);
  }

  @Test
  void shorterRangesReuseLongerLists() {
    NeighborList list = new NeighborList();
    double[] x = cloud(7, 100, 3, 5);
    Pairs far = list.within(x, 100, 3, 2);
    assertThat(list.within(x, 100, 3, 1)).isSameAs(far);
    assertThat(list.within(cloud(7, 99, 3, 5), 99, 3, 1)).isNotSameAs(far);
  }

  private static Space box(double... periods) {
    List<Sides> sides = new ArrayList<>();
    for (double period : periods) {
      sides.add(
          period < Double.POSITIVE_INFINITY
              ? new Sides.Periodic(-1, period - 1)
              : new Sides.Open());
    }
    return new Box(sides);
  }

  /** Pairs of which any image is within the range; looks at all 3^d of them. */
  private static List<List<Integer>> closeImages(double[] x, int count, Space space, double range) {
    List<List<Integer>> close = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int image = 0; image < 27; image++) {
          double squared = 0;
          int rest = image;
          for (int d = 0; d < space.dimensions(); d++) {
            int periods = rest % 3 - 1;
            rest /= 3;
            double shift = periods == 0 ? 0 : periods * space.period(d);
            squared += Math.pow(x[d * count + i] - x[d * count + j] + shift, 2);
          }
          nearest = Math.min(nearest, squared);
        }
        if (nearest < range * range) {
          close.add(List.of(i, j));
        }
      }
    }
    return close;
  }

  private static List<List<Integer>> near(
      Pairs pairs, double[] x, int count, Space space, double range) {
    List<List<Integer>> close = new ArrayList<>();
    for (int k = 0; k < pairs.count(); k++) {
      int i = pairs.first()[k];
      int j = pairs.second()[k];
      double squared = 0;
      for (int d = 0; d < space.dimensions(); d++) {
        squared += Math.pow(pairs.nearest(x[d * count + j] - x[d * count + i], d), 2);
      }
      if (squared < range * range) {
        close.add(List.of(i, j));
      }
    }
    return close;
  }

  /** Periods of two, three and many boxes, in some axes or all, with cells on both sides. */
  @ParameterizedTest
  @CsvSource({
    "400, 10, 10, 0, 1.1",
    "400, 2.3, 30, 0, 1.1",
    "400, 3.4, inf, 0, 1.1",
    "300, 2.2, 2.2, 0, 1.1",
    "500, 7, 5, 6, 1.2",
    "500, inf, 5, 2.5, 1.2",
    "500, 8, inf, inf, 0.7"
  })
  void findsNearestImagesWhateverTheGrid(int count, String px, String py, String pz, double range) {
    List<Double> periods = new ArrayList<>();
    for (String period : List.of(px, py, pz)) {
      if (!period.equals("0")) {
        periods.add(period.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(period));
      }
    }
    Space space = box(periods.stream().mapToDouble(p -> p).toArray());
    int dimensions = space.dimensions();
    double[] x = new double[count * dimensions];
    for (int d = 0; d < dimensions; d++) {
      double size = Math.min(space.period(d), 12);
      for (int i = 0; i < count; i++) {
        x[d * count + i] = -1 + size * PhiloxRandom.of(8, 0, d).uniform(Purpose.OTHER, i, 0);
      }
    }
    List<List<Integer>> expected = closeImages(x, count, space, range);
    Pairs grid = new NeighborList(space, 0).within(x, count, dimensions, range);
    Pairs all = new NeighborList(space, Integer.MAX_VALUE).within(x, count, dimensions, range);
    assertThat(near(grid, x, count, space, range)).isEqualTo(expected);
    assertThat(near(all, x, count, space, range)).isEqualTo(expected);
    assertThat(grid.count()).isLessThan(all.count() + count);
    double[] elsewhere = x.clone();
    for (int d = 0; d < dimensions; d++) {
      for (int i = 0; i < count; i += 3) {
        elsewhere[d * count + i] += Double.isInfinite(space.period(d)) ? 0 : 2 * space.period(d);
      }
    }
    Pairs unwrapped = new NeighborList(space, 0).within(elsewhere, count, dimensions, range);
    assertThat(near(unwrapped, elsewhere, count, space, range)).isEqualTo(expected);
  }

  @Test
  void missesNothingWhileCellsMoveThroughPeriodicSides() {
    int count = 300;
    Space space = box(6, 9);
    double[] x = cloud(9, count, 2, 5);
    NeighborList list = new NeighborList(space, 0);
    int reused = 0;
    Pairs before = null;
    for (int step = 0; step < 40; step++) {
      Pairs now = list.within(x, count, 2, 1.2);
      reused += now.equals(before) ? 1 : 0;
      before = now;
      assertThat(near(now, x, count, space, 1.2)).isEqualTo(closeImages(x, count, space, 1.2));
      for (int d = 0; d < 2; d++) {
        for (int i = 0; i < count; i++) {
          double moved =
              x[d * count + i] + 0.01 * PhiloxRandom.of(10, d, step).gaussian(Purpose.OTHER, i, 0);
          x[d * count + i] = space.wrapped(moved, d);
        }
      }
    }
    assertThat(reused).isBetween(1, 38);
  }

  @Test
  void refusesRangesInWhichThereAreSeveralImages() {
    NeighborList list = new NeighborList(box(4, 9));
    assertThat(list.within(cloud(1, 50, 2, 4), 50, 2, 2).count()).isPositive();
    assertThatThrownBy(() -> list.within(cloud(1, 50, 2, 4), 50, 2, 2.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("up to a distance of 2.01, more than half the period of 4.0");
  }

  @Test
  void refusesRangesThatAreNotPositive() {
    assertThatThrownBy(() -> new NeighborList().within(new double[4], 2, 2, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
