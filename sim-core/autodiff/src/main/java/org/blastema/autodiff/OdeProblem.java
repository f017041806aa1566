package org.blastema.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * A right-hand side and its arguments as plain arrays. Belongs to one solve and its sweeps.
 *
 * @param rhs the right-hand side
 * @param rows rows of the state
 * @param columns columns of the state
 * @param measured leading columns of the state that the error of a step is measured in
 * @param constants the arguments after the state
 * @param uniform for each of them, whether it is the same in every row
 * @param rates for each of them, how fast it changes with time; null where it does not
 * @param drive brings those that change with time and their rates up to date; null if there are
 *     none
 */
record OdeProblem(
    Formula rhs,
    int rows,
    int columns,
    int measured,
    double[][] constants,
    boolean[] uniform,
    double[][] rates,
    DoubleConsumer drive) {
  /** One that does not depend on time. */
  static OdeProblem of(Formula rhs, Var start, List<Var> arguments) {
    double[][] constants = arguments.stream().map(Var::data).toArray(double[][]::new);
    boolean[] uniform = new boolean[constants.length];
    for (int k = 0; k < uniform.length; k++) {
      uniform[k] = arguments.get(k).rows() == 1;
    }
    int columns = start.columns();
    double[][] rates = new double[constants.length][];
    return new OdeProblem(rhs, start.rows(), columns, columns, constants, uniform, rates, null);
  }

  /**
   * The same with one of the constants as the time.
   *
   * @param constant which
   * @param from the time at the start
   */
  OdeProblem timedBy(int constant, double from) {
    double[][] timed = constants.clone();
    double[] now = {from};
    timed[constant] = now;
    double[][] moving = rates.clone();
    moving[constant] = new double[] {1};
    return new OdeProblem(
        rhs, rows, columns, measured, timed, uniform, moving, time -> now[0] = from + time);
  }

  int size() {
    return rows * columns;
  }

  /** What is not finite about the rates of one row at a time and a state, if anything. */
  String explain(double time, double[] y, int row) {
    at(time);
    double[] inputs = new double[rhs.inputs().stream().mapToInt(Port::width).sum()];
    int at = 0;
    for (int c = 0; c < columns; c++) {
      inputs[at++] = y[c * rows + row];
    }
    for (int k = 0; k < constants.length; k++) {
      for (int c = 0; c < width(k); c++) {
        inputs[at++] = constants[k][uniform[k] ? c : c * rows + row];
      }
    }
    String found = rhs.explain(inputs);
    return found.isEmpty() ? "" : ": " + found;
  }

  /** Input columns of an argument after the state. */
  int width(int argument) {
    return rhs.inputs().get(1 + argument).width();
  }

  /** Sets the time at which the next evaluations take place. */
  void at(double time) {
    if (drive != null) {
      drive.accept(time);
    }
  }

  /** The right-hand side, to be evaluated with the state and the constants. */
  BoundFormula bound() {
    return bind(rhs, 0);
  }

  /**
   * The right-hand side's reverse mode, to be evaluated with the state, the constants and the
   * adjoint of the slope. Its outputs are the adjoints of the state and of the wanted constants.
   */
  BoundFormula boundAdjoint(OdeConstants of) {
    return bind(rhs.vjp(withState(of.wanted())), 1);
  }

  /** A choice of constants as a choice of ports that includes the state. */
  static boolean[] withState(boolean[] constants) {
    boolean[] ports = new boolean[1 + constants.length];
    ports[0] = true;
    System.arraycopy(constants, 0, ports, 1, constants.length);
    return ports;
  }

  /**
   * Binds a formula of the state, the constants and some more arrays shaped like the state.
   *
   * @param more how many
   */
  BoundFormula bind(Formula formula, int more) {
    int[] widths = new int[1 + constants.length + more];
    boolean[] same = new boolean[widths.length];
    Arrays.fill(widths, columns);
    for (int k = 0; k < constants.length; k++) {
      widths[1 + k] = width(k);
      same[1 + k] = uniform[k];
    }
    return new BoundFormula(formula, rows, widths, same);
  }

  /** Which constants change with time. */
  List<Integer> drivenConstants() {
    return IntStream.range(0, rates.length).filter(k -> rates[k] != null).boxed().toList();
  }

  /** Like {@link #bind}, with the rates of the driven constants before the further arrays. */
  BoundFormula bindWithRates(Formula formula, int more) {
    List<Integer> driven = drivenConstants();
    int first = 1 + constants.length;
    int[] widths = new int[first + driven.size() + more];
    boolean[] same = new boolean[widths.length];
    Arrays.fill(widths, columns);
    for (int k = 0; k < constants.length; k++) {
      widths[1 + k] = width(k);
      same[1 + k] = uniform[k];
    }
    for (int k = 0; k < driven.size(); k++) {
      widths[first + k] = width(driven.get(k));
      same[first + k] = uniform[driven.get(k)];
    }
    return new BoundFormula(formula, rows, widths, same);
  }

  /** Arguments for {@link #bindWithRates}: room for the state and more around the constants. */
  double[][] argumentsWithRates(int more) {
    double[][] moving = Arrays.stream(rates).filter(Objects::nonNull).toArray(double[][]::new);
    double[][] arguments = arguments(moving.length + more);
    System.arraycopy(moving, 0, arguments, 1 + constants.length, moving.length);
    return arguments;
  }

  /** Arguments for {@link #bind}: room for the state, the constants, and room for more. */
  double[][] arguments(int more) {
    double[][] arguments = new double[1 + constants.length + more][];
    System.arraycopy(constants, 0, arguments, 1, constants.length);
    return arguments;
  }
}
