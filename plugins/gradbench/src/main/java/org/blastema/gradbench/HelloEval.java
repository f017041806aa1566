package org.blastema.gradbench;

import java.util.List;
import org.blastema.autodiff.array.ArrayFormula;
import org.blastema.autodiff.array.ArrayPort;
import org.blastema.autodiff.array.Evaluation;
import org.blastema.autodiff.array.Outputs;

/** The square of a number and its derivative. */
final class HelloEval implements Eval {
  private static final ArrayFormula SQUARE =
      ArrayFormula.trace(
          "square", List.of(ArrayPort.real("x")), in -> Outputs.of("value", in.real("x").square()));

  private final Evaluation square = SQUARE.evaluation();
  private final Evaluation gradient = SQUARE.gradient().evaluation();

  @Override
  public Task prepare(String function, Fields input) {
    double x = input.number("x");
    return switch (function) {
      case "square" -> FormulaTask.number(square.set("x", x), "value");
      case "double" -> FormulaTask.number(gradient.set("x", x), "x");
      default -> throw Eval.unknown(function);
    };
  }
}
