package org.blastema.kernel.state;

import java.util.Objects;

/**
 * A field of the tissue's state, declared by the steps that read or write it.
 *
 * @param name unique name, for example {@code radius}
 * @param components numbers per cell
 * @param inheritance what daughters get
 * @param initial value of every component of a new cell that nothing else sets
 * @param unit product of {@code length, time, concentration, energy}; empty for a pure number
 * @param description one sentence
 */
public record FieldSpec(
    String name,
    int components,
    Inheritance inheritance,
    double initial,
    String unit,
    String description) {

  /** Checks that the declaration is complete. */
  public FieldSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(inheritance);
    if (components < 1) {
      throw new IllegalArgumentException("field '" + name + "' needs at least one component");
    }
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

  /** Division propensity of a cell, never negative. */
  public static FieldSpec division() {
    return new FieldSpec("division", 1, Inheritance.COPY, 0, "1/time", "Propensity to divide.");
  }
}
