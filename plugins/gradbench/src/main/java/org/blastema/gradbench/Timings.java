package org.blastema.gradbench;

import java.util.Arrays;

/** How long a task took, run by run. */
final class Timings {
  private static final double NANOS = 1e9;
  private static final int FIRST_CAPACITY = 64;
  private static final int WARM_RUNS = 10;

  private long preparation;
  private long[] runs = new long[FIRST_CAPACITY];
  private int count;
  private long total;

  private Timings() {}

  /**
   * Runs a task again and again until both bounds are reached. Before that it runs as long without
   * being measured, so that the virtual machine has compiled what runs, and what earlier tasks left
   * behind is collected.
   *
   * @param preparationSoFar nanoseconds that preparing the task took
   */
  static Timings of(Task task, int leastRuns, double leastSeconds, long preparationSoFar) {
    Timings timings = new Timings();
    long start = System.nanoTime();
    double warm = 0;
    for (int k = 0;
        warm < leastSeconds || (k < WARM_RUNS && warm < WARM_RUNS * leastSeconds);
        k++) {
      task.run();
      warm = (System.nanoTime() - start) / NANOS;
    }
    if (leastSeconds > 0) {
      System.gc();
    }
    timings.preparation = preparationSoFar + System.nanoTime() - start;
    do {
      long before = System.nanoTime();
      task.run();
      timings.add(System.nanoTime() - before);
    } while (timings.count < leastRuns || timings.total < leastSeconds * NANOS);
    return timings;
  }

  private void add(long nanoseconds) {
    if (count == runs.length) {
      runs = Arrays.copyOf(runs, 2 * count);
    }
    runs[count++] = nanoseconds;
    total += nanoseconds;
  }

  /** Nanoseconds before the first measured run. */
  long preparation() {
    return preparation;
  }

  /** Number of measured runs. */
  int runs() {
    return count;
  }

  /** Nanoseconds that a run took. */
  long run(int k) {
    return runs[k];
  }
}
