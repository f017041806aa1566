package org.blastema.autodiff;

import java.util.Arrays;

/**
 * Linear systems with a sparse symmetric positive definite matrix, solved by conjugate gradients
 * with the diagonal as preconditioner: graph Laplacians, diffusion, networks of springs.
 *
 * <p>The pattern is given once; the values are an array of a tape. Systems are immutable and may be
 * used by any number of threads.
 */
public final class SymmetricSystem {
  /** Length of the residual relative to that of the right-hand side, if not set otherwise. */
  public static final double DEFAULT_TOLERANCE = 1e-12;

  private static final int PRODUCTS_PER_ROW = 10;
  private static final int MORE_PRODUCTS = 100;

  private final int n;
  private final int[] rows;
  private final int[] columns;
  private final double tolerance;
  private final int limit;

  private SymmetricSystem(int n, int[] rows, int[] columns, double tolerance, int limit) {
    this.n = n;
    this.rows = rows;
    this.columns = columns;
    this.tolerance = tolerance;
    this.limit = limit;
  }

  /**
   * Systems with entries at given places of the lower triangle; the upper triangle mirrors them.
   * Entries at the same place add.
   *
   * @param n rows of the matrix
   * @param rows row of every entry
   * @param columns column of every entry, at most its row
   */
  public static SymmetricSystem of(int n, int[] rows, int[] columns) {
    if (rows.length != columns.length) {
      throw new IllegalArgumentException(
          rows.length + " rows and " + columns.length + " columns of entries");
    }
    for (int k = 0; k < rows.length; k++) {
      if (columns[k] < 0 || rows[k] < columns[k] || rows[k] >= n) {
        throw new IllegalArgumentException(
            "entry "
                + k
                + " at row "
                + rows[k]
                + ", column "
                + columns[k]
                + " is not in the lower triangle of "
                + n
                + " rows");
      }
    }
    int products = PRODUCTS_PER_ROW * n + MORE_PRODUCTS;
    return new SymmetricSystem(n, rows.clone(), columns.clone(), DEFAULT_TOLERANCE, products);
  }

  /**
   * The same with another accuracy.
   *
   * @param relative length of the residual relative to that of the right-hand side
   */
  public SymmetricSystem withTolerance(double relative) {
    if (!(relative > 0 && relative < 1)) {
      throw new IllegalArgumentException("tolerance " + relative);
    }
    return new SymmetricSystem(n, rows, columns, relative, limit);
  }

  /** The same with another number of products after which a solve gives up. */
  public SymmetricSystem withLimit(int products) {
    if (products < 1) {
      throw new IllegalArgumentException("limit of " + products + " products");
    }
    return new SymmetricSystem(n, rows, columns, tolerance, products);
  }

  /**
   * The solution {@code x} of {@code A x = b}, recorded. Its adjoint takes one more solve: {@code A
   * l = x*} gives {@code b* += l} and {@code A* -= l x^T} on the pattern.
   *
   * @param values entries of the matrix in the order of the pattern, {@code entries x 1}
   * @param right right-hand sides, {@code n x} any number
   * @return {@code n x} columns of {@code right}
   * @throws NumericalFailure if the matrix is not positive definite or there is no convergence
   */
  public Var solve(Var values, Var right) {
    if (values.size() != rows.length || right.rows() != n) {
      throw new IllegalArgumentException(
          "a system of "
              + n
              + " rows and "
              + rows.length
              + " entries got "
              + values.size()
              + " values and "
              + right.rows()
              + " x "
              + right.columns()
              + " right-hand sides");
    }
    double[] a = values.data();
    double[] x = solve(a, right.data());
    return Tape.primitive(
        "symmetric solve",
        new Var[] {values, right},
        n,
        right.columns(),
        x,
        (output, inputs) -> pull(a, x, solve(a, output), inputs));
  }

  private void pull(double[] a, double[] x, double[] lambda, double[][] inputs) {
    if (inputs[1] != null) {
      for (int k = 0; k < lambda.length; k++) {
        inputs[1][k] += lambda[k];
      }
    }
    if (inputs[0] != null) {
      for (int from = 0; from < x.length; from += n) {
        for (int k = 0; k < a.length; k++) {
          int i = from + rows[k];
          int j = from + columns[k];
          inputs[0][k] -= lambda[i] * x[j] + (i == j ? 0 : lambda[j] * x[i]);
        }
      }
    }
  }

  /** Solves for one column after the other. */
  private double[] solve(double[] a, double[] right) {
    double[] scale = new double[n];
    for (int k = 0; k < a.length; k++) {
      if (rows[k] == columns[k]) {
        scale[rows[k]] += a[k];
      }
    }
    for (int i = 0; i < n; i++) {
      if (!(scale[i] > 0)) {
        throw new NumericalFailure(
            "symmetric solve: diagonal entry " + scale[i] + " in row " + i + " is not positive", i);
      }
      scale[i] = 1 / Math.sqrt(scale[i]);
    }
    double[] x = new double[right.length];
    for (int from = 0; from < right.length; from += n) {
      double[] scaled = Arrays.copyOfRange(right, from, from + n);
      multiply(scaled, scale);
      double goal = tolerance * Math.sqrt(ConjugateGradients.dot(scaled, scaled));
      double[] solution =
          ConjugateGradients.solve(
              v -> product(a, scale, v),
              scaled,
              goal,
              limit,
              "symmetric solve",
              "not positive definite");
      multiply(solution, scale);
      System.arraycopy(solution, 0, x, from, n);
    }
    return x;
  }

  /** The matrix, scaled to a diagonal of ones, times a vector. */
  private double[] product(double[] a, double[] scale, double[] v) {
    double[] u = v.clone();
    multiply(u, scale);
    double[] out = new double[n];
    for (int k = 0; k < a.length; k++) {
      int i = rows[k];
      int j = columns[k];
      out[i] += a[k] * u[j];
      if (i != j) {
        out[j] += a[k] * u[i];
      }
    }
    multiply(out, scale);
    return out;
  }

  private static void multiply(double[] v, double[] factors) {
    for (int k = 0; k < v.length; k++) {
      v[k] *= factors[k];
    }
  }
}
