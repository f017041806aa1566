package org.blastema.autodiff;

import java.io.Serial;

/**
 * A computation that cannot go on with the numbers it got: a value that is not finite, a step size
 * that vanishes, an iteration that does not converge. Says where it began.
 */
public final class NumericalFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int row;

  /**
   * A failure.
   *
   * @param message what failed, and where
   * @param row the row of the array in which it began, or -1 if no single row is to blame
   */
  public NumericalFailure(String message, int row) {
    super(message);
    this.row = row;
  }

  /** The row of the array in which it began, or -1 if no single row is to blame. */
  public int row() {
    return row;
  }
}
