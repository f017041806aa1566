package org.blastema.cellbox.neural;

import org.blastema.autodiff.OdeSolver;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.cellbox.data.Experiments;

/**
 * After the idea of Kovačević et al. (arXiv 2501.19178), our reading: the mean square of
 * differences to data, plus {@code rest |f(z_c, 0)|^2} for the control state {@code z_c = 0} (cells
 * that are not perturbed do not move), plus {@code end} times the mean of {@code |f(z(T), u)|^2}
 * over perturbed end states (they have come to rest). Squares are means over nodes.
 *
 * @param equation the model
 * @param solver of it
 * @param rest price of moving controls
 * @param end price of moving end states
 */
public record SemiMechanisticLoss(
    NeuralEquation equation, OdeSolver solver, double rest, double end) {

  /**
   * The value.
   *
   * @param theta parameters
   * @param gradient gets the derivatives, or null
   */
  public double at(Experiments data, double[] theta, double[] gradient) {
    Tape tape = gradient == null ? null : new Tape();
    Var row = Var.row(theta);
    Var parameters = tape == null ? row : tape.input(row);
    Var u = Var.ofRows(data.inputs());
    Var x = equation.solveAt(solver, u, parameters, data.times());
    Var loss = x.minus(Var.ofRows(measured(data))).square().mean();
    int nodes = data.nodes().size();
    if (rest > 0) {
      Var control = Var.zeros(1, nodes);
      loss = loss.plus(equation.rate(control, control, parameters).square().mean().times(rest));
    }
    if (end > 0) {
      Var last = x.columns(x.columns() - nodes, x.columns());
      loss = loss.plus(equation.rate(last, u, parameters).square().mean().times(end));
    }
    if (tape != null) {
      tape.seed(loss, 1);
      tape.sweep();
      System.arraycopy(tape.adjoint(parameters), 0, gradient, 0, gradient.length);
    }
    return loss.item();
  }

  private static double[][] measured(Experiments data) {
    int nodes = data.nodes().size();
    double[][] rows = new double[data.count()][data.samples() * nodes];
    for (int c = 0; c < rows.length; c++) {
      for (int m = 0; m < data.samples(); m++) {
        System.arraycopy(data.responses()[c][m], 0, rows[c], m * nodes, nodes);
      }
    }
    return rows;
  }
}
