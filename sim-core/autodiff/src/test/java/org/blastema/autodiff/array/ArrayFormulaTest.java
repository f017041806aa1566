package org.blastema.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.junit.jupiter.api.Test;

class ArrayFormulaTest {
  @Test
  void sumsExponentials() {
    double found =
        Programs.logSumExp().evaluation().set("x", 1000.0, 1001.0, 999.0).run().real("value");
    assertThat(found).isCloseTo(1001 + Math.log(1 + Math.exp(-1) + Math.exp(-2)), within(1e-12));
  }

  @Test
  void expandsADeterminantByRecursion() {
    double found =
        Programs.determinant()
            .evaluation()
            .set("A", 2.0, 1, 3, 0, 4, 1, 5, 2, 7)
            .set("n", 3)
            .run()
            .real("value");
    assertThat(found).isCloseTo(2 * (28 - 2) - 1 * (0 - 5) + 3 * (0 - 20), within(1e-12));
  }

  /** The method is exact for polynomials up to degree 4: y_i(2) is a product times 2^i / i!. */
  @Test
  void integratesInALoop() {
    double[] y =
        Programs.rungeKutta().evaluation().set("x", 0.3, 0.5, 0.7).set("s", 5).run().reals("y");
    assertThat(y)
        .containsExactly(new double[] {0.6, 0.3 * 0.5 * 2, 0.3 * 0.5 * 0.7 * 8 / 6}, within(1e-14));
  }

  @Test
  void repeatsUntilATestFails() {
    assertThat(Programs.newtonRoot().evaluation().set("a", 2.0).run().real("value"))
        .isCloseTo(Math.sqrt(2), within(1e-10));
  }

  /** The energy of a chain of springs, with the spring's energy as a formula of a row. */
  @Test
  void callsFormulasOfARow() {
    Formula spring =
        Formula.trace(
            "spring",
            List.of(Port.scalar("r"), Port.scalar("k")),
            in -> {
              Expr stretch = in.scalar("r").minus(1);
              return new Expr[] {
                Expr.where(
                    in.scalar("r").atMost(in.scalar("k")),
                    stretch.square().times(0.5),
                    stretch.abs())
              };
            });
    ArrayFormula chain =
        ArrayFormula.trace(
            "chain",
            List.of(ArrayPort.reals("x", 1), ArrayPort.real("k")),
            in -> {
              Reals x = in.reals("x");
              return Outputs.of(
                  "value",
                  Real.sum(
                      x.length().minus(1),
                      i -> Real.apply(spring, x.at(i.plus(1)).minus(x.at(i)), in.real("k"))[0]));
            });
    Evaluation at = chain.evaluation().set("x", 0.0, 1.5, 4.0).set("k", 2.0).run();
    assertThat(at.real("value")).isEqualTo(0.125 + 1.5);
    assertThat(
            chain.gradient("x").evaluation().set("x", 0.0, 1.5, 4.0).set("k", 2.0).run().reals("x"))
        .containsExactly(-0.5, 0.5 - 1, 1);
  }
}
