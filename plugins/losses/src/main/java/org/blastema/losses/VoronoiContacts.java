package org.blastema.losses;

import java.util.Arrays;
import org.blastema.autodiff.Elementary;
import org.blastema.kernel.state.CellState;

/**
 * Lengths of the borders between the cells of a tissue in the plane: those of the Voronoi cells of
 * the centers, each limited to a regular polygon around a disk, so that the tissue's rim is not
 * infinite.
 *
 * <p>A cell begins as the polygon and is clipped by the line halfway to every other cell. A border
 * that one partner's polygon cuts off earlier than the other's counts as long as the shorter of the
 * two.
 */
final class VoronoiContacts {
  private static final int CORNERS = 64;

  private final int n;
  private final double[] lengths;

  /**
   * The borders of a tissue.
   *
   * @param reach radius of the disk in units of the cell's radius
   */
  VoronoiContacts(CellState state, double reach) {
    this.n = state.count();
    double[][] x = state.position().toRows();
    double[][] own = new double[n][n];
    for (int i = 0; i < n; i++) {
      borders(x, i, reach * state.radius().get(i, 0), own[i]);
    }
    lengths = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        lengths[i * n + j] = Math.min(own[i][j], own[j][i]);
      }
    }
  }

  /** Length of the border between two cells; 0 if they have none. */
  double between(int i, int j) {
    return lengths[i * n + j];
  }

  /** Sum over pairs of cells of different types, or over all pairs. */
  double total(CellState state, boolean unlikeOnly) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum += unlikeOnly && state.type(i) == state.type(j) ? 0 : between(i, j);
      }
    }
    return sum;
  }

  private static void borders(double[][] x, int i, double reach, double[] into) {
    double[][] corners = new double[CORNERS][];
    int[] beyond = new int[CORNERS];
    Arrays.fill(beyond, -1);
    double outer = reach / Elementary.cos(Math.PI / CORNERS);
    for (int k = 0; k < CORNERS; k++) {
      double angle = 2 * Math.PI * (k + 0.5) / CORNERS;
      corners[k] =
          new double[] {
            x[i][0] + outer * Elementary.cos(angle), x[i][1] + outer * Elementary.sin(angle)
          };
    }
    Polygon polygon = new Polygon(corners, beyond);
    for (int j = 0; j < x.length; j++) {
      if (j != i) {
        polygon = polygon.clipped(x[i], x[j], j);
      }
    }
    polygon.addLengths(into);
  }

  /**
   * A convex polygon.
   *
   * @param corners counterclockwise
   * @param beyond which cell lies beyond the side that begins at a corner; -1 for none
   */
  private record Polygon(double[][] corners, int[] beyond) {
    /** The part that is nearer to one point than to another. */
    Polygon clipped(double[] own, double[] other, int cell) {
      double nx = other[0] - own[0];
      double ny = other[1] - own[1];
      double limit = (nx * (own[0] + other[0]) + ny * (own[1] + other[1])) / 2;
      int count = corners.length;
      double[] excess = new double[count];
      boolean any = false;
      for (int k = 0; k < count; k++) {
        excess[k] = nx * corners[k][0] + ny * corners[k][1] - limit;
        any |= excess[k] > 0;
      }
      if (!any) {
        return this;
      }
      double[][] kept = new double[count + 2][];
      int[] sides = new int[count + 2];
      int size = 0;
      for (int k = 0; k < count; k++) {
        int next = (k + 1) % count;
        boolean in = excess[k] <= 0;
        boolean nextIn = excess[next] <= 0;
        if (in) {
          kept[size] = corners[k];
          sides[size++] = beyond[k];
        }
        if (in != nextIn) {
          double share = excess[k] / (excess[k] - excess[next]);
          kept[size] =
              new double[] {
                corners[k][0] + share * (corners[next][0] - corners[k][0]),
                corners[k][1] + share * (corners[next][1] - corners[k][1])
              };
          sides[size++] = in ? cell : beyond[k];
        }
      }
      return new Polygon(Arrays.copyOf(kept, size), Arrays.copyOf(sides, size));
    }

    void addLengths(double[] into) {
      for (int k = 0; k < corners.length; k++) {
        if (beyond[k] >= 0) {
          double[] next = corners[(k + 1) % corners.length];
          double dx = next[0] - corners[k][0];
          double dy = next[1] - corners[k][1];
          into[beyond[k]] += Math.sqrt(dx * dx + dy * dy);
        }
      }
    }
  }
}
