package org.blastema.losses;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Space;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Unit;

/**
 * A target given by its points.
 *
 * @param points {@code m x dimensions}
 */
record TargetPoints(Var points) implements TargetShape {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final List<String> COORDINATES = List.of("x", "y", "z");

  /** The entries of a scenario. */
  @Describe("A target shape given by points: a list, or a CSV table with the columns x, y (, z).")
  record Configuration(
      @Describe("The points, a list of coordinates each.") @Unit("length")
          List<List<Double>> points,
      @Describe(
              "The table, relative to the scenario's folder; lines that begin with # are comments.")
          Optional<String> file) {}

  /**
   * The target that a scenario describes.
   *
   * @throws InvalidConfiguration if there are no points, or points and a file, or a point that does
   *     not fit the space
   */
  static TargetPoints create(Configuration c, BuildContext context) {
    int d = context.require(Space.class).dimensions();
    if (c.file().isPresent() != c.points().isEmpty()) {
      throw InvalidConfiguration.at("", "needs either points or a file");
    }
    List<double[]> rows =
        c.file().isPresent() ? read(c.file().get(), d, context) : written(c.points(), d);
    return new TargetPoints(Var.ofRows(rows.toArray(double[][]::new)));
  }

  private static List<double[]> written(List<List<Double>> points, int d) {
    List<double[]> rows = new ArrayList<>();
    for (int k = 0; k < points.size(); k++) {
      if (points.get(k).size() != d) {
        throw InvalidConfiguration.at("points[" + k + "]", "needs " + d + " coordinates");
      }
      rows.add(points.get(k).stream().mapToDouble(Double::doubleValue).toArray());
    }
    return rows;
  }

  private static List<double[]> read(String name, int d, BuildContext context) {
    List<String> lines;
    try {
      lines = Files.readAllLines(context.file(name));
    } catch (CharacterCodingException e) {
      throw InvalidConfiguration.at("file", "'" + name + "' is not a text file in UTF-8");
    } catch (IOException e) {
      throw InvalidConfiguration.at("file", "cannot read '" + name + "'");
    }
    List<String> header = null;
    List<double[]> rows = new ArrayList<>();
    for (int k = 0; k < lines.size(); k++) {
      String line = lines.get(k).replace(BYTE_ORDER_MARK, "");
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = List.of(line.split(",", -1)).stream().map(String::strip).toList();
      if (header == null) {
        header = cells;
        if (!header.containsAll(COORDINATES.subList(0, d))) {
          throw problem(name, k, "needs the columns " + COORDINATES.subList(0, d));
        }
        continue;
      }
      if (cells.size() != header.size()) {
        throw problem(
            name, k, "has " + cells.size() + " entries under " + header.size() + " columns");
      }
      double[] row = new double[d];
      for (int c = 0; c < d; c++) {
        row[c] = number(name, k, cells.get(header.indexOf(COORDINATES.get(c))));
      }
      rows.add(row);
    }
    if (rows.isEmpty()) {
      throw InvalidConfiguration.at("file", "'" + name + "' has no points");
    }
    return rows;
  }

  private static double number(String name, int line, String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value)) {
      throw problem(name, line, "holds '" + text + "' where a finite number is needed");
    }
    return value;
  }

  private static InvalidConfiguration problem(String name, int line, String what) {
    return InvalidConfiguration.at("file", name + ":" + (line + 1) + " " + what);
  }
}
