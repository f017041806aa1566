package org.blastema.kernel.mechanics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Var;

/**
 * Groups of cells that feel each other, directly or through others. Across periodic sides, cells
 * that hang together are joined: moved by periods so that cells which feel each other lie beside
 * each other.
 */
final class Clusters {
  /** Two ways to the same cell whose images differ by more than this share of a length are two. */
  private static final double ANOTHER_IMAGE = 1e-6;

  private final int dimensions;
  private final int[][] rows;

  /** What to add to positions, column-major. */
  private final double[] shift;

  /** For every cluster displacements that lead from a cell back to an image of it. */
  private final List<List<double[]>> windings;

  private Clusters(int dimensions, int[][] rows, double[] shift, List<List<double[]>> windings) {
    this.dimensions = dimensions;
    this.rows = rows;
    this.shift = shift;
    this.windings = windings;
  }

  /** The clusters of cells at positions {@code x}, in order of their first rows. */
  static Clusters of(Potential potential, Pairs pairs, Var x, Var radius) {
    int n = x.rows();
    int d = x.columns();
    List<List<Integer>> near = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      near.add(new ArrayList<>());
    }
    for (int k = 0; k < pairs.count(); k++) {
      int i = pairs.first()[k];
      int j = pairs.second()[k];
      double squared = 0;
      for (int c = 0; c < d; c++) {
        double difference = pairs.nearest(x.get(j, c) - x.get(i, c), c);
        squared += difference * difference;
      }
      if (Math.sqrt(squared) < potential.range(radius.get(i, 0) + radius.get(j, 0))) {
        near.get(i).add(j);
        near.get(j).add(i);
      }
    }
    double[] shift = new double[n * d];
    boolean[] seen = new boolean[n];
    List<int[]> rows = new ArrayList<>();
    List<List<double[]>> windings = new ArrayList<>();
    for (int start = 0; start < n; start++) {
      if (!seen[start]) {
        List<double[]> around = new ArrayList<>();
        rows.add(joined(start, near, pairs, x, shift, seen, around));
        windings.add(around);
      }
    }
    return new Clusters(d, rows.toArray(int[][]::new), shift, windings);
  }

  /** Joins all that hangs together with a cell. */
  private static int[] joined(
      int start,
      List<List<Integer>> near,
      Pairs pairs,
      Var x,
      double[] shift,
      boolean[] seen,
      List<double[]> windings) {
    int n = x.rows();
    List<Integer> members = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    seen[start] = true;
    while (!open.isEmpty()) {
      int i = open.poll();
      members.add(i);
      for (int j : near.get(i)) {
        double[] image = new double[x.columns()];
        double other = 0;
        for (int c = 0; c < image.length; c++) {
          double difference = x.get(j, c) - x.get(i, c);
          image[c] = shift[c * n + i] + pairs.nearest(difference, c) - difference;
          other = Math.max(other, Math.abs(image[c] - shift[c * n + j]));
        }
        if (!seen[j]) {
          for (int c = 0; c < image.length; c++) {
            shift[c * n + j] = image[c];
          }
          seen[j] = true;
          open.add(j);
        } else if (other > ANOTHER_IMAGE) {
          for (int c = 0; c < image.length; c++) {
            image[c] -= shift[c * n + j];
          }
          windings.add(image);
        }
      }
    }
    return members.stream().sorted().mapToInt(Integer::intValue).toArray();
  }

  /** Positions, or those that cells had before they moved a little, joined; column-major. */
  double[] joined(double[] positions) {
    double[] joined = positions.clone();
    for (int k = 0; k < joined.length; k++) {
      joined[k] += shift[k];
    }
    return joined;
  }

  /**
   * The rigid motions of the clusters that cost no energy.
   *
   * @param contacts the cells that press against walls
   */
  RigidMotions rigidMotions(Var x, List<WallForces.Contact> contacts) {
    int n = x.rows();
    int[] clusterOf = new int[n];
    for (int c = 0; c < rows.length; c++) {
      for (int i : rows[c]) {
        clusterOf[i] = c;
      }
    }
    List<List<RigidMotions.Hold>> holds = new ArrayList<>();
    Arrays.stream(rows).forEach(_ -> holds.add(new ArrayList<>()));
    for (WallForces.Contact contact : contacts) {
      holds
          .get(clusterOf[contact.row()])
          .add(new RigidMotions.Wall(contact.row(), contact.axis(), contact.depth()));
    }
    for (int c = 0; c < rows.length; c++) {
      for (double[] winding : windings.get(c)) {
        holds.get(c).add(new RigidMotions.Winding(winding));
      }
    }
    return RigidMotions.of(n, dimensions, rows, joined(x.data()), holds);
  }
}
