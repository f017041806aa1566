package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blastema.record.RunReader;
import org.blastema.record.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A seed decides a run to the bit: not the number of threads, not how often it was interrupted. */
class SameBitsTest {
  private static final int INTERRUPTED = 130;

  @TempDir Path folder;

  /** A scenario and its files in a folder of its own. */
  private Path scenario(String name) throws IOException {
    Path own = Files.createDirectories(folder.resolve("scenarios"));
    for (String file : new String[] {name, "four-cells.csv"}) {
      Files.copy(Program.resource("acceptance/" + file), own.resolve(file));
    }
    return own.resolve(name);
  }

  private Map<String, String> run(Path scenario, int threads) throws IOException {
    Path run = folder.resolve("threads-" + threads);
    Program program = Program.run("run", scenario, "-o", run, "--threads", threads);
    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(RunReader.open(run).info().status()).isEqualTo(RunStatus.DONE);
    return RunContents.of(run);
  }

  private static void isInterrupted(Program program, Path run) throws IOException {
    assertThat(program.exitCode()).as(program.err()).isEqualTo(INTERRUPTED);
    assertThat(program.out()).contains("interrupted; go on with: blastema resume " + run);
    assertThat(RunReader.open(run).info().status()).isEqualTo(RunStatus.INTERRUPTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"elongation.yaml", "published-style.yaml"})
  void training_does_not_depend_on_threads_or_interruptions(String name) throws IOException {
    Path scenario = scenario(name);
    Map<String, String> alone = run(scenario, 1);
    assertThat(alone)
        .containsKeys(
            "train/history.csv",
            "train/final.yaml",
            "train/best.yaml",
            "train/tissues/x/0",
            "cells/sensitivity.x/0",
            "cells/x/0",
            "metrics.csv",
            "lineage.csv");
    assertThat(alone.get("train/history.csv").lines()).hasSize(7);
    assertThat(run(scenario, 2)).isEqualTo(alone);

    Path stopped = folder.resolve("stopped");
    isInterrupted(Program.stoppedAfter(1, "run", scenario, "-o", stopped, "--threads", 2), stopped);
    Files.delete(scenario);
    Files.delete(scenario.resolveSibling("four-cells.csv"));
    for (int epoch = 2; epoch < 6; epoch++) {
      isInterrupted(
          Program.stoppedAfter(epoch, "resume", stopped, "--threads", 1 + epoch % 2), stopped);
    }
    assertThat(Program.run("resume", stopped).exitCode()).isZero();
    assertThat(RunContents.of(stopped)).isEqualTo(alone);
    assertThat(RunReader.open(stopped).info().sessions()).hasSize(6);
  }

  /** Large enough that threads share the sums over pairs. */
  @Test
  void a_simulation_does_not_depend_on_the_threads_that_share_it() throws IOException {
    Map<String, String> alone = relaxation(1);
    assertThat(alone).containsKeys("cells/x/0", "metrics.csv");
    assertThat(relaxation(3)).isEqualTo(alone);
  }

  private Map<String, String> relaxation(int threads) throws IOException {
    Path run = folder.resolve("shared-" + threads);
    Path scenario = Path.of("..", "scenarios", "relaxation", "ball.yaml");
    List<Object> words = new ArrayList<>(List.of("run", scenario, "-o", run));
    words.addAll(List.of("--threads", threads, "--set", "initial.cells=6000"));
    words.addAll(List.of("--set", "stop.steps=2", "--set", "checks=[]"));
    Program program = Program.run(words.toArray());
    assertThat(program.exitCode()).as(program.err()).isZero();
    return RunContents.of(run);
  }

  /** The folder is complete from the first moment on, and a done run stays as it is. */
  @Test
  void a_simulation_goes_on_as_if_it_had_never_stopped() throws IOException {
    Path scenario = scenario("simulation.yaml");
    Map<String, String> whole = run(scenario, 1);
    assertThat(whole.get("metrics.csv").lines()).hasSize(18);
    Path stopped = folder.resolve("stopped");
    Thread.currentThread().interrupt();
    isInterrupted(Program.run("run", scenario, "-o", stopped), stopped);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    isInterrupted(Program.stoppedAfter(7, "resume", stopped), stopped);
    isInterrupted(Program.stoppedAfter(13, "resume", stopped), stopped);
    assertThat(Program.run("resume", stopped).exitCode()).isZero();
    assertThat(RunContents.of(stopped)).isEqualTo(whole);
    assertThat(Program.run("resume", stopped).exitCode()).isZero();
    assertThat(RunContents.of(stopped)).isEqualTo(whole);
  }
}
