package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
  /**
   * Outputs of all kinds: computed, an input, twice the same, a constant, what depends on shared
   * numbers alone.
   */
  private static final Formula MIXED =
      Formula.trace(
          "mixed",
          List.of(Port.vector("x", 2), Port.scalar("a")),
          in -> {
            Expr[] x = in.vector("x");
            Expr a = in.scalar("a");
            Expr product = x[0].times(x[1]).times(a);
            return new Expr[] {product, x[1], product, Expr.constant(7), a.exp(), a};
          });

  private static void assertMixed(Var out, int n, Var x, Var a) {
    assertThat(out.rows()).isEqualTo(n);
    assertThat(out.columns()).isEqualTo(6);
    for (int r = 0; r < n; r++) {
      double shared = a.get(a.rows() == 1 ? 0 : r, 0);
      int row = x.rows() == 1 ? 0 : r;
      double product = x.get(row, 0) * x.get(row, 1) * shared;
      assertThat(out.get(r, 0)).isEqualTo(product);
      assertThat(out.get(r, 1)).isEqualTo(x.get(row, 1));
      assertThat(out.get(r, 2)).isEqualTo(product);
      assertThat(out.get(r, 3)).isEqualTo(7);
      assertThat(out.get(r, 4)).isEqualTo(Elementary.exp(shared));
      assertThat(out.get(r, 5)).isEqualTo(shared);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 127, 128, 129, 255, 256, 257, 1000})
  void computesAnyNumberOfRows(int n) {
    Random random = new Random(n);
    Var x = Var.of(n, 2, random.doubles(2L * n, -1, 1).toArray());
    Var everyRow = Var.column(random.doubles(n, -1, 1).toArray());
    Var shared = Var.constant(0.3);
    assertMixed(MIXED.apply(x, everyRow), n, x, everyRow);
    assertMixed(MIXED.apply(x, shared), n, x, shared);
    assertMixed(MIXED.apply(Var.row(2, 3), everyRow), n, Var.row(2, 3), everyRow);
    assertMixed(MIXED.apply(Var.row(2, 3), shared), 1, Var.row(2, 3), shared);
  }

  @Test
  void rowsAndSharedNumbersGiveTheSameBits() {
    Random random = new Random(1);
    double[] x = random.doubles(600, -1, 1).toArray();
    Var out = MIXED.apply(Var.of(300, 2, x), Var.filled(300, 1, 0.7));
    assertThat(MIXED.apply(Var.of(300, 2, x), Var.constant(0.7)).data())
        .containsExactly(out.data());
    for (int r = 0; r < 300; r += 37) {
      double[] row = MIXED.evaluate(x[r], x[300 + r], 0.7);
      for (int c = 0; c < 6; c++) {
        assertThat(row[c]).isEqualTo(out.get(r, c));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 300})
  void gradientsOfCallsAgreeWithDifferences(int n) {
    Random random = new Random(n);
    double[] weights = random.doubles(6L * n, -1, 1).toArray();
    int checked = Math.min(n, 4);
    Var rest = Var.of(n - checked, 2, random.doubles(2L * (n - checked), -1, 1).toArray());
    Var some = Var.of(checked, 2, random.doubles(2L * checked, -1, 1).toArray());
    GradCheck.function(
            v -> MIXED.apply(Var.concatRows(v[0], rest), v[1]).times(Var.of(n, 6, weights)).sum(),
            some,
            Var.constant(0.4))
        .assertPasses(1e-8);
    Var column = Var.column(random.doubles(n, -1, 1).toArray());
    GradCheck.function(
            v -> MIXED.apply(v[0], column).times(Var.of(n, 6, weights)).sum(), Var.row(0.5, -0.3))
        .assertPasses(1e-8);
  }

  @Test
  void noRowsGiveNoRows() {
    Tape tape = new Tape();
    Var a = tape.input(Var.constant(1));
    Var out = MIXED.apply(Var.zeros(0, 2), a);
    assertThat(out.rows()).isZero();
    assertThat(out.columns()).isEqualTo(6);
    tape.seed(out);
    tape.sweep();
    assertThat(tape.adjoint(a)).containsExactly(0);
  }

  @Test
  void equalSubexpressionsAreComputedOnce() {
    Expr x = Expr.input(0);
    Expr y = Expr.input(1);
    Expr[] roots = {
      x.times(y).exp().plus(y.times(x).exp()), x.times(y).exp().times(x), y.times(x).exp().sqrt()
    };
    // two inputs, x y, its exponential, the sum or double, the product and the root
    ValueList values = new ValueList(roots);
    long exponentials =
        IntStream.range(0, values.size()).filter(k -> values.get(k).op() == Op.EXP).count();
    assertThat(exponentials).isEqualTo(1);
    assertThat(values.size()).isLessThanOrEqualTo(8);
  }

  @Test
  void matricesAreLaidOutColumnByColumn() {
    Formula product =
        Formula.trace(
            "product",
            List.of(Port.matrix("W", 2, 3), Port.vector("x", 3)),
            in -> {
              Expr[][] w = in.matrix("W", 2, 3);
              Expr[] x = in.vector("x");
              Expr[] y = new Expr[2];
              for (int i = 0; i < 2; i++) {
                y[i] = Expr.sum(w[i][0].times(x[0]), w[i][1].times(x[1]), w[i][2].times(x[2]));
              }
              return y;
            });
    Var w = Var.ofRows(new double[][] {{1, 2, 3}, {4, 5, 6}});
    Var x = Var.column(7, 8, 9);
    assertThat(product.apply(w.reshape(1, 6), x.transpose()).data())
        .containsExactly(w.matmul(x).data());
  }

  @Test
  void derivativesNameTheirPorts() {
    Formula f =
        Formula.trace(
            "f",
            List.of(Port.vector("x", 2), Port.scalar("a")),
            in -> new Expr[] {in.vector("x")[0].times(in.scalar("a")), in.vector("x")[1].square()});
    assertThat(f.outputs()).containsExactly(new Port("value", 2));
    assertThat(f.jvp().inputs())
        .containsExactly(new Port("x", 2), new Port("a", 1), new Port("x'", 2), new Port("a'", 1));
    assertThat(f.jvp().outputs()).containsExactly(new Port("value'", 2));
    assertThat(f.vjp().inputs())
        .containsExactly(new Port("x", 2), new Port("a", 1), new Port("value*", 2));
    assertThat(f.vjp().outputs()).containsExactly(new Port("x*", 2), new Port("a*", 1));
    assertThat(f.gradient("a").outputs()).containsExactly(new Port("a", 1));
    assertThat(f.gradient().outputs()).containsExactly(new Port("x", 2), new Port("a", 1));
    // outputs (x0 a, x1^2) by the inputs x0, x1, a at (3, 5, 2), column after column
    assertThat(f.jacobian().evaluate(3, 5, 2)).containsExactly(2, 0, 0, 10, 3, 0);
    assertThat(f.gradient().evaluate(3, 5, 2)).containsExactly(2, 10, 3);
    assertThat(f.derivative("a").evaluate(3, 5, 2)).containsExactly(3, 0);
  }

  @Test
  void formulasCallFormulas() {
    Formula square =
        Formula.trace(
            "square", List.of(Port.scalar("x")), in -> new Expr[] {in.scalar("x").square()});
    Formula distance =
        Formula.trace(
            "distance",
            List.of(Port.vector("a", 2), Port.vector("b", 2)),
            in -> {
              Expr sum = Expr.constant(0);
              for (int c = 0; c < 2; c++) {
                Expr[] difference = {in.vector("a")[c].minus(in.vector("b")[c])};
                sum = sum.plus(square.call(difference)[0]);
              }
              return new Expr[] {sum.sqrt()};
            });
    assertThat(distance.evaluate(1, 2, 4, 6)).containsExactly(5);
    assertThat(distance.gradient("b").evaluate(1, 2, 4, 6))
        .containsExactly(new double[] {0.6, 0.8}, within(1e-15));
    assertThatThrownBy(() -> square.call())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("square");
    assertThatThrownBy(() -> distance.call(new Expr[2], new Expr[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width 3");
  }

  @Test
  void saysWhatDoesNotFit() {
    assertThatThrownBy(() -> MIXED.apply(Var.zeros(3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mixed");
    assertThatThrownBy(() -> MIXED.apply(Var.zeros(3, 2), Var.zeros(4, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 rows");
    assertThatThrownBy(() -> MIXED.apply(Var.zeros(3, 3), Var.zeros(3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 x 3");
    assertThatThrownBy(() -> MIXED.evaluate(1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MIXED.hessian()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> MIXED.gradient("b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no input 'b'");
    assertThatThrownBy(() -> MIXED.derivative("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width 1");
    List<Port> ports = List.of(Port.vector("v", 2));
    assertThatThrownBy(() -> Formula.trace("f", ports, in -> new Expr[] {in.scalar("v")}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width 2");
    assertThatThrownBy(() -> Formula.trace("f", ports, in -> in.vector("w")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no input 'w'");
    assertThatThrownBy(() -> Formula.trace("f", ports, in -> in.matrix("v", 2, 2)[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 2");
    assertThatThrownBy(() -> new Port("x", 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deepFormulasNeedNoStack() {
    Formula deep =
        Formula.trace(
            "deep",
            List.of(Port.scalar("x")),
            in -> {
              Expr x = in.scalar("x");
              Expr y = x;
              for (int k = 0; k < 3000; k++) {
                y = y.times(0.999).plus(x.times(0.001)).sin();
              }
              return new Expr[] {y};
            });
    double slope = deep.gradient().evaluate(0.3)[0];
    assertThat(deep.derivative("x").evaluate(0.3)[0]).isCloseTo(slope, within(1e-12));
    StepSizeStudy study = StepSizeStudy.of(h -> deep.evaluate(0.3 + h)[0], 0.3);
    assertThat(slope).isCloseTo(study.derivative(), within(1e-8));
  }

  @Test
  void manyThreadsMayUseOneFormula() {
    Formula gradient = MIXED.gradient();
    Var x = Var.of(500, 2, new Random(5).doubles(1000, -1, 1).toArray());
    double[] expected = gradient.apply(x, Var.constant(0.2)).data();
    IntStream.range(0, 64)
        .parallel()
        .forEach(
            k -> assertThat(gradient.apply(x, Var.constant(0.2)).data()).containsExactly(expected));
  }

  @Test
  void errorsNameTheLineWhereAFormulaWasTraced() {
    int line = StackWalker.getInstance().walk(f -> f.findFirst().orElseThrow().getLineNumber()) + 1;
    Formula f = Formula.trace("twice", List.of(Port.scalar("x")), in -> in.vector("x"));
    String where = "twice (FormulaTest.java:" + line + ")";
    assertThat(f.title()).isEqualTo(where);
    assertThatThrownBy(() -> f.apply(Var.row(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(where);
    assertThatThrownBy(() -> f.gradient().jvp().evaluate(1))
        .hasMessageContaining("jvp(gradient(twice)) (FormulaTest.java:" + line + ")");
    Formula root = Formula.trace("root", List.of(Port.scalar("x")), in -> in.vector("x"));
    assertThatThrownBy(() -> OdeSolver.euler(1).solve(root, Var.constant(Double.NaN), List.of(), 1))
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("root (FormulaTest.java:");
  }

  @Test
  void explainsWhereAnUndefinedValueBegins() {
    int line = StackWalker.getInstance().walk(f -> f.findFirst().orElseThrow().getLineNumber());
    Formula f =
        Formula.trace(
            "f",
            List.of(Port.scalar("x"), Port.scalar("y")),
            in -> {
              Expr safe =
                  Expr.where(in.scalar("x").greaterThan(0), in.scalar("x").log(), in.scalar("y"));
              Expr root = in.scalar("y").sqrt();
              return new Expr[] {safe.plus(1), root.times(2)};
            });
    assertThat(f.explain(-1, 4)).isEmpty();
    assertThat(f.explain(2, -4)).isEqualTo("sqrt of -4.0 is NaN at FormulaTest.java:" + (line + 8));
    assertThat(f.explain(Double.NaN, 4)).isEmpty();
    assertThat(f.explain(1, Double.NaN)).isEqualTo("input column 1 is NaN");
    assertThat(f.gradient("y").explain(1, 0)).startsWith("divide of").endsWith("is Infinity");
    Formula rate =
        Formula.trace("rate", List.of(Port.scalar("y")), in -> new Expr[] {in.scalar("y").sqrt()});
    assertThatThrownBy(
            () -> OdeSolver.tsitouras(1e-6, 1e-9, 0.1).solve(rate, Var.column(1, -1), List.of(), 1))
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("not finite: sqrt of -1.0 is NaN at FormulaTest.java:");
  }
}
