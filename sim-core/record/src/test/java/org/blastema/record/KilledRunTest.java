package org.blastema.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.blastema.record.cells.CellsReader;
import org.blastema.record.cells.Frame;
import org.blastema.record.table.NumericTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills real processes in the middle of writing, and damages what they leave. */
class KilledRunTest {
  private static final int KILLS = 6;

  @TempDir Path folder;

  private static ProcessBuilder java(Class<?> program, Path run) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            run.toString())
        .redirectErrorStream(true);
  }

  /** Tells the status of a run, seen from a process of its own. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) throws IOException {
      System.out.print(RunReader.open(Path.of(args[0])).status());
    }
  }

  /** What must not depend on how often a run was killed. */
  private static Map<String, Integer> content(Path run) throws IOException {
    Map<String, Integer> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString().replace('\\', '/');
        if (!name.matches("run\\.json|log\\.txt|\\.lock|checkpoints/.*")) {
          content.put(name, Arrays.hashCode(Files.readAllBytes(file)));
        }
      }
    }
    return content;
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static int sessions(Path run) throws IOException {
    return RunReader.open(run).info().sessions().size();
  }

  private Path reference() throws IOException {
    Path reference = folder.resolve("reference");
    SampleRun.main(new String[] {reference.toString()});
    return reference;
  }

  private static void assertReadable(Path run, RunReader reference) throws IOException {
    RunReader reader = RunReader.open(run);
    CellsReader truth = reference.cells().orElseThrow();
    if (reader.cells().isPresent()) {
      CellsReader cells = reader.cells().get();
      for (int k = 0; k < cells.frames(); k++) {
        Frame frame = cells.frame(k);
        assertThat(frame.step()).isEqualTo(k + 1L);
        assertThat(frame.doubles("x")).isEqualTo(truth.doubles(k, "x"));
      }
    }
    NumericTable metrics = reader.metrics();
    NumericTable expected = reference.metrics();
    for (int k = 0; k < metrics.rows(); k++) {
      assertThat(metrics.row(k)).isEqualTo(expected.row(k));
    }
    assertThat(reader.lineage().size()).isLessThanOrEqualTo(SampleRun.STEPS + 1);
    for (int epoch : reader.parameterEpochs()) {
      assertThat(reader.parameters(epoch)).isEqualTo(reference.parameters(epoch));
    }
    reader.history();
    reader.best();
    reader.log();
  }

  @Test
  void aRunKilledAgainAndAgainEndsWithTheSameBytes() throws Exception {
    Path reference = reference();
    RunReader truth = RunReader.open(reference);
    Path run = folder.resolve("killed");
    SplittableRandom random = new SplittableRandom(99);
    long size = Files.size(reference.resolve("metrics.csv"));
    int kills = 0;
    for (int k = 1; k <= KILLS; k++) {
      // Somewhere in the k-th part of the run, later than its first checkpoint.
      double part = (k + random.nextDouble()) / (KILLS + 2);
      Process process = java(SampleRun.class, run).inheritIO().start();
      while (process.isAlive()
          && (size(run.resolve("metrics.csv")) < part * size || sessions(run) < k)) {
        Thread.sleep(1);
      }
      RunStatus status = RunReader.open(run).status();
      if (process.isAlive()) {
        assertThat(status).isIn(RunStatus.RUNNING, RunStatus.DONE);
        kills++;
      }
      process.destroyForcibly().waitFor();
      assertReadable(run, truth);
      assertThat(RunReader.open(run).status()).isIn(RunStatus.INTERRUPTED, RunStatus.DONE);
    }
    assertThat(kills).isGreaterThan(1);
    assertThat(RunReader.open(run).info().sessions()).hasSizeGreaterThan(1);
    if (RunReader.open(run).status() != RunStatus.DONE) {
      SampleRun.main(new String[] {run.toString()});
    }
    assertThat(RunReader.open(run).status()).isEqualTo(RunStatus.DONE);
    assertThat(content(run)).isEqualTo(content(reference));
  }

  @Test
  void otherProcessesSeeARunThatLives() throws Exception {
    Path run = folder.resolve("run");
    try (RunWriter writer = RunWriter.createAt(run, SampleRun.start("toy"))) {
      // Looking from the process that writes must not give up its lock.
      assertThat(RunReader.open(run).status()).isEqualTo(RunStatus.RUNNING);
      Process probe = java(Probe.class, run).start();
      assertThat(new String(probe.getInputStream().readAllBytes(), UTF_8)).isEqualTo("RUNNING");
      writer.done();
    }
    Process probe = java(Probe.class, run).start();
    assertThat(new String(probe.getInputStream().readAllBytes(), UTF_8)).isEqualTo("DONE");
  }

  @Test
  void filesCutShortAtAnyPlaceLeaveARunThatReadsAndResumes() throws Exception {
    Path reference = reference();
    RunReader truth = RunReader.open(reference);
    SplittableRandom random = new SplittableRandom(4);
    for (int repeat = 0; repeat < 8; repeat++) {
      Path run = folder.resolve("cut" + repeat);
      try (RunWriter writer = RunWriter.createAt(run, SampleRun.start("toy"))) {
        SampleRun.go(writer, 600);
      }
      // After checkpoint 500 came rows and frames that the disk may have lost in part, and the
      // checkpoint itself may be damaged; the one before it is not.
      cutShort(run.resolve("metrics.csv"), 250, random);
      cutShort(run.resolve("lineage.csv"), 250, random);
      cutShort(run.resolve("train/history.csv"), 250, random);
      if (repeat % 2 == 0) {
        Path newest = run.resolve("checkpoints/epoch-00500.checkpoint");
        byte[] bytes = Files.readAllBytes(newest);
        Files.write(newest, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      }
      assertReadable(run, truth);
      SampleRun.main(new String[] {run.toString()});
      assertThat(content(run)).isEqualTo(content(reference));
      assertThat(RunReader.open(run).info().sessions().getLast().resumedFrom())
          .isIn("epoch 250", "epoch 500");
    }
  }

  /** Leaves the header, the given number of rows and a random part of the rest. */
  private static void cutShort(Path file, int rows, SplittableRandom random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<Integer> lineEnds = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lineEnds.add(i + 1);
      }
    }
    Files.write(file, Arrays.copyOf(bytes, random.nextInt(lineEnds.get(rows), bytes.length + 1)));
  }
}
