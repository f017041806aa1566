package org.blastema.plugin;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Turns a parameter's written or drawn initial values into a table, column after column. */
final class InitialValues {
  private InitialValues() {}

  static double[] of(ParameterSpec spec, int rows, int columns, long seed) {
    return of(spec.initial(), spec, rows, columns, seed);
  }

  private static double[] of(
      ParameterSpec.Initial initial, ParameterSpec spec, int rows, int columns, long seed) {
    return switch (initial) {
      case ParameterSpec.Initial.Shared shared -> of(shared.values(), spec, rows, columns, seed);
      case ParameterSpec.Initial.Written written -> written(spec, written.rows(), rows, columns);
      case ParameterSpec.Initial.Drawn drawn ->
          drawn(
              spec,
              drawn,
              rows,
              columns,
              new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ hash(spec.path())));
    };
  }

  private static double[] written(
      ParameterSpec spec, List<List<Double>> table, int rows, int columns) {
    double[] values = new double[rows * columns];
    int writtenRows = table.size();
    int writtenColumns = writtenRows == 0 ? 0 : table.get(0).size();
    if (writtenRows == 1 && writtenColumns == 1) {
      Arrays.fill(values, table.get(0).get(0));
      return values;
    }
    boolean vector = Math.min(rows, columns) == 1 && Math.min(writtenRows, writtenColumns) == 1;
    boolean fits =
        vector
            ? Math.max(rows, columns) == Math.max(writtenRows, writtenColumns)
            : rows == writtenRows && columns == writtenColumns;
    if (!fits) {
      throw InvalidConfiguration.at(
          "/" + spec.path(),
          "has "
              + writtenRows
              + " x "
              + writtenColumns
              + " numbers where "
              + rows
              + " x "
              + columns
              + " are needed");
    }
    for (int r = 0; r < writtenRows; r++) {
      for (int c = 0; c < writtenColumns; c++) {
        values[vector ? Math.max(r, c) : c * rows + r] = table.get(r).get(c);
      }
    }
    return values;
  }

  private static double[] drawn(
      ParameterSpec spec,
      ParameterSpec.Initial.Drawn drawn,
      int rows,
      int columns,
      SplittableRandom random) {
    double[] values = new double[rows * columns];
    switch (drawn.distribution()) {
      case "zeros" -> {}
      case "normal" -> Arrays.setAll(values, k -> drawn.scale() * random.nextGaussian());
      case "uniform" -> Arrays.setAll(values, k -> drawn.scale() * (2 * random.nextDouble() - 1));
      case "orthogonal" -> orthogonal(values, rows, columns, drawn.scale(), random);
      default ->
          throw InvalidConfiguration.unknownWord(
              "/" + spec.path() + ".init",
              "distribution",
              drawn.distribution(),
              List.of("zeros", "normal", "uniform", "orthogonal"));
    }
    return values;
  }

  /**
   * Gram-Schmidt on a Gaussian matrix: orthonormal along the shorter side, uniform over rotations.
   */
  private static void orthogonal(
      double[] values, int rows, int columns, double scale, SplittableRandom random) {
    boolean tall = rows >= columns;
    int length = tall ? rows : columns;
    int count = tall ? columns : rows;
    double[][] basis = new double[count][length];
    for (int k = 0; k < count; k++) {
      Arrays.setAll(basis[k], i -> random.nextGaussian());
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < k; j++) {
          double projection = 0;
          for (int i = 0; i < length; i++) {
            projection += basis[k][i] * basis[j][i];
          }
          for (int i = 0; i < length; i++) {
            basis[k][i] -= projection * basis[j][i];
          }
        }
      }
      double norm = Math.sqrt(Arrays.stream(basis[k]).map(v -> v * v).sum());
      for (int i = 0; i < length; i++) {
        basis[k][i] /= norm;
        values[tall ? k * rows + i : i * rows + k] = scale * basis[k][i];
      }
    }
  }

  private static long hash(String path) {
    long h = 0xCBF29CE484222325L;
    for (int i = 0; i < path.length(); i++) {
      h = (h ^ path.charAt(i)) * 0x100000001B3L;
    }
    return h;
  }
}
