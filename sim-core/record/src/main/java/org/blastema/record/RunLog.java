package org.blastema.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Appends messages with the time in UTC; further lines of a message are indented. */
final class RunLog implements Closeable {
  private static final String INDENT = "\n    ";

  private final FileChannel channel;

  RunLog(Path file) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  void add(String message) throws IOException {
    String text =
        Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + " "
            + message.strip().replaceAll("\\R", INDENT)
            + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
