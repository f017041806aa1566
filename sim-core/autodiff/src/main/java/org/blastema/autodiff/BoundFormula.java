package org.blastema.autodiff;

/**
 * A formula with a fixed number of rows and a fixed pattern of row-wise and uniform arguments, to
 * be evaluated many times into arrays of the caller without allocating.
 */
final class BoundFormula {
  private final Program program;
  private final int rows;
  private final int outputs;
  private final int[] widths;
  private final boolean[] uniform;

  /**
   * Binds a formula.
   *
   * @param rows rows of every evaluation
   * @param widths how many input columns each argument array holds; an array may span several ports
   * @param uniform for each argument array, whether it is the same in every row
   */
  BoundFormula(Formula formula, int rows, int[] widths, boolean[] uniform) {
    this.rows = rows;
    this.outputs = formula.outputWidth();
    this.widths = widths.clone();
    this.uniform = uniform.clone();
    boolean[] ports = new boolean[formula.inputs().size()];
    int argument = 0;
    int end = widths[0];
    int at = 0;
    for (int p = 0; p < ports.length; p++) {
      while (at >= end) {
        end += widths[++argument];
      }
      ports[p] = uniform[argument];
      at += formula.inputs().get(p).width();
    }
    this.program = formula.program(ports);
  }

  /**
   * Computes all rows.
   *
   * @param arguments column-major, each of its width times the number of rows, or of its width if
   *     it is uniform
   * @param out where the output columns go, column-major; none of the arguments
   */
  void evaluate(double[][] arguments, double[] out) {
    Program.Evaluation evaluation = program.evaluation();
    int slot = 0;
    for (int k = 0; k < widths.length; k++) {
      int stride = uniform[k] ? 1 : rows;
      for (int c = 0; c < widths[k]; c++) {
        evaluation.input(slot++, arguments[k], c * stride);
      }
    }
    for (int c = 0; c < outputs; c++) {
      evaluation.output(c, out, c * rows);
    }
    evaluation.run(rows);
  }
}
