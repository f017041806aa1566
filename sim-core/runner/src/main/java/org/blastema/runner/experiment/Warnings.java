package org.blastema.runner.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.blastema.record.RunWriter;

/** Passes each different warning on once a session: to the run's log and to whoever watches. */
final class Warnings implements Consumer<String> {
  private final RunWriter writer;
  private final Progress progress;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  Warnings(RunWriter writer, Progress progress) {
    this.writer = writer;
    this.progress = progress;
  }

  @Override
  public void accept(String warning) {
    if (said.add(warning)) {
      progress.message("warning: " + warning);
      try {
        writer.log("warning: " + warning);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
