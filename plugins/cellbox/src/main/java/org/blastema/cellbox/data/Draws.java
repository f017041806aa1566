package org.blastema.cellbox.data;

import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.random.Purpose;

/**
 * Random numbers of a study, keyed by the run's seed, a stream and a position, so that none depends
 * on how many others were drawn.
 */
public final class Draws {
  private final PhiloxRandom random;
  private int next;

  /**
   * A stream.
   *
   * @param stream what the numbers are for
   */
  public Draws(long seed, int stream) {
    this.random = PhiloxRandom.of(seed, stream, -1);
  }

  /** Uniform between 0 and 1. */
  public double uniform() {
    return random.uniform(Purpose.OTHER, next++, 0);
  }

  /** Standard normal. */
  public double gaussian() {
    return random.gaussian(Purpose.OTHER, next++, 0);
  }

  /** A random order of 0 to count - 1 (Fisher and Yates). */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int k = 0; k < count; k++) {
      int at = (int) (uniform() * (k + 1));
      order[k] = order[at];
      order[at] = k;
    }
    return order;
  }
}
