package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Formulas mean something in other domains than numbers. */
class InterpretationTest {
  private static final Formula FORMULA =
      Formula.trace(
          "f",
          List.of(Port.vector("x", 2), Port.scalar("k")),
          in -> {
            Expr[] x = in.vector("x");
            Expr bent = x[0].abs().pow(1.5).times(x[1]);
            return new Expr[] {
              Expr.where(x[0].lessThan(x[1]), bent.exp(), bent.divide(in.scalar("k"))),
              bent.min(in.scalar("k"))
            };
          });

  @Test
  void numbersGiveTheValue() {
    for (double[] x : new double[][] {{0.5, 2, 3}, {-4, -5, 0.25}}) {
      Interpretation<Double> value =
          new Interpretation<>() {
            @Override
            public Double input(int column) {
              return x[column];
            }

            @Override
            public Double constant(double number) {
              return number;
            }

            @Override
            public Double operation(Op op, double exponent, List<Double> arguments) {
              assertThat(arguments).hasSize(op.arity());
              return op.apply(
                  exponent, arguments.stream().mapToDouble(Double::doubleValue).toArray());
            }
          };
      double[] expected = FORMULA.evaluate(x);
      assertThat(FORMULA.interpret(value)).containsExactly(expected[0], expected[1]);
    }
  }

  @Test
  void sharedOperationsAreCarriedOutOnce() {
    int[] powers = {0};
    FORMULA.interpret(
        new Interpretation<String>() {
          @Override
          public String input(int column) {
            return "x" + column;
          }

          @Override
          public String constant(double number) {
            return "" + number;
          }

          @Override
          public String operation(Op op, double exponent, List<String> arguments) {
            powers[0] += op == Op.POW ? 1 : 0;
            assertThat(exponent).isEqualTo(op == Op.POW ? 1.5 : 0);
            return op + arguments.toString();
          }
        });
    assertThat(powers[0]).isEqualTo(1);
  }

  @Test
  void operationsAskForTheirArguments() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Op.ADD.apply(0, 1))
        .withMessage("ADD of 1 arguments");
    assertThatIllegalArgumentException().isThrownBy(() -> Op.INPUT.apply(0));
  }
}
