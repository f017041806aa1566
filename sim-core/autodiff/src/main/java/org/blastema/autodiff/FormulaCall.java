package org.blastema.autodiff;

import java.util.Arrays;

/** One application of a formula to arrays, and its adjoint. */
final class FormulaCall {
  private FormulaCall() {}

  /**
   * Computes {@code n} rows and records the call.
   *
   * @param arguments each of {@code n} times its port's width numbers, or of the port's width
   * @param rows rows of the result
   * @param columns columns of the result; {@code rows * columns = n * outputs}
   */
  static Var record(Formula formula, int n, Var[] arguments, int rows, int columns) {
    double[][] data = new double[arguments.length][];
    for (int k = 0; k < data.length; k++) {
      data[k] = arguments[k].data();
    }
    double[] value = evaluate(formula, n, data);
    return Tape.primitive(
        formula.name(),
        arguments,
        rows,
        columns,
        value,
        (output, inputs) -> pull(formula, n, data, output, inputs));
  }

  /** All output columns, column-major with {@code n} rows. */
  static double[] evaluate(Formula formula, int n, double[][] data) {
    Program.Evaluation evaluation = withInputs(formula, n, data);
    double[] value = new double[n * formula.outputWidth()];
    for (int c = 0; c < formula.outputWidth(); c++) {
      evaluation.output(c, value, c * n);
    }
    evaluation.run(n);
    return value;
  }

  /** The evaluation of a formula with its arguments placed. */
  private static Program.Evaluation withInputs(Formula formula, int n, double[][] data) {
    int[] widths = formula.widths();
    boolean[] uniform = new boolean[data.length];
    for (int k = 0; k < data.length; k++) {
      uniform[k] = data[k].length == widths[k];
    }
    Program.Evaluation evaluation = formula.program(uniform).evaluation();
    int slot = 0;
    for (int k = 0; k < data.length; k++) {
      for (int c = 0; c < widths[k]; c++) {
        evaluation.input(slot++, data[k], uniform[k] ? c : c * n);
      }
    }
    return evaluation;
  }

  /**
   * Adds the adjoints block by block, so that those of arguments with one row are never stored for
   * all rows.
   */
  private static void pull(
      Formula formula, int n, double[][] data, double[] output, double[][] inputs) {
    boolean[] wanted = new boolean[inputs.length];
    for (int k = 0; k < inputs.length; k++) {
      wanted[k] = inputs[k] != null;
    }
    double[][] arguments = new double[data.length + formula.outputs().size()][];
    System.arraycopy(data, 0, arguments, 0, data.length);
    int at = 0;
    for (int k = 0; k < formula.outputs().size(); k++) {
      int width = formula.outputs().get(k).width() * n;
      arguments[data.length + k] =
          width == output.length ? output : Arrays.copyOfRange(output, at, at + width);
      at += width;
    }
    Program.Evaluation evaluation = withInputs(formula.vjp(wanted), n, arguments);
    evaluation.begin(n);
    for (int from = 0; from < n; from += Program.BLOCK) {
      int rows = Math.min(Program.BLOCK, n - from);
      evaluation.load(from, rows);
      evaluation.block(rows);
      addAdjoints(formula, n, from, rows, evaluation, inputs);
    }
    evaluation.release();
  }

  private static void addAdjoints(
      Formula formula,
      int n,
      int from,
      int rows,
      Program.Evaluation evaluation,
      double[][] inputs) {
    int column = 0;
    for (int k = 0; k < inputs.length; k++) {
      if (inputs[k] == null) {
        continue;
      }
      int width = formula.widths()[k];
      for (int c = 0; c < width; c++, column++) {
        double[] block = evaluation.outputBlock(column);
        if (inputs[k].length == width) {
          inputs[k][c] += Kernels.sum(block, 0, rows);
        } else {
          Kernels.addTo(inputs[k], c * n + from, block, rows);
        }
      }
    }
  }
}
