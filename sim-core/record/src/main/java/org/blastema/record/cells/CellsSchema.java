package org.blastema.record.cells;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What a cell store holds.
 *
 * @param dimensions 2 or 3
 * @param timeUnit unit of time; empty if the model has none
 * @param lengthUnit unit of length; empty if the model has none
 * @param types names of the cell types, which a cell's type is an index into
 * @param columns the columns, the same in every frame
 */
public record CellsSchema(
    int dimensions,
    String timeUnit,
    String lengthUnit,
    List<String> types,
    List<CellColumn> columns) {

  /** Checks that every column can have a folder of its own on any file system. */
  public CellsSchema {
    Objects.requireNonNull(timeUnit);
    Objects.requireNonNull(lengthUnit);
    types = List.copyOf(types);
    columns = List.copyOf(columns);
    if (dimensions < 2 || dimensions > 3) {
      throw new IllegalArgumentException(dimensions + " dimensions");
    }
    Set<String> taken = new HashSet<>(Set.of(FrameIndex.FOLDER));
    for (CellColumn column : columns) {
      if (!taken.add(column.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("column name '" + column.name() + "' is taken");
      }
    }
  }

  /** Names of the columns in order. */
  public List<String> names() {
    return columns.stream().map(CellColumn::name).toList();
  }
}
