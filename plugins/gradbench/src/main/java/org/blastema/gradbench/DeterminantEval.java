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
import org.blastema.autodiff.array.Routine;

/**
 * Determinant of a matrix by recursive expansion along the first remaining row; the columns that
 * remain are a set of bits.
 */
final class DeterminantEval implements Eval {
  private static final int MOST_COLUMNS = 30;

  private static final ArrayFormula DETERMINANT =
      ArrayFormula.trace(
          "det",
          List.of(ArrayPort.reals("A", 1), ArrayPort.index("ell")),
          in -> {
            Routine minor =
                Routine.define(
                    "minor",
                    List.of(
                        ArrayPort.reals("A", 1),
                        ArrayPort.index("ell"),
                        ArrayPort.index("row"),
                        ArrayPort.index("columns")),
                    DeterminantEval::expansion);
            Index all = Index.constant(1).shiftLeft(in.index("ell")).minus(1);
            return Outputs.of(
                "value", minor.call(in.reals("A"), in.index("ell"), Index.constant(0), all));
          });

  private final Evaluation primal = DETERMINANT.evaluation();
  private final Evaluation gradient = DETERMINANT.gradient("A").evaluation();

  private static Real expansion(Routine minor, Arguments in) {
    Reals a = in.reals("A");
    Index ell = in.index("ell");
    Index row = in.index("row");
    Index columns = in.index("columns");
    return Real.choose(
        columns.isEqual(0),
        () -> Real.constant(1),
        () ->
            Real.sum(
                columns.bitCount(),
                k -> {
                  Index column = columns.bit(k);
                  Index others = columns.xor(Index.constant(1).shiftLeft(column));
                  Index sign = Index.constant(1).minus(k.and(Index.constant(1)).times(2));
                  return sign.toReal()
                      .times(a.at(row.times(ell).plus(column)))
                      .times(minor.call(a, ell, row.plus(1), others));
                }));
  }

  @Override
  public Task prepare(String function, Fields input) {
    double[] a = input.vector("A");
    int ell = input.whole("ell");
    if (ell < 1 || ell > MOST_COLUMNS || a.length != ell * ell) {
      throw new IllegalArgumentException(
          "a matrix of ell = %d rows cannot have %d entries".formatted(ell, a.length));
    }
    return switch (function) {
      case "primal" -> FormulaTask.number(primal.set("A", a).set("ell", ell), "value");
      case "gradient" -> FormulaTask.list(gradient.set("A", a).set("ell", ell), "A");
      default -> throw Eval.unknown(function);
    };
  }
}
