package org.blastema.autodiff.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is taken out of products is the matrix that the products are with. */
class CompressedRecoveryTest {
  private static final int INPUTS = 9;

  private final Random random = new Random(21);

  /** Small whole numbers, none of them -0, so that sums and differences are exact. */
  private SparseMatrix filled(SparsityPattern pattern) {
    return new SparseMatrix(
        pattern, random.doubles(pattern.entries(), -99, 99).map(v -> Math.rint(v) + 0.0).toArray());
  }

  private SparseMatrix filledSymmetrically(SparsityPattern pattern) {
    SparseMatrix any = filled(pattern);
    double[] values = any.values().clone();
    for (int i = 0; i < pattern.rows(); i++) {
      for (int j : pattern.row(i)) {
        values[pattern.position(i, j)] = any.get(Math.min(i, j), Math.max(i, j));
      }
    }
    return new SparseMatrix(pattern, values);
  }

  private static DerivativeProducts with(SparseMatrix matrix, boolean transposed) {
    return (point, vectors, count) -> {
      int in = transposed ? matrix.rows() : matrix.columns();
      int out = transposed ? matrix.columns() : matrix.rows();
      double[] products = new double[count * out];
      for (int k = 0; k < count; k++) {
        int row = k;
        double[] vector =
            IntStream.range(0, in).mapToDouble(j -> vectors[j * count + row]).toArray();
        double[] product = transposed ? matrix.multiplyTransposed(vector) : matrix.multiply(vector);
        for (int i = 0; i < out; i++) {
          products[i * count + k] = product[i];
        }
      }
      return products;
    };
  }

  @ParameterizedTest
  @EnumSource(ColoringOrder.class)
  void anyMatrixIsRecovered(ColoringOrder order) {
    for (int k = 0; k < 100; k++) {
      int m = 1 + random.nextInt(15);
      int n = 1 + random.nextInt(15);
      SparsityPattern pattern = Patterns.random(random, m, n, 0.3);
      SparseMatrix matrix = filled(pattern);
      DerivativeProducts forward = with(matrix, false);
      DerivativeProducts reverse = with(matrix, true);
      for (SparseJacobian jacobian :
          List.of(
              SparseJacobian.byColumns(pattern, Coloring.columns(pattern, order), forward),
              SparseJacobian.byRows(pattern, Coloring.rows(pattern, order), reverse),
              SparseJacobian.byBoth(pattern, Bicoloring.of(pattern, order), forward, reverse))) {
        assertThat(jacobian.at().toDense()).isEqualTo(matrix.toDense());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ColoringOrder.class)
  void anySymmetricMatrixIsRecovered(ColoringOrder order) {
    for (int k = 0; k < 200; k++) {
      SparsityPattern pattern =
          Patterns.randomSymmetric(
              random, 1 + random.nextInt(20), 0.05 + 0.4 * random.nextDouble());
      SparseMatrix matrix = filledSymmetrically(pattern);
      for (Coloring coloring :
          List.of(Coloring.star(pattern, order), Coloring.acyclic(pattern, order))) {
        SparseHessian hessian = SparseHessian.of(pattern, coloring, with(matrix, false));
        assertThat(hessian.at().toDense()).isEqualTo(matrix.toDense());
      }
    }
  }

  @Test
  void jacobiansOfFormulasAreTheDenseOnes() {
    for (int k = 0; k < 100; k++) {
      Formula f = RandomFormulas.of(random, INPUTS, 15, 6);
      SparsityPattern pattern = SparsityDetection.jacobian(f);
      DerivativeProducts forward = DerivativeProducts.forward(f);
      DerivativeProducts reverse = DerivativeProducts.reverse(f);
      List<SparseJacobian> all =
          List.of(
              SparseJacobian.of(f),
              SparseJacobian.byColumns(pattern, Coloring.columns(pattern), forward),
              SparseJacobian.byRows(pattern, Coloring.rows(pattern), reverse),
              SparseJacobian.byBoth(pattern, Bicoloring.of(pattern), forward, reverse));
      Formula dense = f.jacobian();
      for (int at = 0; at < 3; at++) {
        double[] x = RandomFormulas.point(random, INPUTS);
        double[][] expected = RandomFormulas.dense(dense.evaluate(x), INPUTS);
        for (SparseJacobian jacobian : all) {
          assertClose(jacobian.at(x), expected);
        }
      }
    }
  }

  @Test
  void hessiansOfFormulasAreTheDenseOnes() {
    for (int k = 0; k < 60; k++) {
      Formula f = RandomFormulas.of(random, INPUTS, 15, 1);
      SparseHessian direct = SparseHessian.of(f);
      SparseHessian substituted = SparseHessian.bySubstitution(f);
      assertThat(substituted.products()).isLessThanOrEqualTo(direct.products());
      Formula dense = f.hessian();
      for (int at = 0; at < 3; at++) {
        double[] x = RandomFormulas.point(random, INPUTS);
        double[][] expected = RandomFormulas.dense(dense.evaluate(x), INPUTS);
        assertClose(direct.at(x), expected);
        assertClose(substituted.at(x), expected);
        assertThat(direct.at(x).toDense()).isEqualTo(transposed(direct.at(x).toDense()));
      }
    }
  }

  private static double[][] transposed(double[][] square) {
    double[][] result = new double[square.length][square.length];
    for (int i = 0; i < square.length; i++) {
      for (int j = 0; j < square.length; j++) {
        result[j][i] = square[i][j];
      }
    }
    return result;
  }

  /**
   * A product and the entry of the dense formula are sums of at most some dozens of products of the
   * same slopes, none of which is much larger than the largest entry; they differ by their
   * roundings.
   */
  private static void assertClose(SparseMatrix sparse, double[][] dense) {
    double largest =
        Arrays.stream(dense).flatMapToDouble(Arrays::stream).map(Math::abs).max().getAsDouble();
    double[][] recovered = sparse.toDense();
    for (int i = 0; i < dense.length; i++) {
      for (int j = 0; j < dense[i].length; j++) {
        assertThat(recovered[i][j]).isCloseTo(dense[i][j], within(200 * Math.ulp(1 + largest)));
      }
    }
  }

  private static Formula chain(int n) {
    return Formula.trace(
        "chain",
        List.of(Port.vector("x", n), Port.scalar("k")),
        in -> {
          Expr[] x = in.vector("x");
          Expr energy = Expr.constant(0);
          for (int i = 1; i < n; i++) {
            Expr stretch = x[i].minus(x[i - 1]);
            energy = energy.plus(stretch.square().times(in.scalar("k")).plus(stretch.sin()));
          }
          return new Expr[] {energy};
        });
  }

  @Test
  void derivativesByOneInputNeedNoProductsForTheOthers() {
    int n = 300;
    Formula chain = chain(n);
    assertThat(SparseHessian.of(chain, "x").products()).isEqualTo(3);
    SparseHessian hessian = SparseHessian.bySubstitution(chain, "x");
    assertThat(hessian.products()).isEqualTo(2);
    SparseJacobian force = SparseJacobian.of(chain.gradient("x"), "x");
    assertThat(force.forwardProducts() + force.reverseProducts()).isEqualTo(3);
    double[] x = random.doubles(n + 1, 0.5, 1).toArray();
    SparseMatrix h = hessian.at(x);
    SparseMatrix j = force.at(x);
    assertThat(h.pattern().entries()).isEqualTo(3 * n - 2);
    // the last column, by k, is empty
    assertThat(h.rows()).isEqualTo(n + 1);
    assertThat(h.get(n, n)).isZero();
    for (int i = 1; i < n; i++) {
      double curvature = 2 * x[n] - StrictMath.sin(x[i] - x[i - 1]);
      // along the chain each entry takes the rounding of the one before it
      assertThat(h.get(i, i - 1)).isCloseTo(-curvature, within(n * 4 * Math.ulp(4.0)));
      assertThat(j.get(i, i - 1)).isCloseTo(-curvature, within(4 * Math.ulp(4.0)));
      assertThat(j.get(i - 1, i)).isEqualTo(j.get(i, i - 1));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseHessian.of(chain, "z"))
        .withMessageContaining("has no input 'z'");
  }

  @Test
  void recordedFunctionsGiveRows() {
    int n = 12;
    int[] left = IntStream.range(0, n).map(i -> Math.max(0, i - 1)).toArray();
    SparsityPattern pattern = Patterns.of(n, n, (i, j) -> j == i || j == left[i]);
    SparseJacobian jacobian =
        SparseJacobian.byRows(
            pattern,
            Coloring.rows(pattern),
            DerivativeProducts.recorded(x -> x.square().minus(x.gatherRows(left).times(3))));
    assertThat(jacobian.reverseProducts()).isEqualTo(2);
    assertThat(jacobian.forwardProducts()).isZero();
    double[] x = random.doubles(n).toArray();
    double[][] dense = jacobian.at(x).toDense();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double expected = (i == j ? 2 * x[i] : 0) - (j == left[i] ? 3 : 0);
        assertThat(dense[i][j]).isEqualTo(expected);
      }
    }
  }

  @Test
  void arrowheadsTakeBothModes() {
    int n = 40;
    Formula arrow =
        Formula.trace(
            "arrow",
            List.of(Port.vector("x", n)),
            in -> {
              Expr[] x = in.vector("x");
              Expr[] y = new Expr[n];
              for (int i = 0; i < n; i++) {
                y[i] = i == 0 ? Expr.sum(x).tanh() : x[0].times(x[i].exp());
              }
              return y;
            });
    SparseJacobian jacobian = SparseJacobian.of(arrow);
    assertThat(jacobian.forwardProducts() + jacobian.reverseProducts()).isEqualTo(3);
    assertThat(jacobian.forwardProducts()).isPositive();
    assertThat(jacobian.reverseProducts()).isPositive();
    double[] x = random.doubles(n, -0.1, 0.1).toArray();
    assertClose(jacobian.at(x), RandomFormulas.dense(arrow.jacobian().evaluate(x), n));
  }

  @Test
  void whatDoesNotDependOnAnythingTakesNoProducts() {
    Formula f =
        Formula.trace(
            "constant", List.of(Port.vector("x", 3)), in -> new Expr[] {Expr.constant(2)});
    SparseJacobian jacobian = SparseJacobian.of(f);
    assertThat(jacobian.forwardProducts() + jacobian.reverseProducts()).isZero();
    assertThat(jacobian.at(1, 2, 3).toDense()).isEqualTo(new double[1][3]);
    assertThat(SparseHessian.of(f).at(1, 2, 3).toDense()).isEqualTo(new double[3][3]);
  }

  @Test
  void aPointOfTheWrongLengthIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseHessian.of(chain(4)).at(1, 2, 3))
        .withMessageContaining("at 3 numbers, not 5");
  }

  @Test
  void colorsThatDoNotFitAreRefused() {
    SparsityPattern band = Patterns.banded(5, 1);
    Coloring two = new Coloring(new int[] {0, 1, 0, 1, 0}, 2);
    DerivativeProducts none = (point, vectors, count) -> new double[0];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseJacobian.byColumns(band, two, none))
        .withMessage("the colors do not give entry (1, 0) alone");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseJacobian.byRows(band, two, none))
        .withMessageContaining("alone");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseJacobian.byRows(band, new Coloring(new int[4], 1), none))
        .withMessage("colors for 4 x 5, a pattern of 5 x 5 with 13 entries");
    // two colors do for a path by substitution, one color does not
    assertThat(SparseHessian.of(band, two, none).products()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseHessian.of(band, new Coloring(new int[5], 1), none))
        .withMessageContaining("determine 0 of 9 entries");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseHessian.of(band, new Coloring(new int[] {0, 1, -1, 1, 0}, 2), none))
        .withMessageContaining("column 2 has entries but no color");
  }

  @Test
  void valuesGoWhereTheCallerWants() {
    Formula chain = chain(6);
    SparseHessian hessian = SparseHessian.of(chain);
    double[] x = random.doubles(7).toArray();
    double[] values = new double[hessian.pattern().entries()];
    hessian.evaluate(x, values);
    assertThat(values).isEqualTo(hessian.at(x).values());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hessian.evaluate(x, new double[3]))
        .withMessageContaining("3 places for the entries of a Hessian");
    SparseJacobian jacobian = SparseJacobian.of(chain);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> jacobian.evaluate(x, new double[3]))
        .withMessageContaining("3 places for the entries of a Jacobian");
  }
}
