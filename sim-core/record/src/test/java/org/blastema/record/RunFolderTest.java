package org.blastema.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.cells.Frame;
import org.blastema.record.checkpoint.Checkpoint;
import org.blastema.record.lineage.LineageEntry;
import org.blastema.record.table.TableColumn;
import org.blastema.record.train.ParameterSnapshot;
import org.blastema.record.train.ParameterValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunFolderTest {
  private static final CellsSchema SCHEMA =
      new CellsSchema(2, "h", "um", List.of("a"), List.of(CellColumn.real("x", "um")));

  @TempDir Path folder;

  private static Frame frame(long step) {
    return Frame.builder((double) step, step, 2, 1).put("x", new double[] {step}).build();
  }

  @Test
  void runsAreNumberedAndNeverOverwritten() throws IOException {
    Files.createDirectories(folder.resolve("runs/axial-041"));
    Files.createDirectories(folder.resolve("runs/axial-x-999"));
    List<String> names = new ArrayList<>();
    for (String scenario : List.of("axial", "axial", "axial-x", "../up: and away", "")) {
      try (RunWriter run = RunWriter.create(folder.resolve("runs"), SampleRun.start(scenario))) {
        names.add(run.folder().getFileName().toString());
        assertThat(run.folder().getParent()).isEqualTo(folder.resolve("runs"));
      }
    }
    assertThat(names)
        .containsExactly("axial-042", "axial-043", "axial-x-1000", "up-and-away-001", "run-001");

    Path named = folder.resolve("deep/named");
    RunWriter.createAt(named, SampleRun.start("s")).close();
    assertThatThrownBy(() -> RunWriter.createAt(named, SampleRun.start("s")))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("not empty");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> RunWriter.createAt(file, SampleRun.start("s")))
        .isInstanceOf(FileAlreadyExistsException.class);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    RunWriter.createAt(empty, SampleRun.start("s")).close();
    assertThat(RunReader.open(empty).info().scenario()).isEqualTo("s");
  }

  @Test
  void runsThatBeginTogetherGetDifferentFolders() throws Exception {
    int runs = 24;
    CyclicBarrier barrier = new CyclicBarrier(8);
    List<Callable<Path>> starts = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      starts.add(() -> {
        barrier.await();
        try (RunWriter run = RunWriter.create(folder, SampleRun.start("race"))) {
          run.done();
          return run.folder();
        }
      });
    }
    Set<Path> folders = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Path> run : threads.invokeAll(starts)) {
        folders.add(run.get());
      }
    }
    assertThat(folders).hasSize(runs).contains(folder.resolve("race-024"));
  }

  @Test
  void oneFolderCanBeBegunOnlyOnce() throws Exception {
    int tries = 8;
    CyclicBarrier barrier = new CyclicBarrier(tries);
    List<Callable<Boolean>> starts = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      starts.add(() -> {
        barrier.await();
        try (RunWriter run = RunWriter.createAt(folder.resolve("one"), SampleRun.start("one"))) {
          run.done();
          return true;
        } catch (FileAlreadyExistsException e) {
          return false;
        }
      });
    }
    int begun = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(tries)) {
      for (Future<Boolean> start : threads.invokeAll(starts)) {
        begun += start.get() ? 1 : 0;
      }
    }
    assertThat(begun).isEqualTo(1);
  }

  @Test
  void everythingReadsBack() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x\n1\n");
    Path other = Files.createDirectory(folder.resolve("other"));
    Path sameName = Files.writeString(other.resolve("data.csv"), "abc");
    RunWriter run = RunWriter.create(folder.resolve("runs"), SampleRun.start("all"));
    RunReader reader = RunReader.open(run.folder());
    assertThat(reader.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(reader.cells()).isEmpty();
    assertThat(reader.scenario()).isEmpty();
    assertThat(reader.metrics().columns()).isEmpty();
    assertThat(reader.lineage()).isEmpty();
    assertThat(reader.checks()).isEmpty();

    run.scenario("a: ü\n");
    run.resolved("a: b\n");
    assertThat(run.input("data.csv", data).file()).isEqualTo("inputs/data.csv");
    assertThat(run.input("other/data.csv", sameName).file()).isEqualTo("inputs/data-2.csv");
    run.declareCells(SCHEMA);
    run.frame(frame(0));
    run.born(0, LineageEntry.FOUNDER, "a", 0);
    run.declareMetrics("h", List.of(new TableColumn("width", "um")));
    run.sample(0, 0, 2.5);
    run.declareHistory(List.of());
    run.epoch(1, 3.5, Double.NaN, 0.1, 0.2);
    ParameterSnapshot snapshot =
        new ParameterSnapshot(1, 3.5, Map.of("p", ParameterValue.scalar(1)));
    run.parameters(snapshot);
    run.best(snapshot);
    run.last(snapshot);
    List<CheckResult> checks =
        List.of(
            new CheckResult("width", true, 2.5, "2.5 within 1 %", ""),
            new CheckResult("height", false, Double.NaN, "1", "could not be computed"));
    run.checks(checks);
    run.log("a warning\nof two lines");
    run.flush();

    assertThat(reader.scenario()).contains("a: ü\n");
    assertThat(reader.resolved()).contains("a: b\n");
    assertThat(reader.cells().orElseThrow().frame(0).doubles("x")).containsExactly(0);
    assertThat(reader.lineage()).hasSize(1);
    assertThat(reader.metrics().columns())
        .containsExactly(
            new TableColumn("time", "h"), TableColumn.of("step"), new TableColumn("width", "um"));
    assertThat(reader.metrics().row(0)).containsExactly(0, 0, 2.5);
    assertThat(reader.history().row(0)).containsExactly(1, 3.5, Double.NaN, 0.1, 0.2);
    assertThat(reader.parameterEpochs()).containsExactly(1);
    assertThat(reader.parameters(1)).isEqualTo(snapshot);
    assertThat(reader.best()).contains(snapshot);
    assertThat(reader.last()).contains(snapshot);
    assertThat(reader.checks()).contains(checks);
    assertThat(reader.log()).containsPattern("(?m)^\\S+Z a warning$\\s{5}of two lines\n");
    assertThat(reader.changedInputs()).isEmpty();
    Files.writeString(run.folder().resolve("inputs/data.csv"), "x\n2\n");
    assertThat(reader.changedInputs())
        .extracting(RunInfo.Input::written)
        .containsExactly("data.csv");
    run.done();
    assertThat(reader.status()).isEqualTo(RunStatus.DONE);
    assertThatThrownBy(() -> run.frame(frame(1))).hasMessageContaining("ended");

    JsonNode json = JsonMapper.shared().readTree(run.folder().resolve("run.json").toFile());
    assertThat(json.get("format").asString()).isEqualTo("blastema-run/1");
    assertThat(json.get("status").asString()).isEqualTo("done");
    assertThat(json.get("seed").asInt()).isEqualTo(7);
    assertThat(json.get("failure").isNull()).isTrue();
    // Digest of "abc" as FIPS 180-2, appendix B.1, gives it.
    assertThat(json.get("inputs").get(1).get("sha256").asString())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(json.get("cost").get("cpu_seconds").asDouble()).isPositive();
    assertThat(json.get("cost").get("wall_seconds").asDouble()).isPositive();
    assertThat(json.get("cost").get("peak_memory_bytes").asLong()).isGreaterThan(1 << 20);
    JsonNode session = json.get("sessions").get(0);
    assertThat(session.get("java").asString()).startsWith("25");
    assertThat(session.get("plugins").get(0).get("name").asString()).isEqualTo("kernel");
    assertThat(session.get("command").get(1).asString()).isEqualTo("toy.yaml");
    assertThat(session.get("host").get("cores").asInt()).isPositive();
  }

  @Test
  void aRunThatEndsTellsHow() throws IOException {
    RunWriter failed = RunWriter.create(folder, SampleRun.start("s"));
    failed.failed("NaN in step 'mechanics'");
    RunInfo info = RunReader.open(failed.folder()).info();
    assertThat(info.status()).isEqualTo(RunStatus.FAILED);
    assertThat(info.failure()).isEqualTo("NaN in step 'mechanics'");
    assertThat(info.end()).isAfterOrEqualTo(info.start());
    RunWriter closed = RunWriter.create(folder, SampleRun.start("s"));
    closed.close();
    closed.close();
    assertThat(RunReader.open(closed.folder()).status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThatThrownBy(() -> RunReader.open(folder)).isInstanceOf(NoSuchFileException.class);
    Path info2 = failed.folder().resolve("run.json");
    Files.writeString(info2, Files.readString(info2).replace("blastema-run/1", "blastema-run/2"));
    assertThatThrownBy(() -> RunReader.open(failed.folder()))
        .hasMessageContaining("blastema-run/2");
  }

  @Test
  void aResumedRunIsCutBackToItsCheckpoint() throws IOException {
    Path named = folder.resolve("r");
    RunWriter run = RunWriter.createAt(named, SampleRun.start("s"));
    run.declareCells(SCHEMA);
    run.declareTissues(SCHEMA);
    run.declareMetrics("", List.of());
    run.declareHistory(List.of());
    run.born(0, LineageEntry.FOUNDER, "a", 0);
    for (int epoch = 1; epoch <= 4; epoch++) {
      run.frame(frame(epoch));
      run.tissue(frame(epoch));
      run.sample(epoch, epoch);
      run.epoch(epoch, epoch, -epoch, 1, 1);
      run.born(epoch, 0, "a", epoch);
      ParameterSnapshot snapshot =
          new ParameterSnapshot(epoch, epoch, Map.of("p", ParameterValue.scalar(epoch)));
      run.parameters(snapshot);
      run.best(snapshot);
      run.checkpoint(Checkpoint.atEpoch(epoch).put("x", 0.1 * epoch).build());
    }
    run.died(0, 4.5, "late");
    run.last(new ParameterSnapshot(4, 4, Map.of()));
    run.checks(List.of());
    assertThatThrownBy(() -> RunWriter.resume(named, SampleRun.start("s")))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("another process");
    run.done();

    RunReader reader = RunReader.open(named);
    try (RunWriter resumed = RunWriter.resume(named, SampleRun.start("s"), c -> c.number() <= 2)) {
      assertThat(resumed.resumedFrom().orElseThrow().names()).containsExactly("x");
      assertThat(resumed.resumedFrom().get().doubles("x")).containsExactly(0.2);
      assertThat(reader.status()).isEqualTo(RunStatus.RUNNING);
      assertThat(reader.cells().orElseThrow().steps()).containsExactly(1, 2);
      assertThat(reader.tissues().orElseThrow().steps()).containsExactly(1, 2);
      assertThat(reader.metrics().column("step")).containsExactly(1, 2);
      assertThat(reader.history().column("epoch")).containsExactly(1, 2);
      assertThat(reader.lineage()).extracting(LineageEntry::id).containsExactly(0, 1, 2);
      assertThat(reader.lineage().getFirst().dead()).isFalse();
      assertThat(reader.parameterEpochs()).containsExactly(1, 2);
      assertThat(reader.best().orElseThrow().epoch()).isEqualTo(2);
      assertThat(reader.last()).isEmpty();
      assertThat(reader.checks()).isEmpty();
      assertThat(reader.checkpoint().orElseThrow().number()).isEqualTo(2);
      assertThatThrownBy(() -> resumed.declareMetrics("h", List.of()))
          .isInstanceOf(IOException.class);
      resumed.declareCells(SCHEMA);
      resumed.frame(frame(3));
      resumed.done();
    }
    RunInfo info = reader.info();
    assertThat(info.sessions()).hasSize(2);
    assertThat(info.sessions().get(1).resumedFrom()).isEqualTo("epoch 2");
    assertThat(info.cost().wallSeconds())
        .isEqualTo(
            info.sessions().get(0).cost().wallSeconds()
                + info.sessions().get(1).cost().wallSeconds());
    assertThatThrownBy(() -> RunWriter.resume(named, SampleRun.start("s"), c -> false))
        .hasMessageContaining("no checkpoint");
    assertThat(reader.cells().orElseThrow().steps()).containsExactly(1, 2, 3);
    assertThat(reader.status()).isEqualTo(RunStatus.DONE);
  }

  @Test
  void misuseIsSaid() throws IOException {
    try (RunWriter run = RunWriter.create(folder, SampleRun.start("s"))) {
      assertThatThrownBy(() -> run.frame(frame(1))).hasMessageContaining("cells");
      assertThatThrownBy(() -> run.sample(1, 1)).hasMessageContaining("metrics");
      run.declareMetrics("", List.of());
      assertThatThrownBy(() -> run.declareMetrics("", List.of())).hasMessageContaining("before");
      assertThatThrownBy(() -> run.sample(1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
      Checkpoint reserved = Checkpoint.atEpoch(1).put("run.counts", 1L).build();
      assertThatThrownBy(() -> run.checkpoint(reserved)).hasMessageContaining("run.");
    }
  }
}
