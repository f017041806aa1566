package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.junit.jupiter.api.Test;

class ArrayFormulaOnTapeTest {
  /** x A y + n, with a matrix that is not square. */
  private static ArrayFormula bilinear() {
    return ArrayFormula.trace(
        "bilinear",
        List.of(
            ArrayPort.reals("x", 1),
            ArrayPort.reals("A", 2),
            ArrayPort.reals("y", 1),
            ArrayPort.index("n")),
        in ->
            Outputs.of(
                "value",
                in.reals("x")
                    .dot(in.reals("A").times(in.reals("y")))
                    .plus(in.index("n").toReal())));
  }

  @Test
  void recordsCallsWithMatrices() {
    Var x = Var.column(1, 2);
    Var a = Var.ofRows(new double[][] {{1, 2, 3}, {4, 5, 6}});
    Var y = Var.column(-1, 0.5, 2);
    assertThat(bilinear().apply(x, a, y, 7).item()).isEqualTo(6 + 2 * 10.5 + 7);
    GradCheck.function(v -> bilinear().apply(v[0], v[1], v[2], 7).square(), x, a, y)
        .assertPasses(1e-7);
  }

  @Test
  void givesMatrices() {
    ArrayFormula product =
        ArrayFormula.trace(
            "product",
            List.of(ArrayPort.reals("A", 2), ArrayPort.reals("B", 2)),
            in -> Outputs.of("value", in.reals("A").matrixTimes(in.reals("B"))));
    Var a = Var.ofRows(new double[][] {{1, 2, 3}, {4, 5, 6}});
    Var b = Var.ofRows(new double[][] {{1, 0}, {2, 1}, {0, 3}});
    assertThat(product.apply(a, b).toRows()).isDeepEqualTo(new double[][] {{5, 11}, {14, 23}});
    GradCheck.function(v -> product.apply(v[0], v[1]).square().sum(), a, b).assertPasses(1e-7);
  }

  @Test
  void saysWhatDoesNotFit() {
    assertThatThrownBy(() ->
            bilinear().apply(Var.column(1, 2), Var.ofRows(new double[2][2]), Var.row(1, 2), 1))
        .hasMessageContaining("bilinear")
        .hasMessageContaining("name=y")
        .hasMessageContaining("1 x 2 numbers");
  }

  @Test
  void aWrongIndexNamesFormulaAndLine() {
    ArrayFormula shifted =
        ArrayFormula.trace(
            "shifted",
            List.of(ArrayPort.reals("x", 1)),
            in ->
                Outputs.of(
                    "value", Real.sum(in.reals("x").length(), i -> in.reals("x").at(i.plus(1)))));
    assertThatThrownBy(() -> shifted.apply(Var.column(1, 2, 3)))
        .hasMessageContaining("formula shifted: index 3 in a direction of 3")
        .hasMessageContaining("ArrayFormulaOnTapeTest.java:");
  }
}
