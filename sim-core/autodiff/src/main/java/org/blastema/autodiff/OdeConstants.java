package org.blastema.autodiff;

/** The adjoints of a problem's constants, summed row by row over the steps of a sweep. */
final class OdeConstants {
  private final OdeProblem problem;
  private final boolean[] wanted;
  private final double[] sums;

  /**
   * No sums yet.
   *
   * @param inputs adjoints of the start, then of the constants; null where unwanted
   */
  OdeConstants(OdeProblem problem, double[][] inputs) {
    this.problem = problem;
    this.wanted = new boolean[problem.constants().length];
    int columns = 0;
    for (int k = 0; k < wanted.length; k++) {
      wanted[k] = inputs[1 + k] != null;
      columns += wanted[k] ? problem.width(k) : 0;
    }
    this.sums = new double[columns * problem.rows()];
  }

  /** For each constant, whether its adjoint is wanted; not to be changed. */
  boolean[] wanted() {
    return wanted;
  }

  /** All wanted constants' columns one after the other. */
  int columns() {
    return problem.rows() == 0 ? 0 : sums.length / problem.rows();
  }

  /** The sums, {@code rows x columns}. */
  double[] sums() {
    return sums;
  }

  /** Adds an array of the shape of the sums that begins somewhere in another one. */
  void add(double[] from, int start) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += from[start + k];
    }
  }

  /** Adds the sums to the adjoints of the arguments. */
  void addTo(double[][] inputs) {
    int rows = problem.rows();
    int at = 0;
    for (int a = 0; a < wanted.length; a++) {
      if (!wanted[a]) {
        continue;
      }
      double[] into = inputs[1 + a];
      for (int c = 0; c < problem.width(a); c++) {
        if (problem.uniform()[a]) {
          double total = 0;
          for (int r = 0; r < rows; r++) {
            total += sums[at + r];
          }
          into[c] += total;
        } else {
          for (int r = 0; r < rows; r++) {
            into[c * rows + r] += sums[at + r];
          }
        }
        at += rows;
      }
    }
  }
}
