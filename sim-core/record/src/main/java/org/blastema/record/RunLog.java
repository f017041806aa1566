package org.blastema.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Appends messages with the time in UTC; further lines of a message are indented. */
final class RunLog implements Closeable {
  private static final String INDENT = "\n    ";

  // not a channel: an interrupt would close that
  private final FileOutputStream stream;

  RunLog(Path file) throws IOException {
    stream = new FileOutputStream(file.toFile(), true);
  }

  void add(String message) throws IOException {
    String text =
        Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + " "
            + message.strip().replaceAll("\\R", INDENT)
            + "\n";
    stream.write(text.getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
