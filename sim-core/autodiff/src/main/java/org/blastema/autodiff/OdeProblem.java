package org.blastema.autodiff;

import java.util.Arrays;
import java.util.List;

/**
 * A right-hand side and its arguments as plain arrays.
 *
 * @param rhs the right-hand side
 * @param rows rows of the state
 * @param columns columns of the state
 * @param constants the arguments after the state
 * @param uniform for each of them, whether it is the same in every row
 */
record OdeProblem(Formula rhs, int rows, int columns, double[][] constants, boolean[] uniform) {
  static OdeProblem of(Formula rhs, Var start, List<Var> arguments) {
    double[][] constants = arguments.stream().map(Var::data).toArray(double[][]::new);
    boolean[] uniform = new boolean[constants.length];
    for (int k = 0; k < uniform.length; k++) {
      uniform[k] = arguments.get(k).rows() == 1;
    }
    return new OdeProblem(rhs, start.rows(), start.columns(), constants, uniform);
  }

  int size() {
    return rows * columns;
  }

  /** Input columns of an argument after the state. */
  int width(int argument) {
    return rhs.inputs().get(1 + argument).width();
  }

  /** The right-hand side, to be evaluated with the state and the constants. */
  BoundFormula bound() {
    return bind(rhs, 0);
  }

  /**
   * The right-hand side's reverse mode, to be evaluated with the state, the constants and the
   * adjoint of the slope.
   *
   * @param wanted for each argument after the state, whether its adjoint is wanted; that of the
   *     state always is
   */
  BoundFormula boundAdjoint(boolean[] wanted) {
    boolean[] ports = new boolean[1 + wanted.length];
    ports[0] = true;
    System.arraycopy(wanted, 0, ports, 1, wanted.length);
    return bind(rhs.vjp(ports), 1);
  }

  /** Binds a formula of the state, the constants and some more arrays shaped like the state. */
  private BoundFormula bind(Formula formula, int more) {
    int[] widths = new int[1 + constants.length + more];
    boolean[] same = new boolean[widths.length];
    Arrays.fill(widths, columns);
    for (int k = 0; k < constants.length; k++) {
      widths[1 + k] = width(k);
      same[1 + k] = uniform[k];
    }
    return new BoundFormula(formula, rows, widths, same);
  }
}
