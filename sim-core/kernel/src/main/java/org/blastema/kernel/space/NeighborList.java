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

  /** An empty list. */
  public NeighborList() {
    this(SMALL);
  }

  /** An empty list that looks at all pairs of up to {@code small} cells. */
  NeighborList(int small) {
    this.small = small;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the range is not positive (it may be infinite)
   * @throws IllegalStateException if there are more pairs than an array can hold
   */
  @Override
  public Pairs within(double[] positions, int count, int dimensions, double range) {
    if (!(range > 0)) {
      throw new IllegalArgumentException("neighbors within a range of " + range);
    }
    boolean sameCells = count == knownCount && dimensions == knownDimensions;
    if (!sameCells || !(range + 2 * greatestMove(positions, count, dimensions) <= reach)) {
      rebuild(positions, count, dimensions, range * (1 + (count <= SMALL ? THIN_SKIN : SKIN)));
    }
    return pairs;
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
    } else {
      searchGrid(Grid.around(reference, count, dimensions, newReach));
    }
    pairs = new Pairs(found, Arrays.copyOf(first, found), Arrays.copyOf(second, found));
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

  private void searchGrid(Grid grid) {
    sortInto(grid);
    double limit = reach * reach;
    for (int i = 0; i < knownCount; i++) {
      int begin = found;
      int box = boxOf[i];
      int bx = box % grid.nx;
      int by = box / grid.nx % grid.ny;
      int bz = box / grid.nx / grid.ny;
      for (int z = Math.max(bz - 1, 0); z <= Math.min(bz + 1, grid.nz - 1); z++) {
        for (int y = Math.max(by - 1, 0); y <= Math.min(by + 1, grid.ny - 1); y++) {
          int row = (z * grid.ny + y) * grid.nx;
          int end = starts[row + Math.min(bx + 1, grid.nx - 1) + 1];
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

  /**
   * Counting sort of the cells by box; {@code starts[b]} is where box {@code b} begins in {@code
   * members}.
   */
  private void sortInto(Grid grid) {
    int boxes = grid.nx * grid.ny * grid.nz;
    if (starts.length < boxes + 1) {
      starts = new int[boxes + boxes / 2 + 1];
    }
    if (members.length < knownCount) {
      members = new int[knownCount + knownCount / 2];
      boxOf = new int[members.length];
    }
    Arrays.fill(starts, 0, boxes + 1, 0);
    for (int i = 0; i < knownCount; i++) {
      boxOf[i] = grid.boxOf(reference, i, knownCount, knownDimensions);
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

  /**
   * Boxes at least as wide as the reach, so that the neighbors of a cell are in its own box or next
   * to it.
   */
  private record Grid(
      int nx,
      int ny,
      int nz,
      double x0,
      double y0,
      double z0,
      double perX,
      double perY,
      double perZ) {

    static Grid around(double[] positions, int count, int dimensions, double reach) {
      double[] low = new double[3];
      double[] extent = new double[3];
      for (int d = 0; d < dimensions; d++) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
          least = Math.min(least, positions[d * count + i]);
          greatest = Math.max(greatest, positions[d * count + i]);
        }
        low[d] = least;
        extent[d] = greatest - least;
      }
      double width = reach;
      while (boxes(extent[0], width) * boxes(extent[1], width) * boxes(extent[2], width)
          > 2.0 * count) {
        width *= 1.25;
      }
      int nx = (int) boxes(extent[0], width);
      int ny = (int) boxes(extent[1], width);
      int nz = (int) boxes(extent[2], width);
      return new Grid(
          nx, ny, nz, low[0], low[1], low[2], nx / extent[0], ny / extent[1], nz / extent[2]);
    }

    /** How many boxes of at least a width fit into an extent; one where the extent is no number. */
    private static double boxes(double extent, double width) {
      return extent < Double.POSITIVE_INFINITY ? Math.max(1, Math.floor(extent / width)) : 1;
    }

    int boxOf(double[] positions, int i, int count, int dimensions) {
      int x = index((positions[i] - x0) * perX, nx);
      int y = index((positions[count + i] - y0) * perY, ny);
      int z = dimensions == 3 ? index((positions[2 * count + i] - z0) * perZ, nz) : 0;
      return (z * ny + y) * nx + x;
    }

    private static int index(double place, int boxes) {
      return Math.clamp((long) place, 0, boxes - 1);
    }
  }
}
