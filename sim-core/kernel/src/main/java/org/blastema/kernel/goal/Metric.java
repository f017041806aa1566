package org.blastema.kernel.goal;

import org.blastema.kernel.state.CellState;

/** A number that describes a tissue at one moment. */
public interface Metric {
  /** Unit as a product of base quantities; empty for a pure number. */
  String unit();

  /** The value; NaN where it is not defined. */
  double of(CellState state);
}
