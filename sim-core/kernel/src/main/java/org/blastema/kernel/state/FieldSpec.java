package org.blastema.kernel.state;

import java.util.Objects;
import java.util.Optional;
import org.blastema.kernel.space.Grid;

/**
 * A field of the tissue's state, declared by the steps that read or write it: one row a cell, or
 * one row a voxel of a grid.
 *
 * @param name unique name, for example {@code radius}
 * @param components numbers per cell or voxel
 * @param inheritance what daughters get
 * @param initial value of every component of a new cell that nothing else sets, and of every voxel
 *     at the beginning
 * @param unit product of {@code length, time, concentration, energy}; empty for a pure number
 * @param description one sentence
 * @param grid the grid whose voxels are the rows; empty if the rows are cells
 */
public record FieldSpec(
    String name,
    int components,
    Inheritance inheritance,
    double initial,
    String unit,
    String description,
    Optional<Grid> grid) {

  /** Checks that the declaration is complete. */
  public FieldSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(inheritance);
    Objects.requireNonNull(grid);
    if (components < 1) {
      throw new IllegalArgumentException("field '" + name + "' needs at least one component");
    }
  }

  /** A field of cells. */
  public FieldSpec(
      String name,
      int components,
      Inheritance inheritance,
      double initial,
      String unit,
      String description) {
    this(name, components, inheritance, initial, unit, description, Optional.empty());
  }

  /** A field of one number a voxel. */
  public static FieldSpec onGrid(
      String name, Grid grid, double initial, String unit, String description) {
    return new FieldSpec(name, 1, Inheritance.COPY, initial, unit, description, Optional.of(grid));
  }

  /** Number of rows in a tissue of so many cells. */
  public int rows(int cells) {
    return grid.map(Grid::voxels).orElse(cells);
  }

  /** Position of a cell's center, {@code dimensions} components. */
  public static FieldSpec position(int dimensions) {
    return new FieldSpec(
        "position", dimensions, Inheritance.COPY, 0, "length", "Center of the cell.");
  }

  /** Radius of a cell. */
  public static FieldSpec radius() {
    return new FieldSpec("radius", 1, Inheritance.COPY, 0.5, "length", "Radius of the cell.");
  }

  /** Concentrations sensed by a cell, one component a chemical. */
  public static FieldSpec chemical(int chemicals) {
    return new FieldSpec(
        "chemical", chemicals, Inheritance.COPY, 0, "concentration", "Concentration at the cell.");
  }

  /** Secretion rates of a cell, one component a chemical. */
  public static FieldSpec secretion(int chemicals) {
    return new FieldSpec(
        "secretion",
        chemicals,
        Inheritance.COPY,
        0,
        "concentration/time",
        "Rate at which the cell secretes.");
  }

  /** Rates at which a cell takes up chemicals, one component a chemical. */
  public static FieldSpec uptake(int chemicals) {
    return new FieldSpec(
        "uptake",
        chemicals,
        Inheritance.COPY,
        0,
        "1/time",
        "Rate at which the cell takes up what is in its place.");
  }

  /** Division propensity of a cell, never negative. */
  public static FieldSpec division() {
    return new FieldSpec("division", 1, Inheritance.COPY, 0, "1/time", "Propensity to divide.");
  }
}
