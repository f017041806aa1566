package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;

/**
 * Calls of an array formula with matrices of a tape. A number is a matrix with one entry, an array
 * with one index a matrix with one column, an array with two indices a matrix.
 */
final class TapeCall {
  private final ArrayFormula formula;
  private final Object[] arguments;
  private final List<Integer> active = new ArrayList<>();

  private TapeCall(ArrayFormula formula, Object... arguments) {
    this.formula = formula;
    this.arguments = arguments;
    for (int k = 0; k < arguments.length; k++) {
      if (arguments[k] instanceof Var v && v.isActive()) {
        active.add(k);
      }
    }
  }

  static Var apply(ArrayFormula formula, Object... arguments) {
    if (arguments.length != formula.inputs().size()) {
      throw new IllegalArgumentException(
          "formula "
              + formula.name()
              + " takes "
              + formula.inputs()
              + ", got "
              + arguments.length
              + " arguments");
    }
    if (formula.outputs().size() != 1
        || !formula.outputs().getFirst().isReal()
        || formula.outputs().getFirst().rank() > 2) {
      throw new IllegalArgumentException(
          "formula " + formula.name() + " gives " + formula.outputs() + ", not one matrix");
    }
    return new TapeCall(formula, arguments).record();
  }

  private Var record() {
    Evaluation evaluation = formula.evaluation();
    setAll(evaluation);
    evaluation.run();
    String output = formula.outputs().getFirst().name();
    int[] extents = evaluation.extents(output);
    double[] value =
        extents.length == 0 ? new double[] {evaluation.real(output)} : evaluation.reals(output);
    int rows = extents.length == 0 ? 1 : extents[0];
    int columns = extents.length < 2 ? 1 : extents[1];
    Var[] inputs = active.stream().map(k -> (Var) arguments[k]).toArray(Var[]::new);
    double[] data = columnMajor(value, rows, columns);
    return inputs.length == 0
        ? Var.of(rows, columns, data)
        : Tape.primitive(
            formula.name(),
            inputs,
            rows,
            columns,
            data,
            (adjoint, into) -> pull(rowMajor(adjoint, rows, columns), extents, into));
  }

  private void setAll(Evaluation evaluation) {
    for (int k = 0; k < arguments.length; k++) {
      set(evaluation, formula.inputs().get(k), arguments[k]);
    }
  }

  private void set(Evaluation evaluation, ArrayPort port, Object argument) {
    switch (argument) {
      case Var v when port.isReal() && port.rank() == 0 -> evaluation.set(port.name(), v.item());
      case Var v when port.isReal() && port.rank() == 1 && v.columns() == 1 ->
          evaluation.set(port.name(), v.toArray());
      case Var v when port.isReal() && port.rank() == 2 ->
          evaluation.set(
              port.name(), rowMajor(v.data(), v.rows(), v.columns()), v.rows(), v.columns());
      case Integer i when !port.isReal() -> evaluation.set(port.name(), i.intValue());
      case int[] i when !port.isReal() -> evaluation.set(port.name(), i);
      default ->
          throw new IllegalArgumentException(
              "formula "
                  + formula.name()
                  + ": "
                  + port
                  + " got "
                  + (argument instanceof Var v
                      ? v.rows() + " x " + v.columns() + " numbers"
                      : argument.getClass().getSimpleName()));
    }
  }

  private void pull(double[] adjoint, int[] extents, double[][] into) {
    String[] names =
        active.stream().map(k -> formula.inputs().get(k).name()).toArray(String[]::new);
    Evaluation evaluation = formula.vjp(names).evaluation();
    setAll(evaluation);
    String seed = formula.outputs().getFirst().name() + "*";
    if (extents.length == 0) {
      evaluation.set(seed, adjoint[0]);
    } else {
      evaluation.set(seed, adjoint, extents);
    }
    evaluation.run();
    for (int k = 0; k < names.length; k++) {
      if (into[k] == null) {
        continue;
      }
      Var input = (Var) arguments[active.get(k)];
      boolean isNumber = formula.inputs().get(active.get(k)).rank() == 0;
      double[] found =
          isNumber
              ? new double[] {evaluation.real(names[k] + "*")}
              : columnMajor(evaluation.reals(names[k] + "*"), input.rows(), input.columns());
      for (int e = 0; e < found.length; e++) {
        into[k][e] += found[e];
      }
    }
  }

  private static double[] rowMajor(double[] columnMajor, int rows, int columns) {
    double[] to = columnMajor.clone();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[i * columns + j] = columnMajor[j * rows + i];
      }
    }
    return to;
  }

  private static double[] columnMajor(double[] rowMajor, int rows, int columns) {
    double[] to = rowMajor.clone();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[j * rows + i] = rowMajor[i * columns + j];
      }
    }
    return to;
  }
}
