package org.blastema.gradbench;

import java.util.List;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Outputs;
import org.blastema.autodiff.array.Real;
import org.blastema.autodiff.array.Reals;

/** Logarithm of a sum of exponentials, from maximum, exponentials, sum and logarithm. */
final class LogSumExpEval implements Eval {
  private static final ArrayFormula OBJECTIVE =
      ArrayFormula.trace(
          "lse",
          List.of(ArrayPort.reals("x", 1)),
          in -> {
            Reals x = in.reals("x");
            Real largest = Real.max(x.length(), x::at);
            Real sum = Real.sum(x.length(), i -> x.at(i).minus(largest).exp());
            return Outputs.of("value", sum.log().plus(largest));
          });

  private final Evaluation primal = OBJECTIVE.evaluation();
  private final Evaluation gradient = OBJECTIVE.gradient("x").evaluation();

  @Override
  public Task prepare(String function, Fields input) {
    double[] x = input.vector("x");
    return switch (function) {
      case "primal" -> FormulaTask.number(primal.set("x", x), "value");
      case "gradient" -> FormulaTask.list(gradient.set("x", x), "x");
      default -> throw Eval.unknown(function);
    };
  }
}
