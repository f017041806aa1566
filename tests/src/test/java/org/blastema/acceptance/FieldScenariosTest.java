package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.blastema.plugintest.PluginCheck;
import org.blastema.record.RunReader;
import org.blastema.record.cells.CellsReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chemicals on a grid: simulated, recorded, trained through, resumed, refused. */
class FieldScenariosTest {
  private static final Path SCENARIOS = Path.of("..", "scenarios", "fields");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"one-sink.yaml", "oxygen.yaml", "gathering.yaml"})
  void checksHold(String scenario) {
    Program run = Program.run("run", SCENARIOS.resolve(scenario), "-o", folder.resolve("run"));
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("check holds");
  }

  /** The derivatives of every step alone, extreme numbers, and the same bits twice. */
  @TestFactory
  Stream<DynamicTest> parts() {
    return PluginCheck.of("kernel", SCENARIOS.resolve("gathering.yaml"))
        .tests()
        .filter(test -> test.getDisplayName().startsWith("gathering.yaml"));
  }

  private Program oxygen(Path run, Object... further) {
    List<Object> words =
        new ArrayList<>(List.of("run", SCENARIOS.resolve("oxygen.yaml"), "-o", run));
    words.addAll(List.of("--set", "stop.time=5", "--set", "checks=[]"));
    words.addAll(List.of(further));
    return Program.run(words.toArray());
  }

  /** A frame of the field for every frame of cells, with the least where the cells are. */
  @Test
  void fieldsAreRecorded() throws IOException {
    Path run = folder.resolve("run");
    assertThat(oxygen(run).exitCode()).isZero();
    RunReader reader = RunReader.open(run);
    CellsReader fields = reader.fields().orElseThrow();
    assertThat(fields.steps()).isEqualTo(reader.cells().orElseThrow().steps());
    assertThat(fields.schema().grid().orElseThrow().shape()).containsExactly(80, 80);
    assertThat(fields.schema().names()).containsExactly("oxygen");
    double[] field = fields.doubles(fields.frames() - 1, "oxygen");
    assertThat(field).hasSize(6400);
    double least = Arrays.stream(field).min().orElseThrow();
    assertThat(Math.min(field[40 * 80 + 40], field[39 * 80 + 39])).isLessThan(1.1 * least);
    assertThat(field[0]).isGreaterThan(0.9);
  }

  /** Through time, so that the field must be carried over: stopped twice, and never. */
  @Test
  void fieldsGoOnAsIfTheyHadNeverStopped() throws IOException {
    String solver = "steps.oxygen.solver={kind: implicit, substeps: 4}";
    Path whole = folder.resolve("whole");
    assertThat(oxygen(whole, "--set", solver).exitCode()).isZero();
    Map<String, String> contents = RunContents.of(whole);
    assertThat(contents).containsKey("fields/oxygen/0");
    Path stopped = folder.resolve("stopped");
    Object[] words = {
      "run",
      SCENARIOS.resolve("oxygen.yaml"),
      "-o",
      stopped,
      "--set",
      "stop.time=5",
      "--set",
      "checks=[]",
      "--set",
      solver
    };
    assertThat(Program.stoppedAfter(7, words).exitCode()).isEqualTo(130);
    assertThat(Program.stoppedAfter(13, "resume", stopped).exitCode()).isEqualTo(130);
    assertThat(Program.run("resume", stopped).exitCode()).isZero();
    assertThat(RunContents.of(stopped)).isEqualTo(contents);
  }

  /** In a closed box nothing is lost: what a dose adds, times its volume, is there at the end. */
  @Test
  void dosesAreKept() throws IOException {
    Path run = folder.resolve("run");
    Program program =
        oxygen(
            run,
            "--set",
            "steps.oxygen.sides={}",
            "--set",
            "steps.oxygen.solver=implicit",
            "--set",
            "chemicals.oxygen.decay=0",
            "--set",
            "cell-types.cell.takes-up={}",
            "--set",
            "steps.growth={kind: dose, chemical: oxygen, at: [3, 5], concentration: 2, center: [0, 0],"
                + " radius: 1}");
    assertThat(program.exitCode()).as(program.err()).isZero();
    CellsReader fields = RunReader.open(run).fields().orElseThrow();
    double total = Arrays.stream(fields.doubles(fields.frames() - 1, "oxygen")).sum();
    // 12 centers of voxels of edge 1/2 lie within 1 of a corner that four voxels share
    assertThat(total).isCloseTo(2 * 2 * 12, within(1e-9));
  }

  @Test
  void aCellThatLeavesTheBoxIsNamed() {
    Program run = oxygen(folder.resolve("run"), "--set", "steps.oxygen.upper=[2, 20]");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("step 1, oxygen: cell ")
        .contains("[-20.0, 2.0] x [-20.0, 20.0]");
  }

  @Test
  void withoutLossThereIsNoSteadyState() {
    Program run =
        oxygen(
            folder.resolve("run"),
            "--set",
            "steps.oxygen.sides={}",
            "--set",
            "chemicals.oxygen.decay=0",
            "--set",
            "cell-types.cell.takes-up={}");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("there is no steady state");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps.oxygen.voxel=0.7 | steps.oxygen.upper: the box is 57.142857 voxels long along x",
        "steps.oxygen.lower=[-20] | steps.oxygen.lower: needs 2 coordinates, got 1",
        "steps.oxygen.sides={oxigen: {all: 1}} | unknown chemical 'oxigen'",
        "steps.oxygen.sides={oxygen: {z-low: 1}} | names sides along z",
        "steps.oxygen.initial={glucose: 1} | unknown chemical 'glucose'",
        "cell-types.cell.takes-up={oxigen: 1} | unknown chemical 'oxigen'",
        "steps.growth={kind: dose, chemical: oxygen, at: [], concentration: 1} | names no macro-step",
        "steps.growth={kind: dose, chemical: oxygen, at: [1], concentration: 1, center: [0, 0]} | both",
        "space.sides={x: {kind: periodic, from: -20, to: 20}} | does not work in a space with these periodic sides",
        "steps.oxygen=steady-diffusion | cell-types.cell.takes-up: no step reads it"
      })
  void mistakesAreNamed(String setting, String message) {
    Program run = Program.run("validate", SCENARIOS.resolve("oxygen.yaml"), "--set", setting);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
