package org.blastema.record.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Appends rows of numbers to a table file, units in its header. Not safe for several threads. */
public final class NumericTableWriter implements Closeable {
  private final List<TableColumn> columns;
  private final CsvAppender rows;

  private NumericTableWriter(List<TableColumn> columns, CsvAppender rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Begins a table, or continues the one that exists.
   *
   * @throws IllegalArgumentException if two columns have one name
   * @throws IOException if the file has other columns or cannot be written
   */
  public static NumericTableWriter open(Path file, List<TableColumn> columns) throws IOException {
    Set<String> names = new HashSet<>();
    for (TableColumn column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("two columns are named '" + column.name() + "'");
      }
    }
    List<String> header = columns.stream().map(TableColumn::header).toList();
    return new NumericTableWriter(
        List.copyOf(columns),
        Files.exists(file) ? CsvAppender.open(file, header) : CsvAppender.create(file, header));
  }

  /** The columns in the order of the file. */
  public List<TableColumn> columns() {
    return columns;
  }

  /** Number of rows, those of earlier processes included. */
  public long rows() {
    return rows.rows();
  }

  /**
   * Appends one row; it is in the file when the call returns.
   *
   * @param values one number a column, in the order of {@link #columns}; NaN is written as such
   */
  public void append(double... values) throws IOException {
    rows.append(Arrays.stream(values).mapToObj(NumberText::of).toList());
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
