package org.blastema.kernel.division;

import java.util.Arrays;

/**
 * One division that chance chose.
 *
 * @param row row of the mother
 * @param direction unit vector from the daughter to the mother
 */
public record Division(int row, double[] direction) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Division d && d.row == row && Arrays.equals(d.direction, direction);
  }

  @Override
  public int hashCode() {
    return 31 * row + Arrays.hashCode(direction);
  }

  @Override
  public String toString() {
    return "row " + row + " along " + Arrays.toString(direction);
  }
}
