package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A solution together with its derivatives by the active numbers of each row, as one system: {@code
 * S' = (df/dy) S + df/dp} (Dickinson and Gelinas, Sensitivity analysis of ordinary differential
 * equation systems, 1976).
 */
final class OdeSensitivities {
  private static final String STATE = "(state and derivatives)";

  private record Key(List<Boolean> active) {}

  private final OdeProblem problem;
  private final boolean[] active;
  private final int directions;

  /** At each sample the solution, then its derivative by one number after the other. */
  private double[] samples;

  /**
   * Prepares a solve.
   *
   * @param active which of the start and the constants derivatives are wanted for
   */
  OdeSensitivities(OdeProblem problem, boolean... active) {
    this.problem = problem;
    this.active = active.clone();
    this.directions = directions(problem.rhs(), active);
  }

  private static int directions(Formula rhs, boolean... active) {
    int count = 0;
    for (int k = 0; k < active.length; k++) {
      count += active[k] ? rhs.inputs().get(k).width() : 0;
    }
    return count;
  }

  /** The solution at the samples, side by side. */
  double[] solve(OdeMethod method, StepControl control, int limit, double[] start, double[] times) {
    int columns = problem.columns();
    List<Boolean> key = new ArrayList<>();
    for (boolean flag : active) {
      key.add(flag);
    }
    Formula system =
        DerivedFormulas.of(problem.rhs(), new Key(key), () -> system(problem.rhs(), active));
    OdeProblem both =
        new OdeProblem(
            system,
            problem.rows(),
            columns * (1 + directions),
            columns,
            problem.constants(),
            problem.uniform(),
            problem.rates(),
            problem.drive());
    double[] state = Arrays.copyOf(start, both.size());
    if (active[0]) {
      for (int c = 0; c < columns; c++) {
        int unit = (1 + c) * start.length + c * problem.rows();
        Arrays.fill(state, unit, unit + problem.rows(), 1);
      }
    }
    samples = new OdeIntegration(method, both, control, limit, null).solve(state, times);
    double[] solution = new double[start.length * times.length];
    for (int k = 0; k < times.length; k++) {
      System.arraycopy(samples, k * state.length, solution, k * start.length, start.length);
    }
    return solution;
  }

  private static Formula system(Formula rhs, boolean... active) {
    int columns = rhs.outputWidth();
    int count = directions(rhs, active);
    List<Port> ports = new ArrayList<>(rhs.inputs());
    ports.set(0, new Port(STATE, columns * (1 + count)));
    Formula jvp = rhs.jvp();
    return rhs.derived(
        rhs.name() + " with derivatives",
        ports,
        in -> {
          Expr[] all = in.vector(STATE);
          List<Expr[]> values = new ArrayList<>();
          for (Port port : ports) {
            values.add(in.vector(port.name()));
          }
          values.set(0, Arrays.copyOf(all, columns));
          Expr[] rates = Arrays.copyOf(rhs.call(values.toArray(Expr[][]::new)), all.length);
          int direction = 0;
          for (int k = 0; k < active.length; k++) {
            for (int c = 0; active[k] && c < rhs.inputs().get(k).width(); c++) {
              int at = ++direction * columns;
              List<Expr[]> both = new ArrayList<>(values);
              both.addAll(unit(rhs, k, c));
              both.set(values.size(), Arrays.copyOfRange(all, at, at + columns));
              Expr[] rate = jvp.call(both.toArray(Expr[][]::new));
              System.arraycopy(rate, 0, rates, at, columns);
            }
          }
          return rates;
        });
  }

  /** Rates of change of all inputs where one column of one input moves. */
  private static List<Expr[]> unit(Formula rhs, int input, int column) {
    List<Expr[]> rates = new ArrayList<>();
    for (int k = 0; k < rhs.inputs().size(); k++) {
      Expr[] rate = new Expr[rhs.inputs().get(k).width()];
      Arrays.fill(rate, Expr.constant(0));
      if (k == input) {
        rate[column] = Expr.constant(1);
      }
      rates.add(rate);
    }
    return rates;
  }

  /** Adds the adjoints of the start and of the constants. */
  void pull(double[] output, double[][] inputs) {
    int rows = problem.rows();
    double[] ofRow = new double[rows];
    int direction = 0;
    for (int k = 0; k < active.length; k++) {
      for (int c = 0; active[k] && c < problem.rhs().inputs().get(k).width(); c++) {
        along(++direction, output, ofRow);
        if (k > 0 && problem.uniform()[k - 1]) {
          double total = 0;
          for (double part : ofRow) {
            total += part;
          }
          inputs[k][c] += total;
        } else {
          for (int r = 0; r < rows; r++) {
            inputs[k][c * rows + r] += ofRow[r];
          }
        }
      }
    }
  }

  /** What each row's samples contribute along one direction. */
  private void along(int direction, double[] output, double[] ofRow) {
    int rows = problem.rows();
    int size = problem.size();
    int stride = size * (1 + directions);
    Arrays.fill(ofRow, 0);
    for (int sample = 0; sample * size < output.length; sample++) {
      for (int k = 0; k < size; k++) {
        ofRow[k % rows] +=
            output[sample * size + k] * samples[sample * stride + direction * size + k];
      }
    }
  }
}
