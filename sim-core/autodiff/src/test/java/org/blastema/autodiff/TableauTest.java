package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Butcher's order conditions: a method has order p if its elementary weights are 1/density for all
 * trees of up to p nodes.
 */
class TableauTest {
  static final List<Tableau> ALL =
      List.of(
          Tableau.EULER,
          Tableau.MIDPOINT,
          Tableau.HEUN,
          Tableau.RUNGE_KUTTA_4,
          Tableau.DORMAND_PRINCE,
          Tableau.TSITOURAS);
  static final List<Tableau> PAIRS = List.of(Tableau.DORMAND_PRINCE, Tableau.TSITOURAS);

  record Tree(List<Tree> branches) {
    int nodes() {
      return 1 + branches.stream().mapToInt(Tree::nodes).sum();
    }

    double density() {
      return branches.stream().mapToDouble(Tree::density).reduce(nodes(), (a, b) -> a * b);
    }

    double[] stageWeights(Tableau tableau) {
      double[] product = new double[tableau.stages()];
      java.util.Arrays.fill(product, 1);
      for (Tree branch : branches) {
        double[] inner = branch.stageWeights(tableau);
        for (int i = 0; i < product.length; i++) {
          double sum = 0;
          for (int j = 0; j < tableau.a()[i].length; j++) {
            sum += tableau.a()[i][j] * inner[j];
          }
          product[i] *= sum;
        }
      }
      return product;
    }

    double weight(Tableau tableau, double[] b) {
      double[] of = stageWeights(tableau);
      double sum = 0;
      for (int i = 0; i < b.length; i++) {
        sum += b[i] * of[i];
      }
      return sum;
    }
  }

  /** All rooted trees with a number of nodes. */
  static List<Tree> trees(int nodes) {
    List<Tree> result = new ArrayList<>();
    forests(nodes - 1, nodes - 1, Integer.MAX_VALUE, new ArrayList<>(), result);
    return result;
  }

  /** Branches of non-increasing size, and among trees of one size of non-increasing index. */
  private static void forests(int left, int size, int index, List<Tree> chosen, List<Tree> into) {
    if (left == 0) {
      into.add(new Tree(List.copyOf(chosen)));
      return;
    }
    for (int s = Math.min(size, left); s >= 1; s--) {
      List<Tree> ofSize = trees(s);
      int from = Math.min(ofSize.size() - 1, s == size ? index : Integer.MAX_VALUE);
      for (int k = from; k >= 0; k--) {
        chosen.add(ofSize.get(k));
        forests(left - s, s, k, chosen, into);
        chosen.removeLast();
      }
    }
  }

  @Test
  void countsOfTreesAreKnown() {
    assertThat(
            List.of(
                trees(1).size(),
                trees(2).size(),
                trees(3).size(),
                trees(4).size(),
                trees(5).size()))
        .containsExactly(1, 1, 2, 4, 9);
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void resultHasTheStatedOrder(Tableau tableau) {
    for (int nodes = 1; nodes <= tableau.order(); nodes++) {
      for (Tree tree : trees(nodes)) {
        assertThat(tree.weight(tableau, tableau.b()))
            .as("%s", tree)
            .isCloseTo(1 / tree.density(), org.assertj.core.data.Offset.offset(2e-14));
      }
    }
    assertThat(trees(tableau.order() + 1))
        .anySatisfy(tree ->
            assertThat(Math.abs(tree.weight(tableau, tableau.b()) - 1 / tree.density()))
                .isGreaterThan(1e-6));
  }

  @ParameterizedTest
  @FieldSource("PAIRS")
  void embeddedResultHasOneOrderLess(Tableau pair) {
    for (int nodes = 1; nodes < pair.order(); nodes++) {
      for (Tree tree : trees(nodes)) {
        assertThat(tree.weight(pair, pair.error()))
            .as("%s", tree)
            .isCloseTo(0, org.assertj.core.data.Offset.offset(2e-14));
      }
    }
    assertThat(trees(pair.order()))
        .anySatisfy(
            tree -> assertThat(Math.abs(tree.weight(pair, pair.error()))).isGreaterThan(1e-6));
  }

  @ParameterizedTest
  @FieldSource("PAIRS")
  void pairsHandTheirLastSlopeOn(Tableau pair) {
    assertThat(pair.lastIsNextFirst()).isTrue();
    assertThat(pair.contributing()).isEqualTo(6);
  }

  @Test
  void singleMethodsUseAllStages() {
    for (Tableau tableau :
        List.of(Tableau.EULER, Tableau.MIDPOINT, Tableau.HEUN, Tableau.RUNGE_KUTTA_4)) {
      assertThat(tableau.lastIsNextFirst()).isFalse();
      assertThat(tableau.contributing()).isEqualTo(tableau.stages());
    }
  }
}
