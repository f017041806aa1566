package org.blastema.kernel.grid;

import java.util.Arrays;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Grid;

/**
 * Which voxels every cell stands on, and with which weights: products over the axes of B-splines of
 * the distance to the centers of voxels. The same weights carry what a cell gives to the grid and
 * what it reads from there. A voxel that would lie outside stands for its mirror image inside.
 *
 * <p>Source of the weights: R. W. Hockney, J. W. Eastwood, Computer Simulation Using Particles
 * (1988), chapter 5 (nearest grid point, cloud in cell, triangular-shaped cloud).
 */
final class Footprint {
  private static final int MOST = 3;

  private final Grid grid;
  private final int cells;
  private final int dimensions;

  /** Voxels along an axis that a cell stands on: 1, 2 or 3. */
  private final int width;

  /** For every axis, cell and node: what the voxel adds to its number. */
  private final int[][] places;

  private final double[][] weights;
  private final double[][] slopes;
  private final double[][] curvatures;

  /**
   * The footprint of cells.
   *
   * @param positions column-major {@code cells x dimensions}
   * @throws OutOfGrid if a cell is not in the box
   */
  Footprint(Grid grid, Weighting weighting, double[] positions, int cells) {
    this.grid = grid;
    this.cells = cells;
    this.dimensions = grid.dimensions();
    this.width = weighting.voxels();
    this.places = new int[dimensions][cells * width];
    this.weights = new double[dimensions][cells * width];
    this.slopes = new double[dimensions][cells * width];
    this.curvatures = new double[dimensions][cells * width];
    double[] w = new double[3 * MOST];
    for (int axis = 0; axis < dimensions; axis++) {
      int length = grid.shape().get(axis);
      int stride = grid.stride(axis);
      double h = grid.spacing();
      for (int i = 0; i < cells; i++) {
        double at = (positions[axis * cells + i] - grid.lower().get(axis)) / h;
        if (!(at >= 0 && at <= length)) {
          throw new OutOfGrid(i);
        }
        int first = weighting.weigh(at, length, w);
        for (int k = 0; k < width; k++) {
          int node = Math.max(0, Math.min(length - 1, first + k));
          int e = i * width + k;
          places[axis][e] = node * stride;
          weights[axis][e] = w[k];
          slopes[axis][e] = w[MOST + k] / h;
          curvatures[axis][e] = w[2 * MOST + k] / (h * h);
        }
      }
    }
  }

  /** A cell is outside of the grid's box. */
  static final class OutOfGrid extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int row;

    OutOfGrid(int row) {
      super("the cell in row " + row + " is outside of the box of the grid");
      this.row = row;
    }

    /** Row of the cell. */
    int row() {
      return row;
    }
  }

  /** What is done with every cell and every voxel that it stands on. */
  private interface Visit {
    /**
     * One voxel of a cell's footprint.
     *
     * @param nodes for every axis, the entry of its weight
     */
    void at(int cell, int voxel, int[] nodes);
  }

  private void visit(Visit visit) {
    int total = dimensions == 3 ? width * width * width : dimensions == 2 ? width * width : width;
    int[] nodes = new int[dimensions];
    for (int i = 0; i < cells; i++) {
      for (int k = 0; k < total; k++) {
        int rest = k;
        int voxel = 0;
        for (int axis = 0; axis < dimensions; axis++) {
          nodes[axis] = i * width + rest % width;
          rest /= width;
          voxel += places[axis][nodes[axis]];
        }
        visit.at(i, voxel, nodes);
      }
    }
  }

  private double weight(int[] nodes) {
    double product = 1;
    for (int axis = 0; axis < dimensions; axis++) {
      product *= weights[axis][nodes[axis]];
    }
    return product;
  }

  /** The derivative of the weight by the position along an axis. */
  private double slope(int[] nodes, int by) {
    double product = 1;
    for (int axis = 0; axis < dimensions; axis++) {
      product *= (axis == by ? slopes : weights)[axis][nodes[axis]];
    }
    return product;
  }

  /** The second derivative of the weight. */
  private double curvature(int[] nodes, int by, int and) {
    double product = 1;
    for (int axis = 0; axis < dimensions; axis++) {
      double[][] factor =
          axis == by ? (axis == and ? curvatures : slopes) : axis == and ? slopes : weights;
      product *= factor[axis][nodes[axis]];
    }
    return product;
  }

  /**
   * What cells give, by voxel and volume: shape {@code voxels x 1}. The sum over the voxels times
   * their volume is the sum of the amounts.
   *
   * @param position positions that the footprint was made of, {@code cells x dimensions}
   * @param amounts {@code cells x 1}
   */
  Var deposit(Var position, Var amounts) {
    double perVolume = 1 / grid.voxelVolume();
    double[] given = amounts.data();
    double[] field = new double[grid.voxels()];
    visit((i, voxel, nodes) -> field[voxel] += given[i] * weight(nodes) * perVolume);
    return Tape.primitive(
        "deposit on a grid",
        new Var[] {position, amounts},
        field.length,
        1,
        field,
        (output, inputs) ->
            visit((i, voxel, nodes) -> {
              double adjoint = output[voxel] * perVolume;
              if (inputs[1] != null) {
                inputs[1][i] += adjoint * weight(nodes);
              }
              if (inputs[0] != null) {
                for (int axis = 0; axis < dimensions; axis++) {
                  inputs[0][axis * cells + i] += adjoint * given[i] * slope(nodes, axis);
                }
              }
            }));
  }

  /**
   * A field at the cells, shape {@code cells x 1}.
   *
   * @param field {@code voxels x 1}
   */
  Var sample(Var position, Var field) {
    double[] c = field.data();
    double[] read = new double[cells];
    visit((i, voxel, nodes) -> read[i] += c[voxel] * weight(nodes));
    return Tape.primitive(
        "sample of a grid",
        new Var[] {position, field},
        cells,
        1,
        read,
        (output, inputs) ->
            visit((i, voxel, nodes) -> {
              if (inputs[1] != null) {
                inputs[1][voxel] += output[i] * weight(nodes);
              }
              if (inputs[0] != null) {
                for (int axis = 0; axis < dimensions; axis++) {
                  inputs[0][axis * cells + i] += output[i] * c[voxel] * slope(nodes, axis);
                }
              }
            }));
  }

  /**
   * The gradient of a field at the cells, that of {@link #sample}: shape {@code cells x
   * dimensions}.
   *
   * @param field {@code voxels x 1}
   */
  Var gradient(Var position, Var field) {
    double[] c = field.data();
    double[] read = new double[cells * dimensions];
    visit((i, voxel, nodes) -> {
      for (int axis = 0; axis < dimensions; axis++) {
        read[axis * cells + i] += c[voxel] * slope(nodes, axis);
      }
    });
    return Tape.primitive(
        "gradient on a grid",
        new Var[] {position, field},
        cells,
        dimensions,
        read,
        (output, inputs) ->
            visit((i, voxel, nodes) -> {
              for (int axis = 0; axis < dimensions; axis++) {
                double adjoint = output[axis * cells + i];
                if (inputs[1] != null) {
                  inputs[1][voxel] += adjoint * slope(nodes, axis);
                }
                if (inputs[0] != null) {
                  for (int by = 0; by < dimensions; by++) {
                    inputs[0][by * cells + i] += adjoint * c[voxel] * curvature(nodes, axis, by);
                  }
                }
              }
            }));
  }

  @Override
  public String toString() {
    return "footprint of " + cells + " cells on " + Arrays.toString(grid.shape().toArray());
  }
}
