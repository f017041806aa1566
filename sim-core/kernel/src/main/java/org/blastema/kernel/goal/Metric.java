package org.blastema.kernel.goal;

import java.util.List;
import org.blastema.kernel.state.CellState;

/** A number that describes a tissue at one moment, or its history up to that moment. */
public interface Metric {
  /** Unit as a product of base quantities; empty for a pure number. */
  String unit();

  /**
   * The value; NaN where it is not defined.
   *
   * @param history all states from the first to the present one, which is the last
   */
  double of(List<CellState> history);
}
