package org.blastema.oracles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.sparse.Bicoloring;
import org.blastema.autodiff.sparse.Coloring;
import org.blastema.autodiff.sparse.ColoringOrder;
import org.blastema.autodiff.sparse.DerivativeProducts;
import org.blastema.autodiff.sparse.SparseHessian;
import org.blastema.autodiff.sparse.SparseJacobian;
import org.blastema.autodiff.sparse.SparseMatrix;
import org.blastema.autodiff.sparse.SparsityDetection;
import org.blastema.autodiff.sparse.SparsityPattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reference numbers of sparse differentiation: patterns from formulas that have them, colors
 * from the colorings, and matrices recovered from products.
 */
class AnalysisSparseTest {
  private static JsonNode oracle(String id) throws IOException {
    try (InputStream in = AnalysisSparseTest.class.getResourceAsStream("/oracles/analysis.json")) {
      return StreamSupport.stream(
              JsonMapper.shared().readTree(in).get("cases").spliterator(), false)
          .filter(one -> one.get("id").asString().equals(id))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The energy of springs between the cells that a number of rows of neighbors names. */
  private static Formula energy(int n, IntFunction<IntStream> neighbors) {
    return Formula.trace(
        "energy",
        List.of(Port.vector("x", n)),
        in -> {
          Expr[] x = in.vector("x");
          Expr[] terms =
              IntStream.range(0, n)
                  .boxed()
                  .flatMap(i ->
                      neighbors
                          .apply(i)
                          .filter(j -> j < i)
                          .mapToObj(j -> x[i].minus(x[j]).square().times(1 + i + 0.1 * j)))
                  .toArray(Expr[]::new);
          return new Expr[] {Expr.sum(terms).plus(Expr.sum(squares(x)))};
        });
  }

  private static Expr[] squares(Expr[] x) {
    return Arrays.stream(x).map(Expr::square).toArray(Expr[]::new);
  }

  private static Formula band(int n, int p) {
    return energy(n, i -> IntStream.rangeClosed(Math.max(0, i - p), Math.min(n - 1, i + p)));
  }

  private static Formula grid(int k) {
    return energy(
        k * k,
        a ->
            IntStream.range(0, k * k)
                .filter(b -> Math.abs(a / k - b / k) + Math.abs(a % k - b % k) == 1));
  }

  /**
   * Checks that colors determine the Hessian, by recovering it and comparing with the dense one.
   */
  private static void assertRecovers(Formula energy, Coloring... symmetric) {
    SparsityPattern pattern = SparsityDetection.hessian(energy);
    double[] x = IntStream.range(0, pattern.rows()).mapToDouble(i -> 0.1 * i).toArray();
    double[] dense = energy.hessian().evaluate(x);
    for (Coloring coloring : symmetric) {
      SparseMatrix hessian =
          SparseHessian.of(pattern, coloring, DerivativeProducts.hessian(energy)).at(x);
      assertIs(hessian, dense);
    }
    DerivativeProducts products = DerivativeProducts.forward(energy.gradient());
    assertIs(SparseJacobian.byColumns(pattern, Coloring.columns(pattern), products).at(x), dense);
  }

  /** Entries are below 1000, and sums of a few numbers of that size. */
  private static void assertIs(SparseMatrix matrix, double[] columnMajor) {
    double tolerance = 100 * Math.ulp(1000.0);
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        double difference = matrix.get(i, j) - columnMajor[j * matrix.rows() + i];
        assertThat(Math.abs(difference)).isLessThanOrEqualTo(tolerance);
      }
    }
  }

  @Test
  void bandsTakeTheFewestColors() throws IOException {
    for (JsonNode row : oracle("sparse.coloring.banded").get("expected").get("rows")) {
      Formula energy = band(row.get("n").asInt(), row.get("half_bandwidth").asInt());
      SparsityPattern pattern = SparsityDetection.hessian(energy);
      assertThat(pattern.entries()).isEqualTo(row.get("nnz").asInt());
      Coloring star = Coloring.star(pattern);
      Coloring acyclic = Coloring.acyclic(pattern);
      assertThat(Coloring.columns(pattern).count()).isEqualTo(row.get("column_colors").asInt());
      assertThat(star.count()).isEqualTo(row.get("star_colors").asInt());
      assertThat(acyclic.count()).isEqualTo(row.get("acyclic_colors").asInt());
      assertRecovers(energy, star, acyclic);
      for (ColoringOrder order : ColoringOrder.values()) {
        assertThat(Coloring.columns(pattern, order).count())
            .isGreaterThanOrEqualTo(row.get("column_colors").asInt());
        assertThat(Coloring.star(pattern, order).count())
            .isGreaterThanOrEqualTo(row.get("star_colors").asInt());
        assertThat(Coloring.acyclic(pattern, order).count())
            .isGreaterThanOrEqualTo(row.get("acyclic_colors").asInt());
      }
    }
  }

  @Test
  void gridsTakeTheFewestColors() throws IOException {
    for (JsonNode row : oracle("sparse.coloring.grid5").get("expected").get("rows")) {
      int k = row.get("n").asInt();
      Formula energy = grid(k);
      SparsityPattern pattern = SparsityDetection.hessian(energy);
      Coloring star = Coloring.star(pattern);
      Coloring acyclic = Coloring.acyclic(pattern);
      assertThat(Coloring.columns(pattern).count()).isEqualTo(row.get("column").asInt());
      assertThat(star.count()).isEqualTo(row.get("star").asInt());
      assertThat(acyclic.count()).isEqualTo(row.get("acyclic").asInt());
      assertRecovers(energy, star, acyclic);
      // the stated colors work as well
      Coloring oblique =
          new Coloring(IntStream.range(0, k * k).map(v -> (v / k + 2 * (v % k)) % 5).toArray(), 5);
      assertIs(
          SparseJacobian.byColumns(pattern, oblique, DerivativeProducts.forward(energy.gradient()))
              .at(new double[k * k]),
          energy.hessian().evaluate(new double[k * k]));
    }
  }

  @Test
  void arrowheadsTakeThreeColorsOfRowsAndColumns() throws IOException {
    for (JsonNode row : oracle("sparse.bicoloring.arrowhead").get("expected").get("rows")) {
      int n = row.get("n").asInt();
      Formula arrow =
          Formula.trace(
              "arrow",
              List.of(Port.vector("x", n)),
              in -> {
                Expr[] x = in.vector("x");
                Expr[] y = new Expr[n];
                y[0] = Expr.sum(squares(x));
                for (int i = 1; i < n; i++) {
                  y[i] = x[0].times(x[i]).times(i);
                }
                return y;
              });
      SparsityPattern pattern = SparsityDetection.jacobian(arrow);
      assertThat(pattern.entries()).isEqualTo(row.get("nnz").asInt());
      assertThat(Coloring.columns(pattern).count()).isEqualTo(row.get("column_colors").asInt());
      assertThat(Coloring.rows(pattern).count()).isEqualTo(row.get("row_colors").asInt());
      Bicoloring both = Bicoloring.of(pattern);
      assertThat(both.count()).isEqualTo(row.get("bicolors_total").asInt());
      assertThat(both.rows().count()).isEqualTo(row.get("rows_used").asInt());
      assertThat(both.columns().count()).isEqualTo(row.get("cols_used").asInt());
      SparseJacobian jacobian = SparseJacobian.of(arrow);
      assertThat(jacobian.reverseProducts()).isEqualTo(row.get("rows_used").asInt());
      assertThat(jacobian.forwardProducts()).isEqualTo(row.get("cols_used").asInt());
      double[] x = IntStream.range(0, n).mapToDouble(i -> 1 + i).toArray();
      assertIs(jacobian.at(x), arrow.jacobian().evaluate(x));
    }
  }

  @Test
  void convolutionsTakeAsManyColorsAsTheFilterHasEntries() throws IOException {
    JsonNode oracle = oracle("sparse.conv28x28k5");
    JsonNode inputs = oracle.get("inputs");
    int size = inputs.get("height").asInt();
    int kernel = inputs.get("kernel").asInt();
    assertThat(inputs.get("width").asInt()).isEqualTo(size);
    int valid = size - kernel + 1;
    Formula convolution =
        Formula.trace(
            "convolution",
            List.of(Port.vector("image", size * size)),
            in -> {
              Expr[] image = in.vector("image");
              return IntStream.range(0, valid * valid)
                  .mapToObj(out ->
                      Expr.sum(
                          IntStream.range(0, kernel * kernel)
                              .mapToObj(w ->
                                  image[
                                      (out / valid + w / kernel) * size + out % valid + w % kernel]
                                      .times(weight(w)))
                              .toArray(Expr[]::new)))
                  .toArray(Expr[]::new);
            });
    JsonNode expected = oracle.get("expected");
    SparseJacobian jacobian = SparseJacobian.of(convolution);
    SparsityPattern pattern = jacobian.pattern();
    assertThat(pattern.rows()).isEqualTo(expected.get("shape").get(0).asInt());
    assertThat(pattern.columns()).isEqualTo(expected.get("shape").get(1).asInt());
    assertThat(pattern.columns()).isEqualTo(expected.get("dense_forward_passes").asInt());
    assertThat(pattern.rows()).isEqualTo(expected.get("dense_reverse_passes").asInt());
    assertThat(pattern.entries()).isEqualTo(expected.get("nnz").asInt());
    assertThat(pattern.entries() / (double) (pattern.rows() * pattern.columns()))
        .isEqualTo(expected.get("density").asDouble());
    assertThat(jacobian.forwardProducts()).isEqualTo(expected.get("column_colors").asInt());
    assertThat(jacobian.reverseProducts()).isZero();
    SparseMatrix matrix = jacobian.at(new double[size * size]);
    for (int out = 0; out < pattern.rows(); out++) {
      for (int w = 0; w < kernel * kernel; w++) {
        int pixel = (out / valid + w / kernel) * size + out % valid + w % kernel;
        assertThat(matrix.get(out, pixel)).isEqualTo(weight(w));
      }
    }
  }

  private static double weight(int place) {
    return 1 + 0.25 * place;
  }
}
