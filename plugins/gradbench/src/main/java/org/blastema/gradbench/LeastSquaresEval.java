package org.blastema.gradbench;

import java.util.List;
import org.blastema.autodiff.array.Arguments;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Index;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;

/**
 * Least squares fit of a polynomial to the sign: {@code 1/2 sum_i (sign(t_i) - sum_j x_j t_i^j)^2}
 * with {@code t_i = -1 + 2 i / (n - 1)}. The polynomials are evaluated by Horner's scheme.
 */
final class LeastSquaresEval implements Eval {
  private static final ArrayFormula OBJECTIVE =
      ArrayFormula.trace(
          "llsq",
          List.of(ArrayPort.reals("x", 1), ArrayPort.index("n")),
          in -> Outputs.of("value", halfSumOfSquares(in)));

  private final Evaluation primal = OBJECTIVE.evaluation();
  private final Evaluation gradient = OBJECTIVE.gradient("x").evaluation();

  private static Real halfSumOfSquares(Arguments in) {
    Reals x = in.reals("x");
    Index n = in.index("n");
    Real spacing = Real.constant(2).divide(n.minus(1).toReal());
    return Real.sum(
            n,
            i -> {
              Real t = i.toReal().times(spacing).minus(1);
              Index last = x.length().minus(1);
              Real polynomial =
                  Real.fold(
                      Real.constant(0),
                      x.length(),
                      (j, higher) -> higher.times(t).plus(x.at(last.minus(j))));
              return t.sign().minus(polynomial).square();
            })
        .times(0.5);
  }

  @Override
  public Task prepare(String function, Fields input) {
    double[] x = input.vector("x");
    int n = input.whole("n");
    return switch (function) {
      case "primal" -> FormulaTask.number(primal.set("x", x).set("n", n), "value");
      case "gradient" -> FormulaTask.list(gradient.set("x", x).set("n", n), "x");
      default -> throw Eval.unknown(function);
    };
  }
}
