package org.blastema.record.lineage;

import java.util.Objects;

/**
 * The life of one cell.
 *
 * @param id its id, never used again
 * @param parent id of its mother; {@link #FOUNDER} if it has none
 * @param type name of its cell type at birth
 * @param birth simulated time of its birth
 * @param death simulated time of its death; NaN while it lives
 * @param cause why it died; empty while it lives
 */
public record LineageEntry(
    int id, int parent, String type, double birth, double death, String cause) {

  /** The parent of a cell that has no mother. */
  public static final int FOUNDER = -1;

  /** Checks that nothing is missing. */
  public LineageEntry {
    Objects.requireNonNull(type);
    Objects.requireNonNull(cause);
  }

  /** Whether the cell has died. */
  public boolean dead() {
    return !Double.isNaN(death);
  }

  LineageEntry died(double time, String why) {
    return new LineageEntry(id, parent, type, birth, time, why);
  }
}
