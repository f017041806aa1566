package org.blastema.cellbox.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does numbered pieces of work on some threads; results come in the order of the numbers. */
public final class Workers implements AutoCloseable {
  private final ExecutorService pool;

  /** A piece of work. */
  @FunctionalInterface
  public interface Piece<T> {
    /** Does it and gives its result. */
    T at(int number) throws InterruptedException;
  }

  /** With so many threads; one works without any other thread. */
  public Workers(int threads) {
    this.pool = threads > 1 ? Executors.newFixedThreadPool(threads, Workers::daemon) : null;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cellbox");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The results of all pieces.
   *
   * @throws InterruptedException if the waiting thread, or a piece, is interrupted
   */
  public <T> List<T> map(int count, Piece<T> piece) throws InterruptedException {
    List<T> results = new ArrayList<>();
    if (pool == null || count == 1) {
      for (int k = 0; k < count; k++) {
        results.add(piece.at(k));
      }
      return results;
    }
    List<Future<T>> futures = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int number = k;
      futures.add(pool.submit(() -> piece.at(number)));
    }
    try {
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      futures.forEach(f -> f.cancel(true));
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}
