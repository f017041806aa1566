package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Solves {@code A x = b} for any regular operator (Saad and Schultz, GMRES: a generalized minimal
 * residual algorithm for solving nonsymmetric linear systems, 1986), with restarts.
 */
final class GeneralizedResiduals {
  /** Basis vectors kept before a restart. */
  private static final int RESTART = 60;

  private final UnaryOperator<double[]> operator;
  private final int limit;
  private final String name;
  private int products;

  private GeneralizedResiduals(UnaryOperator<double[]> operator, int limit, String name) {
    this.operator = operator;
    this.limit = limit;
    this.name = name;
  }

  /**
   * The solution.
   *
   * @param operator gives a new array for every vector
   * @param right right-hand side
   * @param goal length of the residual that is small enough
   * @param limit largest number of products
   * @param name for messages
   * @throws NumericalFailure if the limit is reached
   */
  static double[] solve(
      UnaryOperator<double[]> operator, double[] right, double goal, int limit, String name) {
    return new GeneralizedResiduals(operator, limit, name).solve(right, goal);
  }

  private double[] solve(double[] right, double goal) {
    double[] x = new double[right.length];
    double[] residual = right.clone();
    double length = length(residual);
    while (length > goal) {
      if (products >= limit) {
        throw new NumericalFailure(
            name
                + ": no convergence after "
                + products
                + " products, residual "
                + length
                + ", goal "
                + goal,
            -1);
      }
      improve(x, residual, length, goal);
      residual = operator.apply(x);
      products++;
      for (int k = 0; k < residual.length; k++) {
        residual[k] = right[k] - residual[k];
      }
      length = length(residual);
    }
    if (Double.isNaN(length)) {
      throw new NumericalFailure(name + ": the right-hand side is not a number", -1);
    }
    return x;
  }

  /** Adds the best correction in a Krylov space of limited dimension. */
  private void improve(double[] x, double[] residual, double length, double goal) {
    int most = Math.min(RESTART, x.length);
    List<double[]> basis = new ArrayList<>();
    double[][] triangle = new double[most][];
    double[] cosines = new double[most];
    double[] sines = new double[most];
    double[] g = new double[most + 1];
    g[0] = length;
    basis.add(scaled(residual, 1 / length));
    int size = 0;
    while (size < most && Math.abs(g[size]) > goal && products < limit) {
      double[] w = operator.apply(basis.get(size));
      products++;
      double before = length(w);
      double[] h = new double[size + 2];
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i <= size; i++) {
          double along = ConjugateGradients.dot(basis.get(i), w);
          h[i] += along;
          add(w, -along, basis.get(i));
        }
      }
      h[size + 1] = length(w);
      boolean exhausted = !(h[size + 1] > Math.ulp(before));
      for (int i = 0; i < size; i++) {
        rotate(h, i, cosines[i], sines[i]);
      }
      double root = Math.sqrt(h[size] * h[size] + h[size + 1] * h[size + 1]);
      if (!(root > 0)) {
        throw new NumericalFailure(name + ": the matrix is singular", -1);
      }
      cosines[size] = h[size] / root;
      sines[size] = h[size + 1] / root;
      double next = h[size + 1];
      rotate(h, size, cosines[size], sines[size]);
      rotate(g, size, cosines[size], sines[size]);
      triangle[size++] = h;
      if (exhausted) {
        break;
      }
      basis.add(scaled(w, 1 / next));
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int j = i + 1; j < size; j++) {
        g[i] -= triangle[j][i] * g[j];
      }
      g[i] /= triangle[i][i];
    }
    for (int i = 0; i < size; i++) {
      add(x, g[i], basis.get(i));
    }
  }

  private static void rotate(double[] v, int i, double cosine, double sine) {
    double upper = cosine * v[i] + sine * v[i + 1];
    v[i + 1] = cosine * v[i + 1] - sine * v[i];
    v[i] = upper;
  }

  private static double length(double[] v) {
    return Math.sqrt(ConjugateGradients.dot(v, v));
  }

  private static double[] scaled(double[] v, double factor) {
    double[] out = v.clone();
    for (int k = 0; k < out.length; k++) {
      out[k] *= factor;
    }
    return out;
  }

  private static void add(double[] to, double factor, double[] from) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * from[k];
    }
  }
}
