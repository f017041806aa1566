package org.blastema.record.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A table of numbers at one moment. Immutable. */
public final class NumericTable {
  private final List<TableColumn> columns;
  private final double[][] values;
  private final int rows;

  private NumericTable(List<TableColumn> columns, double[][] values, int rows) {
    this.columns = columns;
    this.values = values;
    this.rows = rows;
  }

  /**
   * Reads the complete rows of a file; one that does not exist is a table without columns.
   *
   * @throws IOException if the file cannot be read or a field is no number
   */
  public static NumericTable read(Path file) throws IOException {
    CsvFile csv = CsvFile.read(file);
    double[][] values = new double[csv.header().size()][csv.rows().size()];
    for (int row = 0; row < csv.rows().size(); row++) {
      for (int column = 0; column < values.length; column++) {
        try {
          values[column][row] = NumberText.parse(csv.rows().get(row).get(column));
        } catch (NumberFormatException e) {
          throw new IOException(
              "%s line %d, column '%s': %s"
                  .formatted(file, row + 2, csv.header().get(column), e.getMessage()),
              e);
        }
      }
    }
    return new NumericTable(
        csv.header().stream().map(TableColumn::parse).toList(), values, csv.rows().size());
  }

  /** The columns in the order of the file. */
  public List<TableColumn> columns() {
    return columns;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Whether there is a column of that name. */
  public boolean has(String name) {
    return columns.stream().anyMatch(column -> column.name().equals(name));
  }

  /**
   * A copy of one column, length {@link #rows}.
   *
   * @throws IllegalArgumentException if there is no column of that name
   */
  public double[] column(String name) {
    int index =
        IntStream.range(0, columns.size())
            .filter(i -> columns.get(i).name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "no column '"
                        + name
                        + "'; there are "
                        + columns.stream().map(TableColumn::name).toList()));
    return values[index].clone();
  }

  /** A copy of one row, length {@code columns().size()}. */
  public double[] row(int row) {
    return IntStream.range(0, values.length).mapToDouble(c -> values[c][row]).toArray();
  }

  /** The table without its first {@code count} rows: what is new to a reader that has those. */
  public NumericTable after(int count) {
    int from = Math.min(count, rows);
    double[][] rest = new double[values.length][];
    for (int c = 0; c < rest.length; c++) {
      rest[c] = Arrays.copyOfRange(values[c], from, rows);
    }
    return new NumericTable(columns, rest, rows - from);
  }
}
