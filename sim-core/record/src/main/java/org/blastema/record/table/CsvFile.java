package org.blastema.record.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The complete lines of a table file at one moment.
 *
 * <p>A line counts when its line break is there: a row torn by a killed process, or one that is
 * being written at this moment, is left out.
 *
 * @param header words of the first line; empty if the file has no complete line
 * @param rows fields of the other lines, each as many as the header has
 */
public record CsvFile(List<String> header, List<List<String>> rows) {

  /**
   * Reads a file; one that does not exist is an empty table.
   *
   * @throws IOException if it cannot be read or a complete line does not fit the header
   */
  public static CsvFile read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new CsvFile(List.of(), List.of());
    }
    String text = new String(bytes, 0, completeBytes(bytes), UTF_8);
    List<String> header = List.of();
    List<List<String>> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      List<String> fields = CsvLine.split(line);
      if (number == 1) {
        header = fields;
      } else if (fields.size() == header.size()) {
        rows.add(fields);
      } else {
        throw new IOException(
            "%s line %d has %d fields where the header has %d"
                .formatted(file, number, fields.size(), header.size()));
      }
    }
    return new CsvFile(header, rows);
  }

  /** Number of bytes up to and including the last line break. */
  static int completeBytes(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }
}
