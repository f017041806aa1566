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
    double[] value = new double[n * formula.outputWidth()];
    for (int c = 0; c < formula.outputWidth(); c++) {
      evaluation.output(c, value, c * n);
    }
    evaluation.run(n);
    return value;
  }

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
    double[] adjoints = evaluate(formula.vjp(wanted), n, arguments);
    int column = 0;
    for (int k = 0; k < inputs.length; k++) {
      if (inputs[k] == null) {
        continue;
      }
      int width = formula.inputs().get(k).width();
      for (int c = 0; c < width; c++, column++) {
        if (inputs[k].length == width) {
          inputs[k][c] += Kernels.sum(adjoints, column * n, n);
        } else {
          for (int r = 0; r < n; r++) {
            inputs[k][c * n + r] += adjoints[column * n + r];
          }
        }
      }
    }
  }
}
