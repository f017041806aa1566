package org.blastema.kernel.space;

import java.util.List;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;

/** The space that cells live in. */
public sealed interface Space permits FreeSpace, Box {
  /** 2 or 3. */
  int dimensions();

  /** What is at both ends of every axis. */
  List<Sides> sides();

  /** Parameters of the sides. */
  default List<Parameter> parameters() {
    return sides().stream().flatMap(s -> s.parameters().stream()).distinct().toList();
  }

  /** Length of the period along an axis; infinite where space does not repeat. */
  default double period(int axis) {
    return sides().get(axis) instanceof Sides.Periodic p
        ? p.to() - p.from()
        : Double.POSITIVE_INFINITY;
  }

  /** Whether space repeats along some axis. */
  default boolean periodic() {
    return sides().stream().anyMatch(Sides.Periodic.class::isInstance);
  }

  /** Whether there are walls. */
  default boolean walled() {
    return sides().stream().anyMatch(Sides.Walls.class::isInstance);
  }

  /**
   * Refuses periodic sides, for what takes distances or means of positions as they are.
   *
   * @throws InvalidConfiguration if space repeats along some axis
   */
  default void refusePeriodicSides() {
    if (periodic()) {
      throw InvalidConfiguration.at(
          "", "does not work in a space with periodic sides: it takes positions as they are");
    }
  }

  /** The coordinate of the same place between the sides of an axis. */
  default double wrapped(double coordinate, int axis) {
    return sides().get(axis) instanceof Sides.Periodic p ? p.wrapped(coordinate) : coordinate;
  }
}
