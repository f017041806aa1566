package org.blastema.runner.binding;

import java.util.Optional;

/**
 * What a number must be like. The dimension may be open until the first number with a unit settles
 * it.
 */
final class Expected {
  private final EntryType.Limits limits;
  private Optional<Dimension> dimension;
  private String plainUnit = "";

  Expected(EntryType.Limits limits, String unit) {
    this.limits = limits;
    this.dimension =
        unit.equals(RecordShape.ANY_UNIT) ? Optional.empty() : Optional.of(Dimension.parse(unit));
  }

  private Expected(EntryType.Limits limits, Expected like) {
    this.limits = limits;
    this.dimension = like.dimension;
    this.plainUnit = like.plainUnit;
  }

  /** The same dimension with other limits. */
  Expected withLimits(EntryType.Limits other) {
    return new Expected(other, this);
  }

  EntryType.Limits limits() {
    return limits;
  }

  /** The dimension, if it is settled. */
  Optional<Dimension> dimension() {
    return dimension;
  }

  /** Whether a number of this dimension will do; settles an open dimension. */
  boolean accepts(Dimension other) {
    if (dimension.isEmpty()) {
      dimension = Optional.of(other);
    }
    return dimension.get().equals(other);
  }

  /** The unit that a number without a unit is in; empty for the scenario's own. */
  String plainUnit() {
    return plainUnit;
  }

  void plainUnit(String unit) {
    plainUnit = unit;
  }
}
