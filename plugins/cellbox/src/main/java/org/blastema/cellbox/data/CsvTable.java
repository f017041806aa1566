package org.blastema.cellbox.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table of numbers, with or without names of its columns and rows. A first row in which no entry
 * is a number holds the names of columns; a first column in which no entry is a number, those of
 * rows. Lines that begin with {@code #} and empty lines are left out.
 *
 * @param file name for messages
 * @param columns names of columns; empty if there are none
 * @param rows names of rows; empty if there are none
 * @param values rows by columns
 * @param lines line of the file of every row, from 1
 * @param firstColumn position in the file of the first column of numbers, from 1
 */
public record CsvTable(
    String file,
    List<String> columns,
    List<String> rows,
    double[][] values,
    int[] lines,
    int firstColumn) {

  /** What spreadsheet programs put before a table. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** A line that holds something. */
  private record Line(int number, List<String> cells) {}

  /**
   * Reads a table.
   *
   * @param name for messages
   * @throws BadTable if it is no table of finite numbers
   */
  public static CsvTable read(Path path, String name) {
    List<Line> lines = lines(path, name);
    if (lines.isEmpty()) {
      throw new BadTable(name, "is empty");
    }
    List<String> first = lines.getFirst().cells;
    boolean header = first.stream().noneMatch(CsvTable::isNumeric);
    List<Line> body = header ? lines.subList(1, lines.size()) : lines;
    if (body.isEmpty()) {
      throw new BadTable(name, "has names of columns, but no rows");
    }
    boolean named = body.stream().noneMatch(line -> isNumeric(line.cells.getFirst()));
    int from = named ? 1 : 0;
    int width = header ? first.size() : body.getFirst().cells.size();
    double[][] values = new double[body.size()][width - from];
    int[] numbers = new int[body.size()];
    List<String> rows = new ArrayList<>();
    for (int r = 0; r < values.length; r++) {
      Line line = body.get(r);
      numbers[r] = line.number;
      if (line.cells.size() != width) {
        throw new BadTable(
            name,
            "row "
                + line.number
                + " has "
                + line.cells.size()
                + " columns where "
                + width
                + " are expected");
      }
      if (named) {
        rows.add(line.cells.getFirst());
      }
      for (int c = from; c < width; c++) {
        values[r][c - from] = number(name, line, c);
      }
    }
    List<String> columns = header ? List.copyOf(first.subList(from, width)) : List.of();
    requireDifferent(name, columns);
    return new CsvTable(name, columns, List.copyOf(rows), values, numbers, 1 + from);
  }

  private static List<Line> lines(Path path, String name) {
    List<String> text;
    try {
      text = Files.readAllLines(path);
    } catch (CharacterCodingException e) {
      throw new BadTable(name, "is not a text file in UTF-8");
    } catch (IOException e) {
      throw new BadTable(name, "cannot be read");
    }
    List<Line> lines = new ArrayList<>();
    for (int k = 0; k < text.size(); k++) {
      String line = k == 0 ? text.get(0).replace(BYTE_ORDER_MARK, "") : text.get(k);
      if (!line.isBlank() && !line.startsWith("#")) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(",", -1)) {
          cells.add(unquoted(cell.strip()));
        }
        lines.add(new Line(k + 1, cells));
      }
    }
    return lines;
  }

  private static String unquoted(String cell) {
    boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1) : cell;
  }

  private static boolean isNumeric(String cell) {
    try {
      Double.parseDouble(cell);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static double number(String name, Line line, int column) {
    String cell = line.cells.get(column);
    if (!isNumeric(cell)) {
      String what = cell.isEmpty() ? "is empty" : "holds '" + cell + "'";
      throw new BadTable(name, line.number, column + 1, what + " where a number is expected");
    }
    double value = Double.parseDouble(cell);
    if (!Double.isFinite(value)) {
      throw new BadTable(name, line.number, column + 1, "holds " + cell + ", not a finite number");
    }
    return value;
  }

  private static void requireDifferent(String name, List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new BadTable(name, "has two columns named '" + column + "'");
      }
    }
  }

  /** Number of columns of numbers. */
  public int width() {
    return values[0].length;
  }

  /** A complaint about an entry; column -1 holds the names of rows. */
  public BadTable complaint(int row, int column, String message) {
    return new BadTable(file, lines[row], column + firstColumn, message);
  }
}
