package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class VarTest {
  private record Unary(String name, UnaryOperator<Var> operation, DoubleUnaryOperator value) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record Binary(String name, BinaryOperator<Var> operation, DoubleBinaryOperator value) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Unary> UNARY =
      List.of(
          new Unary("negate", Var::negate, x -> -x),
          new Unary("square", Var::square, x -> x * x),
          new Unary("sqrt", Var::sqrt, Math::sqrt),
          new Unary("exp", Var::exp, Math::exp),
          new Unary("log", Var::log, Math::log),
          new Unary("tanh", Var::tanh, Math::tanh),
          new Unary("logistic", Var::logistic, x -> 1 / (1 + Math.exp(-x))),
          new Unary("abs", x -> x.minus(1).abs(), x -> Math.abs(x - 1)),
          new Unary("reciprocal", Var::reciprocal, x -> 1 / x),
          new Unary("pow", x -> x.pow(2.3), x -> Math.pow(x, 2.3)),
          new Unary("plus number", x -> x.plus(3), x -> x + 3),
          new Unary("minus number", x -> x.minus(3), x -> x - 3),
          new Unary("times number", x -> x.times(-3), x -> -3 * x),
          new Unary("divide by number", x -> x.divide(3), x -> x / 3));

  static final List<Binary> BINARY =
      List.of(
          new Binary("plus", Var::plus, (x, y) -> x + y),
          new Binary("minus", Var::minus, (x, y) -> x - y),
          new Binary("times", Var::times, (x, y) -> x * y),
          new Binary("divide", Var::divide, (x, y) -> x / y));

  private static final int[][] SHAPES = {{1, 1}, {1, 3}, {4, 1}, {4, 3}};

  private static Var random(int rows, int columns, long seed) {
    return Var.of(rows, columns, new Random(seed).doubles((long) rows * columns, 0.3, 2).toArray());
  }

  /** A scalar that depends on every entry in its own way. */
  private static Var weighted(Var x) {
    return x.times(random(x.rows(), x.columns(), 99)).sum();
  }

  private static void checkGradient(UnaryOperator<Var> operation, Var at) {
    GradCheck.function(v -> weighted(operation.apply(v[0])), at).assertPasses(1e-9);
  }

  @Test
  void keepsColumnsOneAfterTheOther() {
    Var x = Var.ofRows(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(x.rows()).isEqualTo(2);
    assertThat(x.columns()).isEqualTo(3);
    assertThat(x.size()).isEqualTo(6);
    assertThat(x.data()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(x.get(1, 2)).isEqualTo(6);
    assertThat(x.toRows()).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(Var.of(2, 3, 1, 4, 2, 5, 3, 6).toRows()).isDeepEqualTo(x.toRows());
    assertThat(Var.column(1, 2).rows()).isEqualTo(2);
    assertThat(Var.row(1, 2).columns()).isEqualTo(2);
    assertThat(Var.filled(2, 2, 7).data()).containsExactly(7, 7, 7, 7);
    assertThat(Var.zeros(1, 2).data()).containsExactly(0, 0);
    assertThat(Var.constant(3).item()).isEqualTo(3);
    x.toArray()[0] = 100;
    assertThat(x.get(0, 0)).isEqualTo(1);
    assertThatThrownBy(() -> Var.of(2, 2, 1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(x::item)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 x 3");
  }

  @ParameterizedTest
  @FieldSource("UNARY")
  void unaryOperationsWorkEntryByEntry(Unary unary) {
    Var x = random(3, 2, 1);
    Var y = unary.operation.apply(x);
    assertThat(y.rows()).isEqualTo(3);
    assertThat(y.columns()).isEqualTo(2);
    for (int k = 0; k < 6; k++) {
      double expected = unary.value.applyAsDouble(x.data()[k]);
      assertThat(y.data()[k]).isCloseTo(expected, within(1e-14));
    }
    checkGradient(unary.operation, x);
    assertThat(unary.operation.apply(new Tape().input(x)).data()).containsExactly(y.data());
  }

  @ParameterizedTest
  @FieldSource("BINARY")
  void binaryOperationsStretchRowsAndColumns(Binary binary) {
    for (int[] a : SHAPES) {
      for (int[] b : SHAPES) {
        Var x = random(a[0], a[1], 2);
        Var y = random(b[0], b[1], 3);
        Var z = binary.operation.apply(x, y);
        assertThat(z.rows()).isEqualTo(Math.max(a[0], b[0]));
        assertThat(z.columns()).isEqualTo(Math.max(a[1], b[1]));
        for (int r = 0; r < z.rows(); r++) {
          for (int c = 0; c < z.columns(); c++) {
            double left = x.get(Math.min(r, a[0] - 1), Math.min(c, a[1] - 1));
            double right = y.get(Math.min(r, b[0] - 1), Math.min(c, b[1] - 1));
            assertThat(z.get(r, c)).isEqualTo(binary.value.applyAsDouble(left, right));
          }
        }
        GradCheck.function(v -> weighted(binary.operation.apply(v[0], v[1])), x, y)
            .assertPasses(1e-9);
        GradCheck.function(v -> weighted(binary.operation.apply(v[0], y)), x).assertPasses(1e-9);
        GradCheck.function(v -> weighted(binary.operation.apply(x, v[0])), y).assertPasses(1e-9);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("BINARY")
  void shapesThatDoNotStretchAreErrors(Binary binary) {
    for (int[] shape : new int[][] {{3, 3}, {4, 2}, {2, 1}, {1, 2}, {3, 4}}) {
      assertThatThrownBy(
              () -> binary.operation.apply(Var.zeros(4, 3), Var.zeros(shape[0], shape[1])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(binary.name)
          .hasMessageContaining("stretch");
    }
  }

  @ParameterizedTest
  @FieldSource("BINARY")
  void anArrayMayMeetItself(Binary binary) {
    GradCheck.function(v -> weighted(binary.operation.apply(v[0], v[0])), random(3, 2, 4))
        .assertPasses(1e-9);
    GradCheck.function(v -> weighted(binary.operation.apply(v[0].column(0), v[0])), random(3, 2, 5))
        .assertPasses(1e-9);
  }

  @Test
  void picksColumnsAndRows() {
    Var x = Var.ofRows(new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
    assertThat(x.column(1).data()).containsExactly(2, 5, 8);
    assertThat(x.columns(1, 3).toRows()).isDeepEqualTo(new double[][] {{2, 3}, {5, 6}, {8, 9}});
    assertThat(x.rowRange(1, 3).toRows()).isDeepEqualTo(new double[][] {{4, 5, 6}, {7, 8, 9}});
    assertThat(x.rowRange(1, 1).rows()).isZero();
    assertThat(x.gatherRows(2, 0, 2).toRows())
        .isDeepEqualTo(new double[][] {{7, 8, 9}, {1, 2, 3}, {7, 8, 9}});
    checkGradient(v -> v.column(1), x);
    checkGradient(v -> v.columns(0, 2), x);
    checkGradient(v -> v.rowRange(1, 3), x);
    checkGradient(v -> v.gatherRows(2, 0, 2, 2), x);
    assertThatThrownBy(() -> x.columns(2, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> x.column(3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> x.gatherRows(0, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> x.gatherRows(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pickedRowsAreNotTheCallersArray() {
    int[] picked = {1, 0};
    int[] into = {1, 1};
    Tape tape = new Tape();
    Var x = tape.input(Var.column(2, 3));
    Var y = x.gatherRows(picked).times(Var.column(10, 1)).plus(x.scatterAddRows(into, 2));
    picked[0] = 0;
    into[0] = 0;
    tape.seed(y, 1, 100);
    tape.sweep();
    assertThat(tape.adjoint(x)).containsExactly(100 + 100, 10 + 100);
  }

  @Test
  void scattersAndAdds() {
    Var x = Var.ofRows(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    Var y = x.scatterAddRows(new int[] {3, 0, 3}, 4);
    assertThat(y.toRows()).isDeepEqualTo(new double[][] {{3, 4}, {0, 0}, {0, 0}, {6, 8}});
    checkGradient(v -> v.scatterAddRows(new int[] {3, 0, 3}, 4), x);
    // scatter is the transpose of gather: <scatter x, y> = <x, gather y>
    Var z = random(4, 2, 6);
    assertThat(y.times(z).sum().item())
        .isCloseTo(x.times(z.gatherRows(3, 0, 3)).sum().item(), within(1e-13));
    assertThatThrownBy(() -> x.scatterAddRows(new int[] {0}, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> x.scatterAddRows(new int[] {0, 1, 4}, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void transposesAndReshapes() {
    Var x = Var.ofRows(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(x.transpose().toRows()).isDeepEqualTo(new double[][] {{1, 4}, {2, 5}, {3, 6}});
    assertThat(Var.row(1, 2).transpose().rows()).isEqualTo(2);
    assertThat(x.reshape(3, 2).data()).containsExactly(x.data());
    checkGradient(Var::transpose, x);
    checkGradient(Var::transpose, Var.row(1, 2, 3));
    checkGradient(v -> v.reshape(1, 6).square(), x);
    assertThatThrownBy(() -> x.reshape(2, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void puttingArraysTogetherAndApart() {
    Var a = random(2, 3, 7);
    Var b = random(1, 3, 8);
    Var below = Var.concatRows(a, b, a);
    assertThat(below.rows()).isEqualTo(5);
    assertThat(below.rowRange(0, 2).data()).containsExactly(a.data());
    assertThat(below.rowRange(2, 3).data()).containsExactly(b.data());
    assertThat(below.rowRange(3, 5).data()).containsExactly(a.data());
    Var c = random(2, 1, 9);
    Var beside = Var.concatColumns(a, c, a);
    assertThat(beside.columns()).isEqualTo(7);
    assertThat(beside.columns(3, 4).data()).containsExactly(c.data());
    assertThat(beside.columns(4, 7).data()).containsExactly(a.data());
    GradCheck.function(v -> weighted(Var.concatRows(v[0], v[1], v[0])), a, b).assertPasses(1e-9);
    GradCheck.function(v -> weighted(Var.concatColumns(v[0], v[1], v[0])), a, c).assertPasses(1e-9);
    GradCheck.function(v -> weighted(Var.concatColumns(a, v[0])), c).assertPasses(1e-9);
    assertThatThrownBy(() -> Var.concatRows(a, c)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Var.concatColumns(a, b)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sumsInAllDirections() {
    Var x = Var.ofRows(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(x.sum().item()).isEqualTo(21);
    assertThat(x.mean().item()).isEqualTo(3.5);
    assertThat(x.sumRows().toRows()).isDeepEqualTo(new double[][] {{5, 7, 9}});
    assertThat(x.sumColumns().toRows()).isDeepEqualTo(new double[][] {{6}, {15}});
    assertThat(x.max().item()).isEqualTo(6);
    checkGradient(v -> v.square().sum(), x);
    checkGradient(v -> v.square().mean(), x);
    checkGradient(v -> v.square().sumRows(), x);
    checkGradient(v -> v.square().sumColumns(), x);
    checkGradient(v -> v.square().max(), x);
    checkGradient(v -> v.square().sumColumns(), Var.row(1, 2, 3));
  }

  @Test
  void theLargestEntryIsTheFirstOfEquals() {
    Tape tape = new Tape();
    Var x = tape.input(Var.column(1, 3, 3));
    tape.seed(x.max(), 1);
    tape.sweep();
    assertThat(tape.adjoint(x)).containsExactly(0, 1, 0);
    assertThatThrownBy(() -> Var.zeros(0, 1).max()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tissuesMayBeEmpty() {
    Tape tape = new Tape();
    Var x = tape.input(Var.zeros(0, 3));
    Var y = tape.input(Var.row(1, 2, 3));
    Var z = x.times(y).exp().plus(Var.constant(2));
    assertThat(z.rows()).isZero();
    assertThat(z.columns()).isEqualTo(3);
    assertThat(z.sumRows().data()).containsExactly(0, 0, 0);
    assertThat(Var.concatRows(x, y).rows()).isEqualTo(1);
    assertThat(y.gatherRows().rows()).isZero();
    assertThat(x.scatterAddRows(new int[0], 2).data()).containsExactly(new double[6]);
    tape.seed(z.sum(), 1);
    tape.sweep();
    assertThat(tape.adjoint(x)).isEmpty();
    assertThat(tape.adjoint(y)).containsExactly(0, 0, 0);
  }

  @Test
  void stopGradientCutsTheTape() {
    Tape tape = new Tape();
    Var x = tape.input(Var.constant(3));
    Var y = x.times(x.stopGradient());
    tape.seed(y, 1);
    tape.sweep();
    assertThat(tape.adjoint(x)).containsExactly(3);
    assertThat(x.isActive()).isTrue();
    assertThat(x.stopGradient().isActive()).isFalse();
    assertThat(x.stopGradient().item()).isEqualTo(3);
    Var constant = Var.constant(1);
    assertThat(constant.stopGradient()).isSameAs(constant);
  }
}
