package org.blastema.kernel.chemistry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.Var;

/**
 * Steady states {@code (D L + K) c = s} on one graph of cells with Laplacian L, and their adjoints:
 * with {@code lambda} the solution for the adjoint of c, that of s is lambda, that of K is {@code
 * -lambda c}, and that of the weight between cells i and j is {@code -D (lambda_i - lambda_j) (c_i
 * - c_j)}.
 */
final class GraphSteadyState {
  private final CellGraph graph;
  private final Var x;
  private final int n;
  private final double[] weights;
  private final double[] leaks;
  private final List<Solution> solved = new ArrayList<>();

  /**
   * One chemical's steady state.
   *
   * @param diffusion D
   * @param decay K: one number, or one a cell
   * @param factors of {@code D L + K}
   * @param concentrations c
   */
  record Solution(double diffusion, double[] decay, Cholesky factors, double[] concentrations) {}

  /** A graph of cells at given positions ({@code n x dimensions}) with given radii. */
  GraphSteadyState(CellGraph graph, Var x, Var radius) {
    this.graph = graph;
    this.x = x;
    this.n = x.rows();
    this.weights = graph.weights(x, radius);
    this.leaks = graph.leaks(weights, n);
  }

  /**
   * Solves for one chemical; chemicals of the same rates share the work.
   *
   * @param secretion s, one number a cell
   */
  Solution solve(double diffusion, double[] decay, double[] secretion) {
    Cholesky factors = factors(diffusion, decay);
    double[] c = secretion.clone();
    factors.solve(c);
    Solution solution = new Solution(diffusion, decay, factors, c);
    solved.add(solution);
    return solution;
  }

  private Cholesky factors(double diffusion, double[] decay) {
    for (Solution before : solved) {
      if (before.diffusion == diffusion && Arrays.equals(before.decay, decay)) {
        return before.factors;
      }
    }
    double[] matrix = new double[n * n];
    for (int j = 0; j < n; j++) {
      double sum = leaks[j];
      for (int i = 0; i < n; i++) {
        sum += weights[j * n + i];
        matrix[j * n + i] = -diffusion * weights[j * n + i];
      }
      matrix[j * n + j] = diffusion * sum + decay[decay.length == 1 ? 0 : j];
    }
    return Cholesky.of(matrix, n);
  }

  /**
   * Adds the adjoints of what the concentrations of all chemicals depend on; those that nobody
   * wants are null.
   *
   * @param byConcentration adjoint of the concentrations, chemical after chemical
   * @param bySecretion the same for s
   * @param byRates for every chemical the adjoint of its D and that of its K
   */
  void pull(
      List<Solution> solutions,
      double[] byConcentration,
      double[] byPosition,
      double[] bySecretion,
      double[][] byRates) {
    double[] byWeight = new double[byPosition == null ? 0 : n * n];
    for (int c = 0; c < solutions.size(); c++) {
      Solution solution = solutions.get(c);
      double[] lambda = Arrays.copyOfRange(byConcentration, c * n, (c + 1) * n);
      solution.factors.solve(lambda);
      if (bySecretion != null) {
        for (int i = 0; i < n; i++) {
          bySecretion[c * n + i] += lambda[i];
        }
      }
      double[] concentration = solution.concentrations;
      double[] byDecay = byRates[2 * c + 1];
      if (byDecay != null) {
        for (int i = 0; i < n; i++) {
          byDecay[byDecay.length == 1 ? 0 : i] -= lambda[i] * concentration[i];
        }
      }
      if (byRates[2 * c] != null) {
        byRates[2 * c][0] -= exchanged(lambda, concentration);
      }
      if (byPosition != null) {
        addByWeight(lambda, solution, byWeight);
      }
    }
    if (byPosition != null) {
      graph.pull(x, weights, byWeight, byPosition);
    }
  }

  /** {@code lambda^T L c}. */
  private double exchanged(double[] lambda, double[] c) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += leaks[j] * lambda[j] * c[j];
      for (int i = j + 1; i < n; i++) {
        sum += weights[j * n + i] * (lambda[i] - lambda[j]) * (c[i] - c[j]);
      }
    }
    return sum;
  }

  private void addByWeight(double[] lambda, Solution solution, double[] byWeight) {
    double[] c = solution.concentrations;
    for (int j = 0; j < n; j++) {
      double lambdaHere = lambda[j];
      double here = c[j];
      for (int i = j + 1; i < n; i++) {
        byWeight[j * n + i] -= solution.diffusion * (lambda[i] - lambdaHere) * (c[i] - here);
      }
    }
  }
}
