package org.blastema.runner.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StopOnSignalTest {
  /** Works until it is asked to stop, and then takes its time to put things in order. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (StopOnSignal signal = new StopOnSignal()) {
        System.out.println("working");
        while (!signal.getAsBoolean()) {
          Thread.sleep(10);
        }
        Thread.sleep(200);
        System.out.println("in order");
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_signal_stops_the_work_and_lets_it_put_things_in_order()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("working");
      process.toHandle().destroy();
      assertThat(lines.readLine()).isEqualTo("in order");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("128 + the signal's number").isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }
}
