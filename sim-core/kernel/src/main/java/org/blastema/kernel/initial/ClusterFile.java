package org.blastema.kernel.initial;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Unit;

/** Founder cells from a table: every rollout begins with the same ones. */
final class ClusterFile implements InitialState {
  /** What spreadsheet programs put before a table. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final List<String> COORDINATES = List.of("x", "y", "z");

  /**
   * Configuration.
   *
   * @param file the table
   * @param fields further fields
   */
  @Describe("Founder cells from a CSV table with the columns x, y, (z,) radius, type.")
  record Configuration(
      @Describe(
              "The table, relative to the scenario's folder; lines that begin with # are comments.")
          String file,
      @Describe("Initial values of further fields, the same for all cells.") @Unit("any")
          Map<String, Double> fields) {}

  private final CellTypes known;
  private final Map<String, Double> fields;
  private final int[] types;
  private final Var positions;
  private final Var radii;

  private ClusterFile(
      CellTypes known, Map<String, Double> fields, int[] types, Var positions, Var radii) {
    this.known = known;
    this.fields = fields;
    this.types = types;
    this.positions = positions;
    this.radii = radii;
  }

  /**
   * Reads the table.
   *
   * @throws InvalidConfiguration naming the table's line if it does not fit
   */
  static ClusterFile of(Configuration c, BuildContext context) {
    Path path = context.file(c.file);
    List<String> lines;
    try {
      lines = Files.readAllLines(path);
    } catch (CharacterCodingException e) {
      throw InvalidConfiguration.at("file", "'" + c.file + "' is not a text file in UTF-8");
    } catch (IOException e) {
      throw InvalidConfiguration.at("file", "cannot read '" + c.file + "'");
    }
    return new Table(c.file, lines, context.require(CellTypes.class), context.require(Space.class))
        .read(c.fields);
  }

  @Override
  public boolean random() {
    return false;
  }

  @Override
  public CellState create(StateSchema schema, KeyedRandom random) {
    return Founders.of(schema, known, types, positions, radii, fields);
  }

  /** Reads one table. */
  private record Table(String name, List<String> lines, CellTypes known, Space space) {
    ClusterFile read(Map<String, Double> fields) {
      int header = 0;
      while (header < lines.size() && skipped(lines.get(header))) {
        header++;
      }
      if (header == lines.size()) {
        throw problem(lines.size(), "has no header line");
      }
      List<String> columns = split(lines.get(header).replace(BYTE_ORDER_MARK, ""));
      int d = space.dimensions();
      int[] coordinate = new int[d];
      for (int c = 0; c < d; c++) {
        coordinate[c] = find(columns, COORDINATES.get(c), header);
      }
      int radius = find(columns, "radius", header);
      int type = find(columns, "type", header);
      int top = header;
      List<Integer> rows =
          java.util.stream.IntStream.range(header + 1, lines.size())
              .filter(k -> k > top && !skipped(lines.get(k)))
              .boxed()
              .toList();
      int n = rows.size();
      if (n == 0) {
        throw problem(header + 1, "has no cells");
      }
      double[] x = new double[n * d];
      double[] r = new double[n];
      int[] types = new int[n];
      for (int i = 0; i < n; i++) {
        int line = rows.get(i);
        List<String> cells = split(lines.get(line));
        if (cells.size() != columns.size()) {
          throw problem(
              line, "has " + cells.size() + " entries under " + columns.size() + " columns");
        }
        for (int c = 0; c < d; c++) {
          x[c * n + i] = number(cells.get(coordinate[c]), line);
        }
        r[i] = number(cells.get(radius), line);
        if (!(r[i] > 0)) {
          throw problem(line, "has the radius " + r[i]);
        }
        types[i] = known.indexOf(cells.get(type));
        if (types[i] < 0) {
          throw InvalidConfiguration.unknownWord(
              "file",
              "cell type in " + name + ":" + (line + 1) + ":",
              cells.get(type),
              known.names());
        }
      }
      return new ClusterFile(known, fields, types, Var.of(n, d, x), Var.column(r));
    }

    private int find(List<String> columns, String column, int line) {
      int index = columns.indexOf(column);
      if (index < 0) {
        throw problem(line, "has no column '" + column + "', only " + columns);
      }
      return index;
    }

    private double number(String text, int line) {
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw problem(line, "holds '" + text + "' where a number is needed");
      }
      throw problem(line, "holds '" + text + "' where a finite number is needed");
    }

    private InvalidConfiguration problem(int line, String what) {
      return InvalidConfiguration.at("file", name + ":" + (line + 1) + " " + what);
    }

    private static List<String> split(String line) {
      return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    private static boolean skipped(String line) {
      return line.isBlank() || line.startsWith("#");
    }
  }
}
