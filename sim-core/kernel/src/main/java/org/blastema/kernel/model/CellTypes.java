package org.blastema.kernel.model;

import java.util.List;

/**
 * The cell types of a scenario, in order; a cell's type is an index into this list.
 *
 * @param types the types
 */
public record CellTypes(List<CellType> types) {
  /**
   * One cell type.
   *
   * @param name its name
   * @param divides whether it ever divides
   * @param secretes whether it may secrete each chemical, in the order of {@link Chemicals}
   * @param secretion the rate at which it secretes each chemical where no network decides
   */
  public record CellType(
      String name, boolean divides, List<Boolean> secretes, List<Double> secretion) {}

  /** Names in order. */
  public List<String> names() {
    return types.stream().map(CellType::name).toList();
  }

  /** Index of a type by name, or -1. */
  public int indexOf(String name) {
    return names().indexOf(name);
  }
}
