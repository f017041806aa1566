package org.blastema.autodiff;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Tries code on vector lanes beside its use. Such code is slow until the optimizing compiler has
 * seen enough of it; then it is compared with the code that it is to replace.
 */
final class Trial {
  /**
   * Calls after which code is given up. On a busy machine the optimizing compiler comes after tens
   * of thousands.
   */
  private static final int PATIENCE = 100_000;

  private static final int CONVINCING = 5;

  private static final ExecutorService BESIDE =
      Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "formula compiler");
        thread.setDaemon(true);
        return thread;
      });

  private Trial() {}

  /** Carries out a trial after those begun before, in another thread. */
  static void begin(Runnable trial) {
    BESIDE.execute(trial);
  }

  /** Whether code on lanes becomes faster than the code that does the same at present. */
  static boolean isFaster(Runnable lanes, Runnable present) {
    long known = Long.MAX_VALUE;
    for (int k = 0; k < 50; k++) {
      known = Math.min(known, time(present));
    }
    int faster = 0;
    for (int k = 0; k < PATIENCE && faster < CONVINCING; k++) {
      if (time(lanes) < known) {
        faster++;
      }
    }
    return faster == CONVINCING;
  }

  private static long time(Runnable code) {
    long start = System.nanoTime();
    code.run();
    return System.nanoTime() - start;
  }
}
