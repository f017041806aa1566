package org.blastema.autodiff;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Threads that share the work of one large computation. Whoever starts a computation says how many
 * there may be; results never depend on it.
 */
public final class Workers {
  private static final ScopedValue<Integer> COUNT = ScopedValue.newInstance();

  private Workers() {}

  /**
   * Computes something that up to {@code threads} threads may share, the present one among them.
   *
   * @param threads at least 1
   */
  public static <T> T share(int threads, Supplier<T> computation) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    return ScopedValue.where(COUNT, threads).call(computation::get);
  }

  /** How many threads may share what the present one computes. */
  static int count() {
    return COUNT.orElse(1);
  }

  /**
   * Carries out tasks 0 to {@code tasks - 1}, each by some thread, and waits for all of them. A
   * task does not depend on another one.
   */
  static void forEach(int tasks, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    Runnable some =
        () -> {
          for (int k = next.getAndIncrement(); k < tasks; k = next.getAndIncrement()) {
            task.accept(k);
          }
        };
    ForkJoinTask<?>[] others = new ForkJoinTask<?>[Math.min(count(), tasks) - 1];
    for (int k = 0; k < others.length; k++) {
      others[k] = ForkJoinPool.commonPool().submit(some);
    }
    some.run();
    for (ForkJoinTask<?> other : others) {
      if (!other.tryUnfork()) {
        other.join();
      }
    }
  }
}
