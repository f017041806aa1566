package org.blastema.cellbox.model;

import org.blastema.plugin.Describe;

/** Explicit methods with equal steps in which every stage starts from the one before it alone. */
public enum FixedSteps {
  /** Euler's method, order 1. */
  @Describe("Euler's method, order 1.")
  EULER(new double[] {0}, new double[] {1}),
  /** The midpoint rule, order 2. */
  @Describe("The midpoint rule, order 2.")
  MIDPOINT(new double[] {0, 0.5}, new double[] {0, 1}),
  /** Heun's method, order 2. */
  @Describe("Heun's method, order 2.")
  HEUN(new double[] {0, 1}, new double[] {0.5, 0.5}),
  /** The classical method of order 4. */
  @Describe("The classical method of order 4.")
  RUNGE_KUTTA_4(new double[] {0, 0.5, 0.5, 1}, new double[] {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0});

  private final double[] reach;
  private final double[] weight;

  FixedSteps(double[] reach, double[] weight) {
    this.reach = reach;
    this.weight = weight;
  }

  int stages() {
    return weight.length;
  }

  /** How far along the rate of the stage before stage s starts, in steps. */
  double reach(int stage) {
    return reach[stage];
  }

  /** The share of a stage's rate in the step. */
  double weight(int stage) {
    return weight[stage];
  }
}
