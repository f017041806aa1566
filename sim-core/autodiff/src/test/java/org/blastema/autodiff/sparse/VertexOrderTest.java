package org.blastema.autodiff.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Orders keep the rule that they are named after, checked step by step on random graphs. */
class VertexOrderTest {
  /** What a rule says about a vertex when some others have been taken. */
  private interface Score {
    int of(int vertex, boolean[] taken);
  }

  private final Random random = new Random(11);
  private SparsityPattern pattern;

  private int neighbors(int vertex, boolean[] taken, boolean wanted) {
    return (int)
        IntStream.of(pattern.row(vertex)).filter(w -> w != vertex && taken[w] == wanted).count();
  }

  private void assertGreatest(ColoringOrder order, boolean backward, Score score) {
    for (int k = 0; k < 100; k++) {
      int n = 1 + random.nextInt(15);
      pattern = Patterns.randomSymmetric(random, n, 0.4);
      int[] vertices = VertexOrder.of(order, new AdjacencyGraph(pattern));
      assertThat(vertices.clone()).containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
      boolean[] taken = new boolean[n];
      for (int at = 0; at < n; at++) {
        int vertex = vertices[backward ? n - 1 - at : at];
        int best =
            IntStream.range(0, n)
                .filter(v -> !taken[v])
                .map(v -> score.of(v, taken))
                .max()
                .getAsInt();
        assertThat(score.of(vertex, taken)).isEqualTo(best);
        taken[vertex] = true;
      }
    }
  }

  @Test
  void largestFirst() {
    assertGreatest(
        ColoringOrder.LARGEST_FIRST,
        false,
        (v, taken) -> neighbors(v, new boolean[taken.length], false));
  }

  @Test
  void smallestLast() {
    assertGreatest(ColoringOrder.SMALLEST_LAST, true, (v, taken) -> -neighbors(v, taken, false));
  }

  @Test
  void incidenceDegree() {
    assertGreatest(ColoringOrder.INCIDENCE_DEGREE, false, (v, taken) -> neighbors(v, taken, true));
  }

  @Test
  void dynamicLargestFirst() {
    assertGreatest(
        ColoringOrder.DYNAMIC_LARGEST_FIRST, false, (v, taken) -> neighbors(v, taken, false));
  }

  @Test
  void saturation() {
    for (int k = 0; k < 100; k++) {
      int n = 1 + random.nextInt(15);
      pattern = Patterns.randomSymmetric(random, n, 0.4);
      AdjacencyGraph graph = new AdjacencyGraph(pattern);
      int[] order = VertexOrder.of(ColoringOrder.SATURATION, graph);
      int[] colors = FirstFit.color(graph, order).colors();
      boolean[] taken = new boolean[n];
      for (int vertex : order) {
        int best =
            IntStream.range(0, n)
                .filter(v -> !taken[v])
                .map(v -> around(v, taken, colors))
                .max()
                .getAsInt();
        assertThat(around(vertex, taken, colors)).isEqualTo(best);
        taken[vertex] = true;
      }
    }
  }

  private int around(int vertex, boolean[] taken, int[] colors) {
    return (int)
        IntStream.of(pattern.row(vertex))
            .filter(w -> w != vertex && taken[w])
            .map(w -> colors[w])
            .distinct()
            .count();
  }
}
