package org.blastema.kernel.mechanics;

/**
 * The infinitesimal translations and rotations of clusters of cells: motions that change no
 * distance within a cluster and therefore no force. Fields of motion are column-major {@code n x
 * dimensions}.
 */
final class RigidMotions {
  /**
   * A generator whose part orthogonal to the ones before is shorter than this fraction of it adds
   * nothing.
   */
  private static final double DEPENDENT = 1e-6;

  private final int n;
  private final int dimensions;
  private final int[][] clusters;

  RigidMotions(int n, int dimensions, int[][] clusters) {
    this.n = n;
    this.dimensions = dimensions;
    this.clusters = clusters;
  }

  /** Takes the rigid motions at positions {@code x} out of a field of motion. */
  void remove(double[] x, double[] motion) {
    for (int[] cluster : clusters) {
      for (double[] q : orthonormal(generators(cluster, x))) {
        double along = dot(q, gather(cluster, motion));
        scatter(cluster, q, -along, motion);
      }
    }
  }

  /**
   * The transpose of the map that takes a displacement of the positions {@code from} to its
   * best-fitting rigid motion and performs that motion on the positions {@code to}.
   */
  void carryBack(double[] from, double[] to, double[] adjoint, double[] into) {
    for (int[] cluster : clusters) {
      double[][] before = generators(cluster, from);
      double[][] after = generators(cluster, to);
      double[] part = gather(cluster, adjoint);
      int m = before.length;
      double[][] gram = new double[m][m];
      double[] right = new double[m];
      for (int a = 0; a < m; a++) {
        right[a] = dot(after[a], part);
        for (int b = 0; b < m; b++) {
          gram[a][b] = dot(before[a], before[b]);
        }
      }
      double[] rates = solveSemidefinite(gram, right);
      for (int a = 0; a < m; a++) {
        scatter(cluster, before[a], rates[a], into);
      }
    }
  }

  /** Translations, then rotations about the cluster's center. */
  private double[][] generators(int[] cluster, double[] x) {
    int size = cluster.length;
    int rotations = dimensions == 2 ? 1 : 3;
    double[][] generators = new double[dimensions + rotations][size * dimensions];
    double[] center = new double[dimensions];
    for (int d = 0; d < dimensions; d++) {
      for (int i : cluster) {
        center[d] += x[d * n + i] / size;
      }
      for (int k = 0; k < size; k++) {
        generators[d][d * size + k] = 1;
      }
    }
    for (int r = 0; r < rotations; r++) {
      int a = r;
      int b = (r + 1) % dimensions;
      for (int k = 0; k < size; k++) {
        generators[dimensions + r][a * size + k] = -(x[b * n + cluster[k]] - center[b]);
        generators[dimensions + r][b * size + k] = x[a * n + cluster[k]] - center[a];
      }
    }
    return generators;
  }

  /** Gram-Schmidt, twice for accuracy; what depends on the vectors before becomes zero. */
  private static double[][] orthonormal(double[][] vectors) {
    for (int a = 0; a < vectors.length; a++) {
      double before = Math.sqrt(dot(vectors[a], vectors[a]));
      for (int pass = 0; pass < 2; pass++) {
        for (int b = 0; b < a; b++) {
          double along = dot(vectors[a], vectors[b]);
          for (int k = 0; k < vectors[a].length; k++) {
            vectors[a][k] -= along * vectors[b][k];
          }
        }
      }
      double length = Math.sqrt(dot(vectors[a], vectors[a]));
      double factor = length > DEPENDENT * before ? 1 / length : 0;
      for (int k = 0; k < vectors[a].length; k++) {
        vectors[a][k] *= factor;
      }
    }
    return vectors;
  }

  /**
   * A solution of a consistent system with a positive semidefinite matrix, 0 along directions that
   * it does not fix.
   */
  private static double[] solveSemidefinite(double[][] matrix, double[] right) {
    int m = right.length;
    double[] original = new double[m];
    for (int k = 0; k < m; k++) {
      original[k] = matrix[k][k];
    }
    boolean[] used = new boolean[m];
    for (int k = 0; k < m; k++) {
      used[k] = matrix[k][k] > DEPENDENT * DEPENDENT * original[k];
      if (!used[k]) {
        continue;
      }
      for (int r = k + 1; r < m; r++) {
        double factor = matrix[r][k] / matrix[k][k];
        right[r] -= factor * right[k];
        for (int c = k; c < m; c++) {
          matrix[r][c] -= factor * matrix[k][c];
        }
      }
    }
    double[] solution = new double[m];
    for (int k = m - 1; k >= 0; k--) {
      if (used[k]) {
        double rest = right[k];
        for (int c = k + 1; c < m; c++) {
          rest -= matrix[k][c] * solution[c];
        }
        solution[k] = rest / matrix[k][k];
      }
    }
    return solution;
  }

  private double[] gather(int[] cluster, double[] motion) {
    double[] part = new double[cluster.length * dimensions];
    for (int d = 0; d < dimensions; d++) {
      for (int k = 0; k < cluster.length; k++) {
        part[d * cluster.length + k] = motion[d * n + cluster[k]];
      }
    }
    return part;
  }

  private void scatter(int[] cluster, double[] part, double factor, double[] motion) {
    for (int d = 0; d < dimensions; d++) {
      for (int k = 0; k < cluster.length; k++) {
        motion[d * n + cluster[k]] += factor * part[d * cluster.length + k];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
