package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.blastema.autodiff.TableauTest.Tree;
import org.junit.jupiter.api.Test;

/**
 * Order conditions of Rosenbrock methods: those of Runge-Kutta methods, with {@code alpha + gamma}
 * for nodes with one branch and {@code alpha} for nodes with more (Hairer and Wanner, Solving
 * Ordinary Differential Equations II, section IV.7).
 */
class RosenbrockTableauTest {
  private static final RosenbrockTableau RODAS = RosenbrockTableau.RODAS;

  /** The method's coefficients before the transformation that takes products with J out. */
  private static final class Plain {
    final double[][] alpha;
    final double[][] gamma;

    Plain() {
      int n = RODAS.stages();
      // gamma is the inverse of (1 / g - C), lower triangular
      gamma = new double[n][n];
      for (int column = 0; column < n; column++) {
        for (int i = column; i < n; i++) {
          double sum = i == column ? 1 : 0;
          for (int j = column; j < i; j++) {
            sum += RODAS.c()[i][j] * gamma[j][column];
          }
          gamma[i][column] = sum * RODAS.gamma();
        }
      }
      alpha = new double[n][];
      for (int i = 0; i < n; i++) {
        alpha[i] = timesGamma(Arrays.copyOf(RODAS.a()[i], n));
      }
    }

    double[] timesGamma(double[] row) {
      double[] product = new double[row.length];
      for (int j = 0; j < row.length; j++) {
        for (int k = 0; k < row.length; k++) {
          product[k] += row[j] * gamma[j][k];
        }
      }
      return product;
    }

    double[] stageWeights(Tree tree) {
      double[] product = new double[RODAS.stages()];
      Arrays.fill(product, 1);
      boolean single = tree.branches().size() == 1;
      for (Tree branch : tree.branches()) {
        double[] inner = stageWeights(branch);
        for (int i = 0; i < product.length; i++) {
          double sum = 0;
          for (int j = 0; j < product.length; j++) {
            sum += (alpha[i][j] + (single ? gamma[i][j] : 0)) * inner[j];
          }
          product[i] *= sum;
        }
      }
      return product;
    }

    double weight(Tree tree, double[] m) {
      double[] b = timesGamma(m);
      double[] of = stageWeights(tree);
      double sum = 0;
      for (int i = 0; i < b.length; i++) {
        sum += b[i] * of[i];
      }
      return sum;
    }
  }

  private final Plain plain = new Plain();

  private static double[] embedded() {
    double[] m = RODAS.m().clone();
    for (int i = 0; i < m.length; i++) {
      m[i] -= RODAS.error()[i];
    }
    return m;
  }

  private double defect(Tree tree, double[] m) {
    return Math.abs(plain.weight(tree, m) - 1 / tree.density());
  }

  @Test
  void resultHasOrderFourAndTheEmbeddedOneThree() {
    for (int nodes = 1; nodes <= 4; nodes++) {
      for (Tree tree : TableauTest.trees(nodes)) {
        assertThat(defect(tree, RODAS.m())).as("%s", tree).isLessThan(1e-13);
        if (nodes < 4) {
          assertThat(defect(tree, embedded())).as("%s", tree).isLessThan(1e-13);
        }
      }
    }
    assertThat(TableauTest.trees(5)).anyMatch(tree -> defect(tree, RODAS.m()) > 1e-5);
    assertThat(TableauTest.trees(4)).anyMatch(tree -> defect(tree, embedded()) > 1e-5);
  }

  @Test
  void sumsAreTheStatedTimes() {
    for (int i = 0; i < RODAS.stages(); i++) {
      assertThat(Arrays.stream(plain.alpha[i]).sum()).isCloseTo(RODAS.alpha()[i], within(1e-13));
      assertThat(Arrays.stream(plain.gamma[i]).sum()).isCloseTo(RODAS.drift()[i], within(1e-13));
    }
  }

  /** The factor by which a step multiplies the solution of y' = z y / h. */
  private static double factor(double z) {
    Formula decay =
        Formula.trace(
            "decay",
            java.util.List.of(Port.scalar("y"), Port.scalar("k")),
            in -> new Expr[] {in.scalar("y").times(in.scalar("k"))});
    return OdeSolver.fixed(RODAS, 1)
        .solve(decay, Var.constant(1), java.util.List.of(Var.constant(z)), 1)
        .item();
  }

  @Test
  void stableOnTheNegativeAxisAndVanishingAtInfinity() {
    for (double z = -0.1; z > -1e12; z *= 1.7) {
      assertThat(Math.abs(factor(z))).isLessThanOrEqualTo(1);
    }
    assertThat(factor(-1e10)).isCloseTo(0, within(1e-8));
  }
}
