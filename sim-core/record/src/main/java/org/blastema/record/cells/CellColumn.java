package org.blastema.record.cells;

import java.util.Objects;
import org.blastema.record.zarr.ElementType;

/**
 * Declares a column of the cell store.
 *
 * @param name a letter, then letters, digits, {@code . _ -}; also the name of the array's folder
 * @param kind what numbers it holds
 * @param unit unit of the numbers; empty for pure numbers
 * @param description one sentence; may be empty
 */
public record CellColumn(String name, Kind kind, String unit, String description) {

  /** What numbers a column holds. */
  public enum Kind {
    /** 64-bit floating point. */
    REAL(ElementType.FLOAT64),
    /** 32-bit signed integers. */
    INTEGER(ElementType.INT32);

    private final ElementType element;

    Kind(ElementType element) {
      this.element = element;
    }

    ElementType element() {
      return element;
    }

    static Kind of(ElementType element) {
      return element == ElementType.INT32 ? INTEGER : REAL;
    }
  }

  /** Checks the name. */
  public CellColumn {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(unit);
    Objects.requireNonNull(description);
    if (!name.matches("[A-Za-z][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot name a column: a letter, then letters, digits and . _ -");
    }
  }

  /** A column of floating-point numbers. */
  public static CellColumn real(String name, String unit) {
    return new CellColumn(name, Kind.REAL, unit, "");
  }

  /** A column of integers. */
  public static CellColumn integer(String name) {
    return new CellColumn(name, Kind.INTEGER, "", "");
  }

  /** The same column with a description. */
  public CellColumn describedAs(String sentence) {
    return new CellColumn(name, kind, unit, sentence);
  }
}
