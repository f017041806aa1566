package org.blastema.record.table;

import java.util.Objects;

/**
 * A column of a table.
 *
 * @param name unique in the table; without line breaks and square brackets
 * @param unit unit of its numbers; empty for a pure number
 */
public record TableColumn(String name, String unit) {

  /** Checks that the header can be read back. */
  public TableColumn {
    Objects.requireNonNull(unit);
    if (name.isBlank() || (name + unit).matches("(?s).*[\\[\\]\\r\\n].*")) {
      throw new IllegalArgumentException(
          "column '"
              + name
              + "' ["
              + unit
              + "]: a name needs letters and neither brackets nor line breaks");
    }
  }

  /** A column of pure numbers. */
  public static TableColumn of(String name) {
    return new TableColumn(name, "");
  }

  /** The words of the header line: {@code radius [um]}, or {@code radius} for a pure number. */
  public String header() {
    return unit.isEmpty() ? name : name + " [" + unit + "]";
  }

  /** Reads {@link #header} back. */
  static TableColumn parse(String header) {
    int bracket = header.lastIndexOf(" [");
    if (bracket > 0 && header.endsWith("]")) {
      return new TableColumn(
          header.substring(0, bracket), header.substring(bracket + 2, header.length() - 1));
    }
    return of(header);
  }
}
