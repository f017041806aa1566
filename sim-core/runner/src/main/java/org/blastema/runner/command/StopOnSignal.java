package org.blastema.runner.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * While open, lets a signal that ends the process (Ctrl-C) ask the run to stop and wait until its
 * run folder is closed. The working thread is not interrupted: that would close the files it
 * writes.
 */
final class StopOnSignal implements AutoCloseable, BooleanSupplier {
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;

  /** From now on. */
  StopOnSignal() {
    hook =
        new Thread(
            () -> {
              requested = true;
              await();
            },
            "stop-on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public boolean getAsBoolean() {
    return requested;
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
