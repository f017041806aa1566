package org.blastema.gradbench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** How long a task took, run by run. */
final class Timings {
  private static final double NANOS = 1e9;
  private static final int FIRST_CAPACITY = 64;
  private static final int WARM_RUNS = 10;

  /** Seconds without a faster run and without compilation after which a task is taken for warm. */
  private static final double PATIENCE = 1.5;

  /** Seconds after which it is measured as it is. */
  private static final double LONGEST_WARMING = 30;

  /** What counts as faster. */
  private static final double FASTER = 0.9;

  private long preparation;
  private long[] runs = new long[FIRST_CAPACITY];
  private int count;
  private long total;

  private Timings() {}

  /**
   * Runs a task again and again until both bounds are reached. Before that, if a time is asked for,
   * it runs without being measured until the virtual machine has compiled what runs and it gets no
   * faster, and what earlier tasks left behind is collected.
   *
   * @param preparationSoFar nanoseconds that preparing the task took
   */
  static Timings of(Task task, int leastRuns, double leastSeconds, long preparationSoFar) {
    Timings timings = new Timings();
    long start = System.nanoTime();
    if (leastSeconds > 0) {
      warm(task, leastSeconds);
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

  private static void warm(Task task, double leastSeconds) {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long start = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    long compiled = 0;
    double news = 0;
    double now = 0;
    for (int k = 0;
        now < leastSeconds
            || (k < WARM_RUNS && now < WARM_RUNS * leastSeconds)
            || (now - news < PATIENCE && now < LONGEST_WARMING);
        k++) {
      double before = now;
      task.run();
      now = (System.nanoTime() - start) / NANOS;
      long compiledSoFar = compiler == null ? 0 : compiler.getTotalCompilationTime();
      if (now - before < FASTER * best || compiledSoFar > compiled) {
        news = now;
      }
      best = Math.min(best, now - before);
      compiled = compiledSoFar;
    }
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
