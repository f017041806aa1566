package org.blastema.runner.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While open, lets a signal that ends the process (Ctrl-C) interrupt the working thread and wait
 * until its run folder is closed.
 */
final class StopOnSignal implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  /** For the calling thread. */
  StopOnSignal() {
    Thread worker = Thread.currentThread();
    hook =
        new Thread(
            () -> {
              worker.interrupt();
              await();
            },
            "stop-on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    try {
      boolean closed = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!closed) {
        System.err.println("blastema: the run did not stop in time; its last checkpoint counts");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending already; the hook has just been told to let it
    }
  }
}
