package org.blastema.kernel.export;

import java.util.Map;

/**
 * All cells at one moment.
 *
 * @param time simulated time
 * @param step macro-steps done
 * @param count number of cells
 * @param columns values by name of the column, one a cell; not copied
 */
public record RecordedFrame(double time, long step, int count, Map<String, double[]> columns) {
  /**
   * The values of a column.
   *
   * @throws IllegalArgumentException if it was not recorded
   */
  public double[] column(String name) {
    double[] values = columns.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "the run has no column '" + name + "'; it has " + columns.keySet());
    }
    return values;
  }
}
