package org.blastema.record.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One line of comma-separated values as RFC 4180 quotes them; fields never hold line breaks. */
final class CsvLine {
  private CsvLine() {}

  static String join(List<String> fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      line.append(quoted(fields.get(i)));
    }
    return line.append('\n').toString();
  }

  private static String quoted(String field) {
    if (field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a table field holds a line break: " + field);
    }
    return field.indexOf(',') < 0 && field.indexOf('"') < 0
        ? field
        : '"' + field.replace("\"", "\"\"") + '"';
  }

  /**
   * Splits a line without its line break.
   *
   * @throws IOException if a quotation mark is not closed
   */
  static List<String> split(String line) throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && field.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new IOException("quotation mark is not closed: " + line);
    }
    fields.add(field.toString());
    return fields;
  }
}
