package org.blastema.autodiff.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Patterns, and matrices that have one. */
class SparsityPatternTest {
  private static final SparsityPattern PATTERN =
      SparsityPattern.ofRows(4, new int[] {3, 0, 3}, new int[0], new int[] {1, 2});

  @Test
  void rowsAreSortedAndDistinct() {
    assertThat(PATTERN.starts()).containsExactly(0, 2, 2, 4);
    assertThat(PATTERN.indices()).containsExactly(0, 3, 1, 2);
    assertThat(PATTERN.contains(0, 3)).isTrue();
    assertThat(PATTERN.contains(1, 3)).isFalse();
    assertThat(PATTERN.longestRow()).isEqualTo(2);
    assertThat(PATTERN).hasToString("3 x 4 with 4 entries");
  }

  @Test
  void transposingExchangesRowsAndColumns() {
    Random random = new Random(1);
    for (int k = 0; k < 50; k++) {
      int m = random.nextInt(7);
      int n = random.nextInt(7);
      SparsityPattern pattern = Patterns.random(random, m, n, 0.4);
      SparsityPattern transposed = pattern.transposed();
      assertThat(transposed).isEqualTo(Patterns.of(n, m, (i, j) -> pattern.contains(j, i)));
      assertThat(transposed.transposed()).isEqualTo(pattern).hasSameHashCodeAs(pattern);
    }
  }

  @Test
  void someRowsAndColumnsAreKept() {
    assertThat(PATTERN.keepRows(new boolean[] {true, true, false}))
        .isEqualTo(SparsityPattern.ofRows(4, new int[] {0, 3}, new int[0], new int[0]));
    assertThat(PATTERN.keepColumns(new boolean[] {true, true, false, false}))
        .isEqualTo(SparsityPattern.ofRows(4, new int[] {0}, new int[0], new int[] {1}));
  }

  @Test
  void wrongPatternsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparsityPattern.ofRows(2, new int[] {0, 2}))
        .withMessage("row 0: column 2 after 0 of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SparsityPattern(1, 3, new int[] {0, 2}, new int[] {1, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SparsityPattern(2, 3, new int[] {0, 2}, new int[] {0, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SparseMatrix(PATTERN, new double[3]))
        .withMessage("3 numbers for a matrix of 3 x 4 with 4 entries");
  }

  @Test
  void matricesMultiply() {
    SparseMatrix matrix = new SparseMatrix(PATTERN, new double[] {2, -1, 3, 5});
    assertThat(matrix.toDense())
        .isEqualTo(new double[][] {{2, 0, 0, -1}, {0, 0, 0, 0}, {0, 3, 5, 0}});
    assertThat(matrix.get(2, 2)).isEqualTo(5);
    assertThat(matrix.get(2, 3)).isZero();
    assertThat(matrix.multiply(1, 2, 3, 4)).containsExactly(-2, 0, 21);
    assertThat(matrix.multiplyTransposed(1, 2, 3)).containsExactly(2, 9, 15, -1);
    assertThatIllegalArgumentException().isThrownBy(() -> matrix.multiply(1, 2, 3));
  }

  @Test
  void setsUniteWhetherSmallOrLarge() {
    Random random = new Random(2);
    for (int k = 0; k < 200; k++) {
      int bound = 1 + random.nextInt(300);
      TreeSet<Integer> members = new TreeSet<>();
      IndexSet[] sets = {IndexSet.empty(bound), IndexSet.empty(bound)};
      for (int m = random.nextInt(60); m > 0; m--) {
        int index = random.nextInt(bound);
        int into = random.nextInt(2);
        members.add(index);
        sets[into] = sets[into].union(IndexSet.of(bound, index));
      }
      int[] expected = members.stream().mapToInt(Integer::intValue).toArray();
      IndexSet both = sets[0].union(sets[1]);
      assertThat(both.toArray()).isEqualTo(expected);
      assertThat(sets[1].union(sets[0]).toArray()).isEqualTo(expected);
      assertThat(both.union(sets[0])).isSameAs(both);
      assertThat(both.isEmpty()).isEqualTo(members.isEmpty());
    }
  }
}
