package org.blastema.kernel.mechanics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The infinitesimal translations and rotations of clusters of cells: motions that change no
 * distance within a cluster and therefore no force. Walls and periodic sides may hold a cluster, so
 * that fewer or none are left. Fields of motion are column-major {@code n x dimensions}.
 */
final class RigidMotions {
  /**
   * A generator whose part orthogonal to the ones before is shorter than this fraction of it adds
   * nothing.
   */
  private static final double DEPENDENT = 1e-6;

  /** What resists a motion less than this, in shares of the motion's length, does not. */
  private static final double RESISTANCE = 1e-4;

  /** What may keep a cluster from moving as a rigid body. */
  sealed interface Hold {}

  /**
   * A cell that presses against a wall.
   *
   * @param row row of the cell
   * @param axis the axis that the wall is normal to
   * @param depth how deep the cell is in the wall (length)
   */
  record Wall(int row, int axis, double depth) implements Hold {}

  /**
   * A cluster that hangs together with an image of itself.
   *
   * @param displacement from a cell to its image
   */
  record Winding(double[] displacement) implements Hold {}

  private final int n;
  private final int dimensions;
  private final int[][] clusters;

  /** For every cluster the combinations of generators that are left; null where all are. */
  private final double[][][] left;

  private RigidMotions(int n, int dimensions, int[][] clusters) {
    this.n = n;
    this.dimensions = dimensions;
    this.clusters = clusters;
    this.left = new double[clusters.length][][];
  }

  /**
   * The motions that are left to clusters.
   *
   * @param n number of cells
   * @param clusters the rows of every cluster
   * @param x positions at equilibrium, column-major
   * @param holds what holds every cluster
   */
  static RigidMotions of(
      int n, int dimensions, int[][] clusters, double[] x, List<? extends List<Hold>> holds) {
    RigidMotions motions = new RigidMotions(n, dimensions, clusters);
    for (int c = 0; c < clusters.length; c++) {
      if (!holds.get(c).isEmpty()) {
        motions.left[c] = motions.unresisted(clusters[c], x, holds.get(c));
      }
    }
    return motions;
  }

  /**
   * The combinations of generators that nothing resists. At equilibrium the forces between cells
   * are opposite to those of the walls, and turn with the cluster. So a motion is resisted if it
   * moves a cell against its wall, or turns the direction in which the cell is pressed: the work it
   * takes is the wall's stiffness times the square of the motion normal to the wall, or of the
   * angle times the depth.
   */
  private double[][] unresisted(int[] cluster, double[] x, List<Hold> holds) {
    double[][] generators = allGenerators(cluster, x);
    int m = generators.length;
    double[] scale = new double[m];
    for (int g = 0; g < m; g++) {
      double length = Math.sqrt(dot(generators[g], generators[g]) / cluster.length);
      scale[g] = length > 0 ? 1 / length : 0;
    }
    List<double[]> resisting = new ArrayList<>();
    for (Hold hold : holds) {
      switch (hold) {
        case Wall wall -> {
          int place = Arrays.binarySearch(cluster, wall.row());
          double[] normal = new double[m];
          for (int g = 0; g < m; g++) {
            normal[g] = scale[g] * generators[g][wall.axis() * cluster.length + place];
          }
          resisting.add(normal);
          double[] pressed = new double[dimensions];
          pressed[wall.axis()] = wall.depth();
          addTurned(pressed, scale, resisting);
        }
        case Winding winding -> addTurned(winding.displacement(), scale, resisting);
      }
    }
    double[][] free = complement(resisting, m);
    for (double[] combination : free) {
      for (int g = 0; g < m; g++) {
        combination[g] *= scale[g];
      }
    }
    return free;
  }

  /** How rotations turn a vector, a row for every component. */
  private void addTurned(double[] vector, double[] scale, List<double[]> rows) {
    for (int component = 0; component < dimensions; component++) {
      double[] row = new double[scale.length];
      for (int r = 0; r < scale.length - dimensions; r++) {
        int a = r;
        int b = (r + 1) % dimensions;
        double turned = component == a ? -vector[b] : component == b ? vector[a] : 0;
        row[dimensions + r] = scale[dimensions + r] * turned;
      }
      rows.add(row);
    }
  }

  /** Orthonormal vectors of m numbers that are orthogonal to some vectors, up to a tolerance. */
  private static double[][] complement(List<double[]> vectors, int m) {
    List<double[]> span = new ArrayList<>();
    double[] next = longest(vectors, span);
    while (length(next) > RESISTANCE) {
      span.add(unit(next));
      next = longest(vectors, span);
    }
    int held = span.size();
    List<double[]> axes = new ArrayList<>();
    for (int k = 0; k < m; k++) {
      double[] axis = new double[m];
      axis[k] = 1;
      axes.add(axis);
    }
    while (span.size() < m) {
      span.add(unit(longest(axes, span)));
    }
    return span.subList(held, m).toArray(double[][]::new);
  }

  /** Of what is left of vectors beside a span the longest one. */
  private static double[] longest(List<double[]> vectors, List<double[]> span) {
    double[] found = new double[vectors.getFirst().length];
    for (double[] vector : vectors) {
      double[] beside = vector.clone();
      for (int pass = 0; pass < 2; pass++) {
        for (double[] q : span) {
          double along = dot(beside, q);
          for (int k = 0; k < beside.length; k++) {
            beside[k] -= along * q[k];
          }
        }
      }
      if (length(beside) > length(found)) {
        found = beside;
      }
    }
    return found;
  }

  private static double length(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  private static double[] unit(double[] vector) {
    double length = length(vector);
    return Arrays.stream(vector).map(v -> v / length).toArray();
  }

  /** Takes the rigid motions at positions {@code x} out of a field of motion. */
  void remove(double[] x, double[] motion) {
    for (int c = 0; c < clusters.length; c++) {
      int[] cluster = clusters[c];
      for (double[] q : orthonormal(generators(c, x))) {
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
    for (int c = 0; c < clusters.length; c++) {
      int[] cluster = clusters[c];
      double[][] before = generators(c, from);
      double[][] after = generators(c, to);
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

  /** The motions that are left to a cluster. */
  private double[][] generators(int c, double[] x) {
    double[][] all = allGenerators(clusters[c], x);
    if (left[c] == null) {
      return all;
    }
    double[][] combined = new double[left[c].length][all[0].length];
    for (int k = 0; k < combined.length; k++) {
      for (int g = 0; g < all.length; g++) {
        for (int at = 0; at < combined[k].length; at++) {
          combined[k][at] += left[c][k][g] * all[g][at];
        }
      }
    }
    return combined;
  }

  /** Translations, then rotations about the cluster's center. */
  private double[][] allGenerators(int[] cluster, double[] x) {
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
