package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Motions of a set of points that cost no energy: an orthonormal basis of the null space of an
 * energy's Hessian, as arrays like the positions, {@code points x dimensions}, column-major.
 */
public final class NullModes {
  /**
   * A vector found in the span of the ones before it, up to this part of its length, is none of its
   * own.
   */
  private static final double DEPENDENT = 1e-9;

  /** A basis vector: its entries that are not zero, and where they are. */
  private record Mode(int[] entries, double[] values) {
    double along(double[] v) {
      double sum = 0;
      for (int k = 0; k < entries.length; k++) {
        sum += values[k] * v[entries[k]];
      }
      return sum;
    }

    void addTo(double[] v, double factor) {
      for (int k = 0; k < entries.length; k++) {
        v[entries[k]] += factor * values[k];
      }
    }
  }

  private final int size;
  private final List<Mode> modes = new ArrayList<>();

  private NullModes(int size) {
    this.size = size;
  }

  /**
   * No free motion: positions are held by walls, anchors or an outer field.
   *
   * @param size number of coordinates
   */
  public static NullModes none(int size) {
    return new NullModes(size);
  }

  /**
   * The span of given vectors, which need be neither orthogonal nor independent.
   *
   * @param size number of coordinates
   * @param vectors free motions, each of {@code size} numbers
   */
  public static NullModes spannedBy(int size, double[]... vectors) {
    NullModes result = new NullModes(size);
    int[] all = new int[size];
    Arrays.setAll(all, k -> k);
    result.addBasis(all, Arrays.asList(vectors));
    return result;
  }

  /**
   * The translations of every cluster: what forces between points leave free in a periodic space.
   *
   * @param x positions, {@code points x dimensions}
   * @param cluster label of each point's cluster
   */
  public static NullModes translations(Var x, int... cluster) {
    return ofClusters(x, cluster, false);
  }

  /**
   * The translations and rotations of every cluster: what forces between points leave free in open
   * space, in any number of dimensions. Rotations that move nothing, as of a single point or of a
   * line around itself, are left out.
   *
   * @param x positions, {@code points x dimensions}
   * @param cluster label of each point's cluster
   */
  public static NullModes rigid(Var x, int... cluster) {
    return ofClusters(x, cluster, true);
  }

  private static NullModes ofClusters(Var x, int[] cluster, boolean rotations) {
    if (cluster.length != x.rows()) {
      throw new IllegalArgumentException(cluster.length + " labels for " + x.rows() + " points");
    }
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    for (int row = 0; row < cluster.length; row++) {
      members.computeIfAbsent(cluster[row], label -> new ArrayList<>()).add(row);
    }
    NullModes result = new NullModes(x.size());
    for (List<Integer> rows : members.values()) {
      result.addCluster(x, rows.stream().mapToInt(row -> row).toArray(), rotations);
    }
    return result;
  }

  private void addCluster(Var x, int[] rows, boolean rotations) {
    int m = rows.length;
    int dims = x.columns();
    int[] entries = new int[m * dims];
    double[] centered = new double[m * dims];
    for (int c = 0; c < dims; c++) {
      double mean = 0;
      for (int row : rows) {
        mean += x.get(row, c) / m;
      }
      for (int k = 0; k < m; k++) {
        entries[c * m + k] = c * x.rows() + rows[k];
        centered[c * m + k] = x.get(rows[k], c) - mean;
      }
    }
    List<double[]> motions = new ArrayList<>();
    for (int c = 0; c < dims; c++) {
      double[] shift = new double[m * dims];
      Arrays.fill(shift, c * m, (c + 1) * m, 1);
      motions.add(shift);
    }
    double extent = Math.sqrt(dot(centered, centered));
    for (int a = 0; rotations && extent > 0 && a < dims; a++) {
      for (int b = a + 1; b < dims; b++) {
        motions.add(turn(centered, m, a, b, extent));
      }
    }
    addBasis(entries, motions);
  }

  /** The velocities of a rotation in the plane of two axes, in units of the cluster's extent. */
  private static double[] turn(double[] centered, int m, int a, int b, double extent) {
    double[] velocity = new double[centered.length];
    for (int k = 0; k < m; k++) {
      velocity[a * m + k] = -centered[b * m + k] / extent;
      velocity[b * m + k] = centered[a * m + k] / extent;
    }
    return velocity;
  }

  /**
   * Orthonormalizes vectors on some of the coordinates by Gram and Schmidt's method, each one
   * twice.
   */
  private void addBasis(int[] entries, List<double[]> vectors) {
    List<double[]> basis = new ArrayList<>();
    double longest = 0;
    for (double[] vector : vectors) {
      longest = Math.max(longest, Math.sqrt(dot(vector, vector)));
    }
    for (double[] vector : vectors) {
      double[] v = vector.clone();
      for (int pass = 0; pass < 2; pass++) {
        for (double[] known : basis) {
          double along = dot(known, v);
          for (int k = 0; k < v.length; k++) {
            v[k] -= along * known[k];
          }
        }
      }
      double length = Math.sqrt(dot(v, v));
      if (length > DEPENDENT * longest) {
        for (int k = 0; k < v.length; k++) {
          v[k] /= length;
        }
        basis.add(v);
        modes.add(new Mode(entries, v));
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "vectors of " + a.length + " and " + b.length + " numbers");
    }
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /** Number of modes. */
  public int count() {
    return modes.size();
  }

  /** Number of coordinates. */
  public int size() {
    return size;
  }

  /** The modes one by one, each of {@link #size} numbers. */
  public double[][] vectors() {
    double[][] vectors = new double[modes.size()][size];
    for (int k = 0; k < vectors.length; k++) {
      modes.get(k).addTo(vectors[k], 1);
    }
    return vectors;
  }

  /** Takes the part along the modes out of a vector, in place. */
  public void removeFrom(double[] v) {
    for (Mode mode : modes) {
      mode.addTo(v, -mode.along(v));
    }
  }

  /** Adds the part of one vector along the modes to another one. */
  void addPart(double[] of, double[] to) {
    for (Mode mode : modes) {
      mode.addTo(to, mode.along(of));
    }
  }
}
