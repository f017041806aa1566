package org.blastema.autodiff;

/**
 * Dense products and solves with their adjoints (Giles, Collected matrix derivative results, 2008).
 */
final class LinearAlgebra {
  private LinearAlgebra() {}

  static Var product(Var a, Var b) {
    if (a.columns() != b.rows()) {
      throw new IllegalArgumentException(
          "product of "
              + a.rows()
              + " x "
              + a.columns()
              + " and "
              + b.rows()
              + " x "
              + b.columns());
    }
    int m = a.rows();
    int p = a.columns();
    int n = b.columns();
    double[] out = new double[m * n];
    addProduct(a.data(), b.data(), out, m, p, n);
    return Tape.primitive(
        "matmul",
        new Var[] {a, b},
        m,
        n,
        out,
        (output, inputs) -> {
          if (inputs[0] != null) {
            addProduct(output, Structure.transposed(b.data(), p, n), inputs[0], m, n, p);
          }
          if (inputs[1] != null) {
            addProduct(Structure.transposed(a.data(), m, p), output, inputs[1], p, m, n);
          }
        });
  }

  /** {@code c += a b} for column-major {@code a (m x p)}, {@code b (p x n)}. */
  private static void addProduct(double[] a, double[] b, double[] c, int m, int p, int n) {
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < p; k++) {
        double factor = b[j * p + k];
        int from = k * m;
        int to = j * m;
        for (int i = 0; i < m; i++) {
          c[to + i] += a[from + i] * factor;
        }
      }
    }
  }

  static Var solve(Var a, Var b) {
    int n = a.rows();
    if (a.columns() != n || b.rows() != n) {
      throw new IllegalArgumentException(
          "solve with "
              + a.rows()
              + " x "
              + a.columns()
              + " and "
              + b.rows()
              + " x "
              + b.columns());
    }
    LuFactors factors = LuFactors.of(a.data(), n);
    int columns = b.columns();
    double[] x = b.toArray();
    for (int c = 0; c < columns; c++) {
      factors.solve(x, c * n);
    }
    return Tape.primitive(
        "solve",
        new Var[] {a, b},
        n,
        columns,
        x,
        (output, inputs) -> {
          double[] lambda = output.clone();
          for (int c = 0; c < columns; c++) {
            factors.solveTransposed(lambda, c * n);
          }
          if (inputs[1] != null) {
            for (int k = 0; k < lambda.length; k++) {
              inputs[1][k] += lambda[k];
            }
          }
          if (inputs[0] != null) {
            for (int c = 0; c < columns; c++) {
              for (int j = 0; j < n; j++) {
                double factor = x[c * n + j];
                for (int i = 0; i < n; i++) {
                  inputs[0][j * n + i] -= lambda[c * n + i] * factor;
                }
              }
            }
          }
        });
  }
}
