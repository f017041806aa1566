package org.blastema.autodiff;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Elementwise operations on arrays: formulas of one output, with stretching. */
final class Elementwise {
  static final Formula PLUS = binary("plus", Expr::plus);
  static final Formula MINUS = binary("minus", Expr::minus);
  static final Formula TIMES = binary("times", Expr::times);
  static final Formula DIVIDE = binary("divide", Expr::divide);
  static final Formula NEGATE = unary("negate", Expr::negate);
  static final Formula SQUARE = unary("square", Expr::square);
  static final Formula SQRT = unary("sqrt", Expr::sqrt);
  static final Formula EXP = unary("exp", Expr::exp);
  static final Formula LOG = unary("log", Expr::log);
  static final Formula TANH = unary("tanh", Expr::tanh);
  static final Formula LOGISTIC = unary("logistic", Expr::logistic);
  static final Formula ABS = unary("abs", Expr::abs);

  private Elementwise() {}

  private static Formula unary(String name, UnaryOperator<Expr> operation) {
    return Formula.trace(
        name, List.of(Port.scalar("x")), in -> new Expr[] {operation.apply(in.scalar("x"))});
  }

  private static Formula binary(String name, BinaryOperator<Expr> operation) {
    return Formula.trace(
        name,
        List.of(Port.scalar("x"), Port.scalar("y")),
        in -> new Expr[] {operation.apply(in.scalar("x"), in.scalar("y"))});
  }

  static Var unary(Formula formula, Var x) {
    return FormulaCall.record(formula, x.size(), new Var[] {x}, x.rows(), x.columns());
  }

  static Var binary(Formula formula, Var x, Var y) {
    if (x.size() == 1 && y.size() == 1) {
      return FormulaCall.record(formula, 1, new Var[] {x, y}, 1, 1);
    }
    int rows = x.rows() == 1 ? y.rows() : x.rows();
    int columns = x.columns() == 1 ? y.columns() : x.columns();
    return FormulaCall.record(
        formula,
        rows * columns,
        new Var[] {stretched(formula, x, rows, columns), stretched(formula, y, rows, columns)},
        rows,
        columns);
  }

  private static Var stretched(Formula formula, Var x, int rows, int columns) {
    boolean fits =
        (x.rows() == rows || x.rows() == 1) && (x.columns() == columns || x.columns() == 1);
    if (!fits) {
      throw new IllegalArgumentException(
          formula.name()
              + ": "
              + x.rows()
              + " x "
              + x.columns()
              + " does not stretch to "
              + rows
              + " x "
              + columns);
    }
    return x.size() == 1 || (x.rows() == rows && x.columns() == columns)
        ? x
        : Structure.stretch(x, rows, columns);
  }
}
