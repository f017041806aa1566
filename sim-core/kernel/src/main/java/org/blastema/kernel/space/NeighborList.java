package org.blastema.kernel.space;

import java.util.Arrays;
import org.blastema.autodiff.Pairs;

/**
 * A Verlet list: pairs up to somewhat beyond the range asked for (the skin) are found once, on a
 * grid of cells, and serve until some cell has moved so far that a pair might be missing.
 *
 * <p>Not safe for use by several threads: every rollout owns one. A pair list that was handed out
 * is never changed afterwards, so a recording tape may hold on to it.
 *
 * <p>Source: L. Verlet, Physical Review 159 (1967) 98; M. P. Allen and D. J. Tildesley, Computer
 * Simulation of Liquids (1987), section 5.3.
 */
public final class NeighborList implements NeighborSearch {
  /** Thickness of the skin as a fraction of the range. */
  private static final double SKIN = 0.1;

  /** The same for few cells: a new list costs less than computing pairs that are too far. */
  private static final double THIN_SKIN = 0.05;

  /** Up to this many cells, looking at all pairs is faster than sorting into a grid. */
  private static final int SMALL = 200;

  private final int small;

  /** Period along every axis, infinite where there is none; empty if no axis has one. */
  private final double[] periods;

  private Pairs pairs = new Pairs(0, new int[0], new int[0]);
  private double reach = Double.NaN;
  private int knownCount;
  private int knownDimensions;
  private double[] reference = new double[0];

  private double[] squared = new double[0];
  private int found;
  private int[] first = new int[256];
  private int[] second = new int[256];
  private int[] boxOf = new int[0];
  private int[] starts = new int[0];
  private int[] members = new int[0];

  /** An empty list for free space. */
  public NeighborList() {
    this(SMALL);
  }

  /** An empty list for a space. */
  public NeighborList(Space space) {
    this(space, SMALL);
  }

  /** An empty list for free space that looks at all pairs of up to {@code small} cells. */
  NeighborList(int small) {
    this.small = small;
    this.periods = new double[0];
  }

  /** An empty list for a space that looks at all pairs of up to {@code small} cells. */
  NeighborList(Space space, int small) {
    this.small = small;
    this.periods = new double[space.periodic() ? space.dimensions() : 0];
    Arrays.setAll(periods, space::period);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the range is not positive (it may be infinite in free
   *     space), or longer than half a period, where a cell would be near several images of another
   * @throws IllegalStateException if there are more pairs than an array can hold
   */
  @Override
  public Pairs within(double[] positions, int count, int dimensions, double range) {
    if (!(range > 0)) {
      throw new IllegalArgumentException("neighbors within a range of " + range);
    }
    double longest = requireFewerThanTwoImages(range);
    boolean sameCells = count == knownCount && dimensions == knownDimensions;
    if (!sameCells || !(range + 2 * moved(positions, count, dimensions) <= reach)) {
      double skin = count <= SMALL ? THIN_SKIN : SKIN;
      rebuild(positions, count, dimensions, Math.min(range * (1 + skin), longest));
    }
    return pairs;
  }

  /** The longest range that there may be. */
  private double requireFewerThanTwoImages(double range) {
    double longest = Double.POSITIVE_INFINITY;
    for (double period : periods) {
      longest = Math.min(longest, period / 2);
    }
    if (range > longest) {
      throw new IllegalArgumentException(
          "cells feel each other up to a distance of "
              + range
              + ", more than half the period of "
              + 2 * longest
              + " between periodic sides: a cell would feel several images of another");
    }
    return longest;
  }

  private double moved(double[] positions, int count, int dimensions) {
    return periods.length == 0
        ? greatestMove(positions, count, dimensions)
        : greatestMoveOfImages(positions, count, dimensions);
  }

  private double greatestMove(double[] positions, int count, int dimensions) {
    double greatest = 0;
    for (int i = 0; i < count; i++) {
      double squared = 0;
      for (int d = 0; d < dimensions; d++) {
        double move = positions[d * count + i] - reference[d * count + i];
        squared += move * move;
      }
      greatest = Math.max(greatest, squared);
    }
    return Math.sqrt(greatest);
  }

  /** The same, where a cell that has left through a side has not moved far. */
  private double greatestMoveOfImages(double[] positions, int count, int dimensions) {
    double greatest = 0;
    for (int i = 0; i < count; i++) {
      double squared = 0;
      for (int d = 0; d < dimensions; d++) {
        double move =
            Pairs.nearestImage(positions[d * count + i] - reference[d * count + i], periods[d]);
        squared += move * move;
      }
      greatest = Math.max(greatest, squared);
    }
    return Math.sqrt(greatest);
  }

  private void rebuild(double[] positions, int count, int dimensions, double newReach) {
    int size = count * dimensions;
    if (reference.length < size) {
      reference = new double[size + size / 2];
    }
    System.arraycopy(positions, 0, reference, 0, size);
    knownCount = count;
    knownDimensions = dimensions;
    reach = newReach;
    found = 0;
    if (count <= small || Double.isInfinite(newReach)) {
      searchAll();
    } else if (periods.length > 0) {
      searchImages(NeighborGrid.around(reference, count, dimensions, newReach, periods));
    } else {
      searchGrid(NeighborGrid.around(reference, count, dimensions, newReach, periods));
    }
    pairs = new Pairs(found, Arrays.copyOf(first, found), Arrays.copyOf(second, found), periods);
  }

  /** Without branches: which of the next cells are near is hard to foretell. */
  private void searchAll() {
    long limit = Double.doubleToRawLongBits(reach * reach);
    int n = knownCount;
    if (squared.length < n) {
      squared = new double[n + n / 2];
    }
    for (int i = 0; i < n; i++) {
      squaredDistances(i);
      makeRoom(n);
      int[] partners = second;
      int end = found;
      for (int j = i + 1; j < n; j++) {
        partners[end] = j;
        // 1 if less: bits of numbers that are not negative are ordered like them, NaN last
        long bits = Double.doubleToRawLongBits(squared[j]) & Long.MAX_VALUE;
        end += (int) ((bits - limit) >>> 63);
      }
      Arrays.fill(first, found, end, i);
      found = end;
    }
  }

  /** To all later cells. */
  private void squaredDistances(int i) {
    int n = knownCount;
    if (periods.length > 0) {
      for (int j = i + 1; j < n; j++) {
        squared[j] = squaredDistanceToImage(i, j);
      }
      return;
    }
    if (knownDimensions == 3) {
      squaredDistances(reference, n, i, squared);
      return;
    }
    double[] x = reference;
    double[] sums = squared;
    double x0 = x[i];
    double y0 = x[n + i];
    for (int j = i + 1; j < n; j++) {
      double dx = x[j] - x0;
      double dy = x[n + j] - y0;
      sums[j] = dx * dx + dy * dy;
    }
  }

  /** In one loop, which the compiler turns into vector instructions. */
  private static void squaredDistances(double[] x, int n, int i, double[] sums) {
    double x0 = x[i];
    double y0 = x[n + i];
    double z0 = x[2 * n + i];
    for (int j = i + 1; j < n; j++) {
      double dx = x[j] - x0;
      double dy = x[n + j] - y0;
      double dz = x[2 * n + j] - z0;
      sums[j] = dx * dx + dy * dy + dz * dz;
    }
  }

  private void searchGrid(NeighborGrid grid) {
    sortInto(grid);
    double limit = reach * reach;
    int nx = grid.boxes(0);
    int ny = grid.boxes(1);
    int nz = grid.boxes(2);
    for (int i = 0; i < knownCount; i++) {
      int begin = found;
      int box = boxOf[i];
      int bx = box % nx;
      int by = box / nx % ny;
      int bz = box / nx / ny;
      for (int z = Math.max(bz - 1, 0); z <= Math.min(bz + 1, nz - 1); z++) {
        for (int y = Math.max(by - 1, 0); y <= Math.min(by + 1, ny - 1); y++) {
          int row = (z * ny + y) * nx;
          int end = starts[row + Math.min(bx + 1, nx - 1) + 1];
          for (int k = starts[row + Math.max(bx - 1, 0)]; k < end; k++) {
            int j = members[k];
            if (j > i && squaredDistance(i, j) < limit) {
              add(i, j);
            }
          }
        }
      }
      Arrays.sort(second, begin, found);
    }
  }

  /** The same where boxes at one side lie next to those at the other. */
  private void searchImages(NeighborGrid grid) {
    sortInto(grid);
    double limit = reach * reach;
    int[][][] near = grid.neighbors();
    int nx = grid.boxes(0);
    int ny = grid.boxes(1);
    for (int i = 0; i < knownCount; i++) {
      int begin = found;
      int box = boxOf[i];
      for (int z : near[2][box / nx / ny]) {
        for (int y : near[1][box / nx % ny]) {
          for (int x : near[0][box % nx]) {
            int other = (z * ny + y) * nx + x;
            for (int k = starts[other]; k < starts[other + 1]; k++) {
              int j = members[k];
              if (j > i && squaredDistanceToImage(i, j) < limit) {
                add(i, j);
              }
            }
          }
        }
      }
      Arrays.sort(second, begin, found);
    }
  }

  /**
   * Counting sort of the cells by box; {@code starts[b]} is where box {@code b} begins in {@code
   * members}.
   */
  private void sortInto(NeighborGrid grid) {
    int boxes = grid.boxes(0) * grid.boxes(1) * grid.boxes(2);
    if (starts.length < boxes + 1) {
      starts = new int[boxes + boxes / 2 + 1];
    }
    if (members.length < knownCount) {
      members = new int[knownCount + knownCount / 2];
      boxOf = new int[members.length];
    }
    Arrays.fill(starts, 0, boxes + 1, 0);
    for (int i = 0; i < knownCount; i++) {
      boxOf[i] = grid.boxOf(reference, i, knownCount);
      starts[boxOf[i] + 1]++;
    }
    for (int b = 0; b < boxes; b++) {
      starts[b + 1] += starts[b];
    }
    for (int i = 0; i < knownCount; i++) {
      members[starts[boxOf[i]]++] = i;
    }
    for (int b = boxes; b > 0; b--) {
      starts[b] = starts[b - 1];
    }
    starts[0] = 0;
  }

  private double squaredDistance(int i, int j) {
    double squared = 0;
    for (int d = 0; d < knownDimensions; d++) {
      double difference = reference[d * knownCount + j] - reference[d * knownCount + i];
      squared += difference * difference;
    }
    return squared;
  }

  private double squaredDistanceToImage(int i, int j) {
    double squared = 0;
    for (int d = 0; d < knownDimensions; d++) {
      double difference =
          Pairs.nearestImage(
              reference[d * knownCount + j] - reference[d * knownCount + i], periods[d]);
      squared += difference * difference;
    }
    return squared;
  }

  private void add(int i, int j) {
    makeRoom(1);
    first[found] = i;
    second[found++] = j;
  }

  private void makeRoom(int more) {
    if (more > second.length - found) {
      if (found > Integer.MAX_VALUE / 2 - more) {
        throw new IllegalStateException("more than " + found + " pairs of cells within " + reach);
      }
      first = Arrays.copyOf(first, 2 * (found + more));
      second = Arrays.copyOf(second, 2 * (found + more));
    }
  }
}
