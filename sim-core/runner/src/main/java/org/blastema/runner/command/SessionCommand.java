package org.blastema.runner.command;

import java.io.IOException;
import java.util.concurrent.Callable;

/** A command that knows its session. */
abstract class SessionCommand implements Callable<Integer> {
  private Session session;

  final void join(Session session) {
    this.session = session;
  }

  final Session session() {
    return session;
  }

  /** Carries the command out and returns its exit code. */
  @Override
  public abstract Integer call() throws IOException, InterruptedException;

  final void print(String line) {
    session.out().println(line);
  }
}
