package org.blastema.autodiff.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Colorings keep their definitions and use no fewer colors than is possible. */
class ColoringTest {
  @ParameterizedTest
  @EnumSource(ColoringOrder.class)
  void columnsThatShareARowDiffer(ColoringOrder order) {
    Random random = new Random(1);
    for (int k = 0; k < 200; k++) {
      SparsityPattern pattern =
          Patterns.random(random, 1 + random.nextInt(12), 1 + random.nextInt(12), 0.3);
      Coloring coloring = Coloring.columns(pattern, order);
      assertThat(ColoringDefinitions.separatesColumns(pattern, coloring.colors())).isTrue();
      assertThat(coloring.count()).isGreaterThanOrEqualTo(pattern.longestRow());
      assertColored(pattern.transposed(), coloring);
      Coloring rows = Coloring.rows(pattern, order);
      assertThat(ColoringDefinitions.separatesColumns(pattern.transposed(), rows.colors()))
          .isTrue();
      assertColored(pattern, rows);
    }
  }

  /** What has entries has a color, what has none has none; all colors are used. */
  private static void assertColored(SparsityPattern vertices, Coloring coloring) {
    for (int v = 0; v < vertices.rows(); v++) {
      assertThat(coloring.colors()[v] >= 0).isEqualTo(vertices.entries(v) > 0);
    }
    assertThat(Arrays.stream(coloring.colors()).filter(c -> c >= 0).distinct().count())
        .isEqualTo(coloring.count());
  }

  @ParameterizedTest
  @EnumSource(ColoringOrder.class)
  void starColoringsHaveNoPathOfTwoColors(ColoringOrder order) {
    Random random = new Random(2);
    for (int k = 0; k < 300; k++) {
      SparsityPattern pattern =
          Patterns.randomSymmetric(random, 1 + random.nextInt(16), 0.1 + 0.5 * random.nextDouble());
      Coloring coloring = Coloring.star(pattern, order);
      assertThat(ColoringDefinitions.isStar(pattern, coloring.colors())).isTrue();
      assertColored(pattern, coloring);
    }
  }

  @ParameterizedTest
  @EnumSource(ColoringOrder.class)
  void acyclicColoringsHaveNoCycleOfTwoColors(ColoringOrder order) {
    Random random = new Random(3);
    for (int k = 0; k < 300; k++) {
      SparsityPattern pattern =
          Patterns.randomSymmetric(random, 1 + random.nextInt(16), 0.1 + 0.5 * random.nextDouble());
      Coloring coloring = Coloring.acyclic(pattern, order);
      assertThat(ColoringDefinitions.isAcyclic(pattern, coloring.colors())).isTrue();
      assertColored(pattern, coloring);
    }
  }

  @ParameterizedTest
  @EnumSource(ColoringOrder.class)
  void bicoloringsGiveAllEntries(ColoringOrder order) {
    Random random = new Random(4);
    for (int k = 0; k < 200; k++) {
      SparsityPattern pattern =
          Patterns.random(random, 1 + random.nextInt(12), 1 + random.nextInt(12), 0.3);
      Bicoloring coloring = Bicoloring.of(pattern, order);
      assertThat(
              ColoringDefinitions.givesAllEntries(
                  pattern, coloring.rows().colors(), coloring.columns().colors()))
          .isTrue();
      assertThat(coloring.count())
          .isLessThanOrEqualTo(
              Math.min(
                  Coloring.columns(pattern, order).count(), Coloring.rows(pattern, order).count()));
    }
  }

  @Test
  void noColoringHasFewerColorsThanAreNeeded() {
    Random random = new Random(5);
    int[] excess = new int[4];
    for (int k = 0; k < 60; k++) {
      SparsityPattern pattern =
          Patterns.randomSymmetric(random, 7, 0.2 + 0.3 * random.nextDouble());
      SparsityPattern full = Patterns.of(7, 7, (i, j) -> i == j || pattern.contains(i, j));
      excess[0] +=
          excess(
              Coloring.columns(full).count(),
              ColoringDefinitions.fewest(full, ColoringDefinitions::separatesColumns));
      excess[1] +=
          excess(
              Coloring.star(full).count(),
              ColoringDefinitions.fewest(full, ColoringDefinitions::isStar));
      excess[2] +=
          excess(
              Coloring.acyclic(full).count(),
              ColoringDefinitions.fewest(full, ColoringDefinitions::isAcyclic));
      SparsityPattern small = Patterns.random(random, 4, 4, 0.5);
      excess[3] += excess(Bicoloring.of(small).count(), ColoringDefinitions.fewestOfBoth(small));
    }
    // the colors beyond the fewest, over 60 graphs
    assertThat(excess[0]).isZero();
    assertThat(excess[1]).isLessThanOrEqualTo(1);
    assertThat(excess[2]).isLessThanOrEqualTo(2);
    assertThat(excess[3]).isZero();
  }

  private static int excess(int count, int fewest) {
    assertThat(count).isGreaterThanOrEqualTo(fewest);
    return count - fewest;
  }

  @Test
  void bandsTakeTheFewestColors() {
    for (int p = 1; p <= 4; p++) {
      SparsityPattern pattern = Patterns.banded(40, p);
      assertThat(Coloring.columns(pattern).count()).isEqualTo(2 * p + 1);
      assertThat(Coloring.star(pattern).count()).isEqualTo(2 * p + 1);
      assertThat(Coloring.acyclic(pattern).count()).isEqualTo(p + 1);
    }
  }

  @Test
  void gridsTakeFiveColors() {
    for (int k : new int[] {3, 4, 7, 12, 25}) {
      SparsityPattern pattern = Patterns.grid(k);
      assertThat(Coloring.columns(pattern).count()).isEqualTo(5);
      assertThat(ColoringDefinitions.separatesColumns(pattern, Coloring.columns(pattern).colors()))
          .isTrue();
      int[] oblique = IntStream.range(0, k * k).map(v -> (v / k + 2 * (v % k)) % 5).toArray();
      assertThat(ColoringDefinitions.separatesColumns(pattern, oblique)).isTrue();
    }
  }

  @Test
  void arrowheadsTakeThreeColorsOfRowsAndColumns() {
    for (int n : new int[] {4, 5, 50, 300}) {
      SparsityPattern pattern = Patterns.arrowhead(n);
      assertThat(Coloring.columns(pattern).count()).isEqualTo(n);
      assertThat(Coloring.rows(pattern).count()).isEqualTo(n);
      assertThat(Bicoloring.of(pattern).count()).isEqualTo(3);
      assertThat(Coloring.star(pattern).count()).isEqualTo(2);
    }
  }

  @Test
  void denseRowsAndColumnsAreTakenByThemselves() {
    SparsityPattern pattern = Patterns.of(60, 80, (i, j) -> i % 20 == 3 || j % 40 == 5 || i == j);
    Bicoloring coloring = Bicoloring.of(pattern);
    // three rows by themselves; of the rest, a row has its two dense columns and the diagonal
    assertThat(coloring.rows().count()).isEqualTo(3);
    assertThat(coloring.columns().count()).isEqualTo(3);
    assertThat(
            ColoringDefinitions.givesAllEntries(
                pattern, coloring.rows().colors(), coloring.columns().colors()))
        .isTrue();
    assertThat(Bicoloring.of(pattern.transposed()).count()).isEqualTo(6);
  }

  @Test
  void aLongBandIsColoredAtOnce() {
    int n = 10_000;
    SparsityPattern pattern =
        SparsityPattern.ofRows(
            n,
            IntStream.range(0, n)
                .mapToObj(i -> new int[] {Math.max(0, i - 1), i, Math.min(n - 1, i + 1)})
                .toArray(int[][]::new));
    assertThat(Coloring.columns(pattern).count()).isEqualTo(3);
    assertThat(Coloring.star(pattern).count()).isEqualTo(3);
    assertThat(Coloring.acyclic(pattern).count()).isEqualTo(2);
    assertThat(Bicoloring.of(pattern).count()).isEqualTo(3);
  }

  @Test
  void nothingTakesNoColors() {
    SparsityPattern empty = SparsityPattern.ofRows(3, new int[3][0]);
    assertThat(Coloring.columns(empty).count()).isZero();
    assertThat(Coloring.star(empty).count()).isZero();
    assertThat(Coloring.acyclic(empty).count()).isZero();
    assertThat(Bicoloring.of(empty).count()).isZero();
  }

  @Test
  void symmetricColoringsAskForSymmetry() {
    SparsityPattern pattern = SparsityPattern.ofRows(2, new int[] {0, 1}, new int[] {1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Coloring.star(pattern))
        .withMessageContaining("not symmetric");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Coloring.acyclic(pattern))
        .withMessageContaining("not symmetric");
  }

  @Test
  void seedsHaveARowForEachColor() {
    Coloring coloring = new Coloring(new int[] {1, -1, 0, 1}, 2);
    assertThat(coloring.seeds()).containsExactly(0, 1, 0, 0, 1, 0, 0, 1);
  }
}
