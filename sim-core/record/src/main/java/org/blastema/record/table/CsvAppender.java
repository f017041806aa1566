package org.blastema.record.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.blastema.record.file.AtomicFile;

/**
 * Appends rows to a table file. Every row reaches the operating system before the call returns, and
 * an interrupted thread can go on writing.
 */
public final class CsvAppender implements Closeable {
  private final Path file;
  private final List<String> header;
  // not a channel: an interrupt would close that
  private final RandomAccessFile open;
  private long rows;

  private CsvAppender(Path file, List<String> header, RandomAccessFile open, long rows) {
    this.file = file;
    this.header = header;
    this.open = open;
    this.rows = rows;
  }

  /**
   * Begins a table.
   *
   * @throws IOException if the file cannot be written
   */
  public static CsvAppender create(Path file, List<String> header) throws IOException {
    AtomicFile.write(file, CsvLine.join(header));
    return open(file, header);
  }

  /**
   * Continues a table; what a killed process left of a row is cut off.
   *
   * @throws IOException if the file has another header or cannot be written
   */
  public static CsvAppender open(Path file, List<String> header) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    CsvFile content = CsvFile.read(file);
    if (!content.header().equals(header)) {
      throw new IOException(
          file
              + " has the columns "
              + content.header()
              + " where "
              + header
              + " are to be written");
    }
    RandomAccessFile table = new RandomAccessFile(file.toFile(), "rw");
    table.setLength(CsvFile.completeBytes(bytes));
    table.seek(table.length());
    return new CsvAppender(file, List.copyOf(header), table, content.rows().size());
  }

  /** Words of the first line. */
  public List<String> header() {
    return header;
  }

  /** Number of rows written, those of earlier processes included. */
  public long rows() {
    return rows;
  }

  /**
   * Appends one row.
   *
   * @throws IllegalArgumentException if the number of fields is not that of the header
   */
  public void append(List<String> fields) throws IOException {
    appendAll(List.of(fields));
  }

  /** Appends several rows in one write. */
  public void appendAll(List<List<String>> several) throws IOException {
    StringBuilder text = new StringBuilder();
    for (List<String> fields : several) {
      if (fields.size() != header.size()) {
        throw new IllegalArgumentException(
            file.getFileName() + ": " + fields.size() + " fields where the columns are " + header);
      }
      text.append(CsvLine.join(fields));
    }
    open.write(text.toString().getBytes(UTF_8));
    rows += several.size();
  }

  /**
   * Keeps the header and the first {@code kept} rows.
   *
   * @throws IOException if there are fewer
   */
  public void cutToRows(long kept) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = 0;
    for (long line = 0; line <= kept; line++) {
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == bytes.length) {
        throw new IOException(file + " has fewer than " + kept + " rows");
      }
      end++;
    }
    open.setLength(end);
    open.seek(end);
    rows = kept;
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
