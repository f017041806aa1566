package org.blastema.kernel.space;

import org.blastema.plugin.InvalidConfiguration;

/** A coordinate axis. */
public enum Axis {
  /** First coordinate. */
  X(0),
  /** Second coordinate. */
  Y(1),
  /** Third coordinate. */
  Z(2);

  private final int column;

  Axis(int column) {
    this.column = column;
  }

  /** The column of a position that holds this coordinate. */
  public int column() {
    return column;
  }

  /**
   * This axis, if a space has it.
   *
   * @throws InvalidConfiguration if the space is a plane and this is z
   */
  public Axis in(Space space) {
    return in(space, "axis");
  }

  /**
   * This axis, if a space has it.
   *
   * @param entry where it is written, relative to the component
   * @throws InvalidConfiguration if the space is a plane and this is z
   */
  public Axis in(Space space, String entry) {
    if (column >= space.dimensions()) {
      throw InvalidConfiguration.at(
          entry, "a space of " + space.dimensions() + " dimensions has no axis z");
    }
    return this;
  }
}
