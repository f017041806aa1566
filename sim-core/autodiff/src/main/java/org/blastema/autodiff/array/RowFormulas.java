package org.blastema.autodiff.array;

import java.util.List;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Interpretation;

/** Formulas of a row inside array formulas. */
final class RowFormulas {
  private RowFormulas() {}

  /** The output columns of a row, given its input columns. */
  static Real[] call(Formula formula, Real... columns) {
    int width = formula.inputs().stream().mapToInt(p -> p.width()).sum();
    if (columns.length != width) {
      throw new IllegalArgumentException(
          "formula "
              + formula.name()
              + " takes "
              + formula.inputs()
              + ", got "
              + columns.length
              + " numbers");
    }
    return formula.interpret(new OnReals(columns)).stream().map(Real::new).toArray(Real[]::new);
  }

  private record OnReals(Real[] columns) implements Interpretation<Value> {
    @Override
    public Value input(int column) {
      return columns[column].value;
    }

    @Override
    public Value constant(double value) {
      return Value.real(value);
    }

    @Override
    public Value operation(org.blastema.autodiff.Op op, double exponent, List<Value> arguments) {
      Tracer tracer = Tracer.active();
      return switch (op) {
        case SELECT_LESS -> select(tracer, Op.LESS, arguments);
        case SELECT_AT_MOST -> select(tracer, Op.AT_MOST, arguments);
        default -> tracer.compute(Op.valueOf(op.name()), exponent, arguments.toArray(Value[]::new));
      };
    }

    private static Value select(Tracer tracer, Op comparison, List<Value> arguments) {
      Value holds = tracer.compute(comparison, arguments.get(0), arguments.get(1));
      return tracer.compute(Op.SELECT, holds, arguments.get(2), arguments.get(3));
    }
  }
}
