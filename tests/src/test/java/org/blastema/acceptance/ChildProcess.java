package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.blastema.runner.Main;

/** The program in a process of its own. */
final class ChildProcess {
  private static final long PATIENCE_SECONDS = 60;
  private static final long GLANCE_MILLIS = 2;

  private final Process process;
  private final Path messages;

  private ChildProcess(Process process, Path messages) {
    this.process = process;
    this.messages = messages;
  }

  /** Starts a command line in a folder. */
  static ChildProcess start(Path folder, Object... words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "-cp"));
    line.add(System.getProperty("java.class.path"));
    line.add(Main.class.getName());
    List.of(words).forEach(word -> line.add(word.toString()));
    Path messages = Files.createTempFile(folder, "messages", ".txt");
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start();
    return new ChildProcess(process, messages);
  }

  /** Waits until a table has so many lines. */
  void awaitLines(Path table, int lines) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(table) || Files.readAllLines(table).size() < lines) {
      assertThat(process.isAlive()).as(messages()).isTrue();
      assertThat(System.nanoTime()).as(messages()).isLessThan(end);
      Thread.sleep(GLANCE_MILLIS);
    }
  }

  /** Ends the process without any chance to tidy up. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  /** What Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Everything it said. */
  String messages() throws IOException {
    return Files.readString(messages);
  }
}
