package org.blastema.cellbox.model;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;

/**
 * The solvers for formulas: adaptive, stiff, or with equal steps, with the three ways of {@link
 * org.blastema.autodiff.OdeGradient}. Held nodes have the rate 0 in every stage of a step.
 */
public final class WithFormula implements Scheme {
  private final OdeSolver solver;
  private final ConcurrentMap<String, Equation> equations = new ConcurrentHashMap<>();

  /** With a solver and its gradient. */
  public WithFormula(OdeSolver solver) {
    this.solver = solver;
  }

  @Override
  public Course solve(
      Network network, Setting setting, double[][] inputs, double[] times, boolean recorded) {
    int n = network.nodes();
    Equation equation =
        equations.computeIfAbsent(
            n + " " + setting.variant() + java.util.Arrays.toString(setting.held()),
            key -> new Equation(n, setting.variant(), setting.held()));
    Tape tape = recorded ? new Tape() : null;
    Var weights = active(tape, Var.ofRows(network.rows()));
    Var scale = active(tape, Var.row(network.scale()));
    Var decay = active(tape, Var.row(network.decay()));
    boolean gains = setting.variant().placement() == Variant.Placement.BESIDE;
    Var gain = active(gains ? tape : null, Var.row(network.gain()));
    double[][] start = new double[inputs.length][n];
    for (int c = 0; c < start.length; c++) {
      for (int i = 0; i < n; i++) {
        start[c][i] = setting.held() != null && setting.held()[i] ? inputs[c][i] : 0;
      }
    }
    Var x =
        equation.solveAt(
            solver, Var.ofRows(start), Var.ofRows(inputs), weights, scale, decay, gain, times);
    double[][][] states = new double[inputs.length][times.length][n];
    for (int c = 0; c < states.length; c++) {
      for (int m = 0; m < times.length; m++) {
        for (int i = 0; i < n; i++) {
          states[c][m][i] = x.get(c, m * n + i);
        }
      }
    }
    return new Recorded(tape, x, weights, scale, decay, gain, states);
  }

  private static Var active(Tape tape, Var value) {
    return tape == null ? value : tape.input(value);
  }

  /**
   * A solution on its tape.
   *
   * @param tape null if there is no record
   * @param x states side by side
   * @param weights input
   * @param scale input
   * @param decay input
   * @param gain input
   * @param states the same by condition
   */
  private record Recorded(
      Tape tape, Var x, Var weights, Var scale, Var decay, Var gain, double[][][] states)
      implements Course {
    @Override
    public void pull(double[][][] adjoint, Gradient into) {
      if (tape == null) {
        throw new IllegalStateException("derivatives of a course that was not recorded");
      }
      int n = scale.columns();
      double[] seed = new double[x.size()];
      for (int c = 0; c < adjoint.length; c++) {
        for (int m = 0; m < adjoint[c].length; m++) {
          for (int i = 0; i < n; i++) {
            seed[(m * n + i) * adjoint.length + c] = adjoint[c][m][i];
          }
        }
      }
      tape.seed(x, seed);
      tape.sweep();
      double[] columns = tape.adjoint(weights);
      double[] byTarget = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          byTarget[i * n + j] = columns[j * n + i];
        }
      }
      into.add(
          new Network(
              n,
              byTarget,
              tape.adjoint(scale),
              tape.adjoint(decay),
              gain.isActive() ? tape.adjoint(gain) : new double[n]));
    }
  }
}
