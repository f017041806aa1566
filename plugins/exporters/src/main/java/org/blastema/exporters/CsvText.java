package org.blastema.exporters;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a table as RFC 4180 says, in UTF-8 with one line feed a row. */
final class CsvText implements AutoCloseable {
  private final BufferedWriter out;

  CsvText(Path file) throws IOException {
    out = Files.newBufferedWriter(file);
  }

  void row(List<String> values) throws IOException {
    out.write(values.stream().map(CsvText::quoted).collect(Collectors.joining(",")));
    out.write('\n');
  }

  /** The shortest text that is read as the same number. */
  static String number(double value, boolean whole) {
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
