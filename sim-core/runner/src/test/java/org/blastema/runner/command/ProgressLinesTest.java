package org.blastema.runner.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void lines_are_few_and_tell_the_time_left() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AtomicLong clock = new AtomicLong();
    ProgressLines progress = new ProgressLines(new PrintStream(bytes, true, UTF_8), clock::get);
    progress.begin("epochs", 100, 1000);
    for (int epoch = 101; epoch <= 130; epoch++) {
      clock.addAndGet(SECOND);
      progress.advance(epoch, "reward " + epoch);
    }
    progress.message("a warning");
    clock.addAndGet(8700 * SECOND);
    progress.advance(1000, "reward 1");
    progress.end();
    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "100 of 1000 epochs",
            "105 of 1000 epochs, reward 105, 15 min left",
            "110 of 1000 epochs, reward 110, 15 min left",
            "115 of 1000 epochs, reward 115, 15 min left",
            "120 of 1000 epochs, reward 120, 15 min left",
            "125 of 1000 epochs, reward 125, 15 min left",
            "130 of 1000 epochs, reward 130, 15 min left",
            "a warning",
            "1000 of 1000 epochs, reward 1");
  }
}
