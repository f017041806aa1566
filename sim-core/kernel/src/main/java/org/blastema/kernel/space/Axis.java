package org.blastema.kernel.space;

import org.blastema.plugin.InvalidConfiguration;

/** A coordinate axis; its ordinal is the column of a position. */
public enum Axis {
  /** First coordinate. */
  X,
  /** Second coordinate. */
  Y,
  /** Third coordinate. */
  Z;

  /**
   * This axis, if a space has it.
   *
   * @throws InvalidConfiguration if the space is a plane and this is z
   */
  public Axis in(Space space) {
    if (ordinal() >= space.dimensions()) {
      throw InvalidConfiguration.at(
          "axis", "a space of " + space.dimensions() + " dimensions has no axis z");
    }
    return this;
  }
}
