package org.blastema.cellbox.model;

import org.blastema.autodiff.NumericalFailure;

/**
 * States of rest, found directly as fixed points {@code decay x = drive(x)} instead of by steps in
 * time, with the derivative by the implicit function theorem; both linear and nonlinear problem are
 * solved by iteration, which converges where the state of rest is reached from nothing by a
 * contraction.
 */
public final class SteadyState {
  private static final double TOLERANCE = 1e-10;
  private static final int LIMIT = 2000;

  private final Network network;
  private final Variant variant;
  private final double[][] inputs;
  private final double[][] rows;
  private final int nodes;
  private final double[][] x;
  private final double[][] value;
  private final double[][] slope;

  /**
   * Solves.
   *
   * @param variant of degree 1
   * @param inputs perturbations, conditions by nodes
   * @throws NumericalFailure if there is no convergence; its row is the condition
   */
  public SteadyState(Network network, Variant variant, double[][] inputs) {
    if (variant.degree() != 1) {
      throw new IllegalArgumentException("states of rest of degree " + variant.degree());
    }
    this.network = network;
    this.variant = variant;
    this.inputs = inputs;
    this.nodes = network.nodes();
    this.rows = network.rows();
    int c = inputs.length;
    this.x = new double[c][nodes];
    this.value = new double[c][nodes];
    this.slope = new double[c][nodes];
    solve(network.columns());
  }

  private void solve(double[][] columns) {
    double[][] sum = new double[1][nodes];
    for (int r = 0; r < x.length; r++) {
      double change = Double.POSITIVE_INFINITY;
      for (int k = 0; k < LIMIT && change > TOLERANCE; k++) {
        double[][] now = {x[r]};
        Products.multiply(sum, now, columns, 1);
        change = next(r, sum[0]);
      }
      if (!(change <= TOLERANCE)) {
        throw new NumericalFailure(
            "state of rest: no convergence in condition " + r + ", last change " + change, r);
      }
    }
  }

  private double next(int r, double[] sum) {
    double change = 0;
    for (int i = 0; i < nodes; i++) {
      double u = inputs[r][i];
      double z = variant.placement() == Variant.Placement.INSIDE ? sum[i] + u : sum[i];
      double p = variant.envelope().value(z);
      value[r][i] = p;
      slope[r][i] = variant.envelope().slope(z, p);
      double drive =
          switch (variant.placement()) {
            case INSIDE -> network.scale()[i] * p;
            case SCALED -> network.scale()[i] * (p + u);
            case BESIDE -> network.scale()[i] * p + network.gain()[i] * u;
          };
      double to = drive / network.decay()[i];
      double difference = Math.abs(to - x[r][i]);
      change = difference > change || Double.isNaN(difference) ? difference : change;
      x[r][i] = to;
    }
    return change;
  }

  /** The states, conditions by nodes. */
  public double[][] states() {
    return x;
  }

  /**
   * Adds derivatives.
   *
   * @param adjoint of the states, conditions by nodes
   * @throws NumericalFailure if the linear iteration does not converge
   */
  public void pull(double[][] adjoint, Gradient gradient) {
    int c = x.length;
    double[][] kappa = new double[c][nodes];
    double[][] v = new double[c][nodes];
    double[][] back = new double[1][nodes];
    for (int r = 0; r < c; r++) {
      double change = Double.POSITIVE_INFINITY;
      double largest = 0;
      for (double a : adjoint[r]) {
        largest = Math.max(largest, Math.abs(a));
      }
      for (int k = 0; k < LIMIT && change > TOLERANCE * largest; k++) {
        double[][] now = {v[r]};
        Products.multiply(back, now, rows, 1);
        change = 0;
        for (int i = 0; i < nodes; i++) {
          double to = (adjoint[r][i] + back[0][i]) / network.decay()[i];
          change = Math.max(change, Math.abs(to - kappa[r][i]));
          kappa[r][i] = to;
          v[r][i] = to * network.scale()[i] * slope[r][i];
        }
      }
      if (!(change <= TOLERANCE * largest)) {
        throw new NumericalFailure(
            "state of rest: the adjoint does not converge in condition " + r, r);
      }
      gradient.add(variant, kappa[r], x[r], value[r], inputs[r]);
    }
    Products.addOuter(gradient.rows(), v, x, c);
  }
}
