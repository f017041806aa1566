package org.blastema.kernel.model;

import org.blastema.kernel.state.CellState;

/**
 * When a rollout ends: at whichever limit is reached first, or when no cell is left.
 *
 * @param cells number of cells
 * @param steps number of macro-steps
 * @param time simulated time
 */
public record Stop(int cells, int steps, double time) {
  /** Relative error that a time may have which is the sum of very many steps. */
  private static final double ROUNDING = 1e-9;

  /** At a number of cells. */
  public static Stop atCells(int cells) {
    return new Stop(cells, Integer.MAX_VALUE, Double.POSITIVE_INFINITY);
  }

  /** After a number of macro-steps. */
  public static Stop afterSteps(int steps) {
    return new Stop(Integer.MAX_VALUE, steps, Double.POSITIVE_INFINITY);
  }

  /** Whether a state is at or beyond a limit. */
  public boolean reached(CellState state) {
    return state.count() >= cells
        || state.count() == 0
        || state.step() >= steps
        || state.time() >= time * (1 - ROUNDING);
  }
}
