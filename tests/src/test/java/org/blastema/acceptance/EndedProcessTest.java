package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.blastema.record.RunReader;
import org.blastema.record.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end before their work is done, seen from outside. */
class EndedProcessTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int SIGINT = 2;

  @TempDir Path folder;

  private Map<String, String> uninterrupted(Path scenario, String... settings) throws IOException {
    Path run = folder.resolve("whole");
    Object[] words = new Object[4 + 2 * settings.length];
    words[0] = "run";
    words[1] = scenario;
    words[2] = "-o";
    words[3] = run;
    for (int k = 0; k < settings.length; k++) {
      words[4 + 2 * k] = "--set";
      words[5 + 2 * k] = settings[k];
    }
    assertThat(Program.run(words).exitCode()).isZero();
    return RunContents.of(run);
  }

  @Test
  void a_training_that_was_killed_is_resumed_to_the_same_bits()
      throws IOException, InterruptedException {
    Path scenario = Program.resource("acceptance/published-style.yaml");
    String epochs = "train.epochs=60";
    Path killed = folder.resolve("killed");
    ChildProcess child =
        ChildProcess.start(
            folder, "train", scenario, "-o", killed, "--set", epochs, "--threads", 1);
    child.awaitLines(killed.resolve("train/history.csv"), 4);
    child.kill();
    RunReader run = RunReader.open(killed);
    assertThat(run.info().status()).isEqualTo(RunStatus.RUNNING);
    assertThat(run.history().rows()).isBetween(3, 59);
    Program resumed = Program.run("resume", killed, "--threads", 2);
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(RunContents.of(killed)).isEqualTo(uninterrupted(scenario, epochs));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrl_c_closes_the_run_for_later() throws IOException, InterruptedException {
    assumeTrue(!ignored(SIGINT), "a parent process has switched Ctrl-C off");
    Path scenario = Program.resource("acceptance/simulation.yaml");
    String cells = "stop.cells=200";
    Path stopped = folder.resolve("stopped");
    ChildProcess child = ChildProcess.start(folder, "run", scenario, "-o", stopped, "--set", cells);
    child.awaitLines(stopped.resolve("metrics.csv"), 3);
    child.interrupt();
    assertThat(child.exitCode()).as(child.messages()).isEqualTo(130);
    assertThat(child.messages()).contains("interrupted; go on with: blastema resume " + stopped);
    assertThat(RunReader.open(stopped).info().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(Program.run("resume", stopped).exitCode()).isZero();
    assertThat(RunContents.of(stopped)).isEqualTo(uninterrupted(scenario, cells));
  }

  /** A process that ignores a signal hands that down to its children. */
  private static boolean ignored(int signal) throws IOException {
    if (!Files.exists(STATUS)) {
      return false;
    }
    String mask =
        Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow()
            .replaceFirst("SigIgn:\\s*", "");
    return new BigInteger(mask, 16).testBit(signal - 1);
  }

  @Test
  void runs_without_a_folder_of_their_own_are_numbered() throws IOException, InterruptedException {
    Path scenario = Program.resource("acceptance/simulation.yaml");
    for (int k = 1; k <= 2; k++) {
      ChildProcess child = ChildProcess.start(folder, "run", scenario, "--set", "stop.cells=5");
      assertThat(child.exitCode()).as(child.messages()).isZero();
      assertThat(child.messages()).contains("run folder runs/simulation-00" + k);
    }
    assertThat(RunContents.of(folder.resolve("runs/simulation-002")))
        .isEqualTo(RunContents.of(folder.resolve("runs/simulation-001")))
        .containsKey("cells/x/0");
  }
}
