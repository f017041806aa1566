package org.blastema.rigidbody;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Closed outlines of a gray-level picture, and their simplification. */
final class Outlines {
  private Outlines() {}

  /**
   * The closed lines on which a field given on a grid, linear between neighbors, crosses a level:
   * marching squares (Lorensen and Cline 1987, in the plane). Outlines go around the part above the
   * level counterclockwise. Around the grid the field counts as below the level, so that all
   * outlines close.
   *
   * @param field {@code [row][column]}, rows upward
   * @return corners {@code {column, row}} of every outline
   */
  static List<List<double[]>> at(double[][] field, double level) {
    int rows = field.length + 2;
    int columns = field[0].length + 2;
    double[][] padded = new double[rows][columns];
    for (double[] row : padded) {
      Arrays.fill(row, Double.NEGATIVE_INFINITY);
    }
    for (int j = 0; j < field.length; j++) {
      System.arraycopy(field[j], 0, padded[j + 1], 1, columns - 2);
    }
    Map<Integer, Integer> next = new HashMap<>();
    for (int j = 0; j + 1 < rows; j++) {
      for (int i = 0; i + 1 < columns; i++) {
        link(padded, level, i, j, columns, next);
      }
    }
    List<List<double[]>> outlines = new ArrayList<>();
    TreeSet<Integer> open = new TreeSet<>(next.keySet());
    while (!open.isEmpty()) {
      List<double[]> outline = new ArrayList<>();
      int edge = open.first();
      while (open.remove(edge)) {
        outline.add(crossing(padded, level, edge, columns));
        edge = next.get(edge);
      }
      outlines.add(outline);
    }
    return outlines;
  }

  /**
   * Adds the pieces of outline in one square of the grid, as links between the edges they cross.
   */
  private static void link(
      double[][] field, double level, int i, int j, int columns, Map<Integer, Integer> next) {
    double[] corner = {field[j][i], field[j][i + 1], field[j + 1][i + 1], field[j + 1][i]};
    int at = 2 * (j * columns + i);
    int[] edge = {at, at + 3, at + 2 * columns, at + 1};
    List<Integer> entries = new ArrayList<>();
    List<Integer> exits = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      boolean here = corner[k] > level;
      boolean there = corner[(k + 1) % 4] > level;
      if (!here && there) {
        entries.add(edge[k]);
      } else if (here && !there) {
        exits.add(edge[k]);
      }
    }
    if (entries.size() == 1) {
      next.put(exits.get(0), entries.get(0));
    } else if (entries.size() == 2) {
      // two opposite corners are above: the middle decides whether they are joined
      boolean joined = (corner[0] + corner[1] + corner[2] + corner[3]) / 4 > level;
      boolean first = corner[0] > level;
      int own = first ? 1 : 0;
      next.put(exits.get(0), entries.get(joined ? 1 - own : own));
      next.put(exits.get(1), entries.get(joined ? own : 1 - own));
    }
  }

  private static double[] crossing(double[][] field, double level, int edge, int columns) {
    int i = edge / 2 % columns;
    int j = edge / 2 / columns;
    boolean upright = edge % 2 == 1;
    double a = field[j][i];
    double b = upright ? field[j + 1][i] : field[j][i + 1];
    double share = Double.isInfinite(a) || Double.isInfinite(b) ? 0.5 : (level - a) / (b - a);
    return new double[] {i - 1 + (upright ? 0 : share), j - 1 + (upright ? share : 0)};
  }

  /**
   * A closed outline with fewer corners that stays within a distance of the given one, by the
   * algorithm of Douglas and Peucker (1973).
   *
   * @return fewer than three corners if the outline is thinner than the tolerance
   */
  static List<double[]> simplified(List<double[]> outline, double tolerance) {
    int n = outline.size();
    int far = 0;
    for (int k = 1; k < n; k++) {
      double[] first = outline.get(0);
      if (distance(first, outline.get(k)) > distance(first, outline.get(far))) {
        far = k;
      }
    }
    boolean[] kept = new boolean[n + 1];
    kept[0] = true;
    kept[far] = true;
    List<double[]> closed = new ArrayList<>(outline);
    closed.add(outline.get(0));
    keep(closed, 0, far, tolerance, kept);
    keep(closed, far, n, tolerance, kept);
    List<double[]> simple = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      if (kept[k]) {
        simple.add(outline.get(k));
      }
    }
    return simple;
  }

  private static void keep(
      List<double[]> line, int from, int to, double tolerance, boolean[] kept) {
    int worst = -1;
    double greatest = tolerance;
    for (int k = from + 1; k < to; k++) {
      double[] p = line.get(k);
      double distance =
          Plane.distance(Plane.nearest(line.get(from), line.get(to), p[0], p[1]), p[0], p[1]);
      if (distance > greatest) {
        greatest = distance;
        worst = k;
      }
    }
    if (worst >= 0) {
      kept[worst] = true;
      keep(line, from, worst, tolerance, kept);
      keep(line, worst, to, tolerance, kept);
    }
  }

  private static double distance(double[] a, double[] b) {
    return Plane.distance(a, b[0], b[1]);
  }
}
