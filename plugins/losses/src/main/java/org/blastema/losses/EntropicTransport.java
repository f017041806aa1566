package org.blastema.losses;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.NumericalFailure;

/**
 * Entropic optimal transport between two sets of points of equal weight, with the squared distance
 * as cost: {@code min_P sum P c + epsilon KL(P | a b)}, by Sinkhorn's iteration on the logarithms
 * and Newton's method at the end.
 *
 * <p>The plan is {@code P_ij = a_i b_j exp((f_i + g_j - c_ij) / epsilon)} with the potentials f and
 * g of the optimum, where the value is {@code sum a f + sum b g} and its derivative by a cost is
 * the plan's entry (envelope theorem).
 *
 * <p>Source: M. Cuturi, NIPS 2013; G. Peyré and M. Cuturi, Foundations and Trends in Machine
 * Learning 11 (2019) 355, chapter 4.
 */
final class EntropicTransport {
  /** Largest relative error of a marginal at the end. */
  private static final double TOLERANCE = 1e-11;

  /** Iterations at the true epsilon before Newton's method takes over. */
  private static final int FIRST_ITERATIONS = 20;

  private static final int MOST_ITERATIONS = 1000;

  private final double[] cost;
  private final int n;
  private final int m;
  private final double epsilon;
  private final double[] f;
  private final double[] g;

  private EntropicTransport(double[] cost, int n, int m, double epsilon) {
    this.cost = cost;
    this.n = n;
    this.m = m;
    this.epsilon = epsilon;
    this.f = new double[n];
    this.g = new double[m];
  }

  /**
   * The optimum between two sets of points.
   *
   * @param cost square distances, column-major {@code n x m}
   * @throws NumericalFailure if the iteration does not converge
   */
  static EntropicTransport between(double[] cost, int n, int m, double epsilon) {
    if (m > n) { // Newton's method has an equation for every point of the second set
      EntropicTransport swapped = between(transposed(cost, n, m), m, n, epsilon);
      EntropicTransport transport = new EntropicTransport(cost, n, m, epsilon);
      System.arraycopy(swapped.g, 0, transport.f, 0, n);
      System.arraycopy(swapped.f, 0, transport.g, 0, m);
      return transport;
    }
    EntropicTransport transport = new EntropicTransport(cost, n, m, epsilon);
    transport.anneal(transport::alternate);
    transport.balance();
    return transport;
  }

  /**
   * The optimum between a set of points and itself, whose two potentials are the same.
   *
   * @param cost square distances, column-major {@code n x n}
   * @throws NumericalFailure if the iteration does not converge
   */
  static EntropicTransport within(double[] cost, int n, double epsilon) {
    EntropicTransport transport = new EntropicTransport(cost, n, n, epsilon);
    transport.anneal(transport::average);
    transport.settle();
    System.arraycopy(transport.f, 0, transport.g, 0, n);
    return transport;
  }

  private static double[] transposed(double[] table, int rows, int columns) {
    double[] turned = new double[table.length];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        turned[i * columns + j] = table[j * rows + i];
      }
    }
    return turned;
  }

  private interface Iteration {
    /** Improves the potentials; the largest change of one. */
    double improve(double scale);
  }

  /** Begins with a large epsilon and halves it down to the true one. */
  private void anneal(Iteration iteration) {
    for (double c = Arrays.stream(cost).max().orElse(0); c > epsilon; c /= 2) {
      iteration.improve(c);
    }
    for (int k = 0; k < FIRST_ITERATIONS; k++) {
      iteration.improve(epsilon);
    }
  }

  /** Between a set and itself every average of old and new potentials halves the error. */
  private void settle() {
    for (int k = 0; k < MOST_ITERATIONS; k++) {
      double change = average(epsilon);
      if (change <= TOLERANCE * epsilon) {
        return;
      }
    }
    throw failure();
  }

  /**
   * Between two sets the iteration can be slow without end where little weight goes from one group
   * of points to another; Newton's method on the second potential is not.
   */
  private void balance() {
    double error = columnError();
    for (int k = 0; k < MOST_ITERATIONS && !(error <= TOLERANCE); k++) {
      double[] before = g.clone();
      double[] step = newtonStep();
      double reduced = Double.NaN;
      for (double share = 1; share > 1e-3 && !(reduced < error); share /= 2) {
        for (int j = 0; j < m; j++) {
          g[j] = before[j] + share * step[j];
        }
        reduced = columnError();
      }
      if (!(reduced < error)) {
        System.arraycopy(before, 0, g, 0, m);
        columnError();
        alternate(epsilon);
        reduced = columnError();
      }
      error = reduced;
    }
    if (!(error <= TOLERANCE)) {
      throw failure();
    }
  }

  /** Sets the first potential to the best for the second; the columns' largest relative error. */
  private double columnError() {
    for (int i = 0; i < n; i++) {
      f[i] = softMinimum(g, i, n, m, epsilon);
    }
    double error = 0;
    for (int j = 0; j < m; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += plan(i, j);
      }
      error = Math.max(error, Math.abs(sum * m - 1));
    }
    return error;
  }

  /** The change of the second potential, the last one's set to 0, that would balance columns. */
  private double[] newtonStep() {
    double[][] p = new double[n][m];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        p[i][j] = plan(i, j);
      }
    }
    double[] step = new double[m];
    if (m == 1) {
      return step;
    }
    double[][] hessian = new double[m - 1][m - 1];
    double[] missing = new double[m - 1];
    for (int j = 0; j < m - 1; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += p[i][j];
      }
      missing[j] = epsilon * (1.0 / m - sum);
      hessian[j][j] = sum * (1 + 1e-15);
      for (int k = 0; k < m - 1; k++) {
        for (int i = 0; i < n; i++) {
          hessian[j][k] -= n * p[i][j] * p[i][k];
        }
      }
    }
    DecompositionSolver solver =
        new LUDecomposition(new Array2DRowRealMatrix(hessian, false), Double.MIN_NORMAL)
            .getSolver();
    if (solver.isNonSingular()) {
      double[] solution = solver.solve(new ArrayRealVector(missing, false)).toArray();
      System.arraycopy(solution, 0, step, 0, m - 1);
    }
    return step;
  }

  private NumericalFailure failure() {
    return new NumericalFailure("optimal transport does not converge: use a larger blur", -1);
  }

  private double alternate(double scale) {
    double change = 0;
    for (int i = 0; i < n; i++) {
      double next = softMinimum(g, i, n, m, scale);
      change = Math.max(change, Math.abs(next - f[i]));
      f[i] = next;
    }
    for (int j = 0; j < m; j++) {
      g[j] = softMinimum(f, j * n, 1, n, scale);
    }
    return change;
  }

  private double average(double scale) {
    double change = 0;
    double[] next = new double[n];
    for (int i = 0; i < n; i++) {
      next[i] = 0.5 * (f[i] + softMinimum(f, i, n, n, scale));
      change = Math.max(change, Math.abs(next[i] - f[i]));
    }
    System.arraycopy(next, 0, f, 0, n);
    return change;
  }

  /** {@code -scale log mean_k exp((potential_k - cost_k) / scale)}. */
  private double softMinimum(double[] potential, int first, int stride, int count, double scale) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      largest = Math.max(largest, potential[k] - cost[first + k * stride]);
    }
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += Elementary.exp((potential[k] - cost[first + k * stride] - largest) / scale);
    }
    return -largest - scale * Elementary.log(sum / count);
  }

  /** The optimal value, in units of the cost. */
  double value() {
    double first = 0;
    for (double potential : f) {
      first += potential;
    }
    double second = 0;
    for (double potential : g) {
      second += potential;
    }
    return first / n + second / m;
  }

  /** How much weight goes from point i of the first set to point j of the second. */
  double plan(int i, int j) {
    return Elementary.exp((f[i] + g[j] - cost[j * n + i]) / epsilon) / n / m;
  }
}
