package org.blastema.record.cells;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a store of frames holds: a row a cell, or a row a voxel.
 *
 * @param dimensions 2 or 3
 * @param timeUnit unit of time; empty if the model has none
 * @param lengthUnit unit of length; empty if the model has none
 * @param types names of the cell types, which a cell's type is an index into
 * @param columns the columns, the same in every frame
 * @param grid the grid whose voxels are the rows; empty if they are cells
 */
public record CellsSchema(
    int dimensions,
    String timeUnit,
    String lengthUnit,
    List<String> types,
    List<CellColumn> columns,
    Optional<VoxelGrid> grid) {

  /** Checks that every column can have a folder of its own on any file system. */
  public CellsSchema {
    Objects.requireNonNull(timeUnit);
    Objects.requireNonNull(lengthUnit);
    types = List.copyOf(types);
    columns = List.copyOf(columns);
    Objects.requireNonNull(grid);
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

  /** What a store of cells holds. */
  public CellsSchema(
      int dimensions,
      String timeUnit,
      String lengthUnit,
      List<String> types,
      List<CellColumn> columns) {
    this(dimensions, timeUnit, lengthUnit, types, columns, Optional.empty());
  }

  /** Names of the columns in order. */
  public List<String> names() {
    return columns.stream().map(CellColumn::name).toList();
  }
}
