package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios of the cell types reach what they promise, and mistakes in them are explained. */
class CellTypeScenariosTest {
  private static final Path SCENARIOS = Path.of("..", "scenarios", "cell-types");

  @TempDir Path folder;

  static Stream<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void checksHold(Path scenario) {
    Program run = Program.run("run", scenario, "-o", folder.resolve("run"));
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("check holds");
  }

  private Program validate(String cellTypes, String steps) throws IOException {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(
        file,
        """
        format: blastema/1
        space: {dimensions: 2}
        cell-types:
        %s
        initial: {kind: lattice, counts: [2, 2]}
        steps:
        %s
        stop: {steps: 1}
        """
            .formatted(cellTypes.indent(2), steps.indent(2)));
    return Program.run("validate", file);
  }

  @Test
  void aBehaviorThatNoStepCarriesOutIsRefused() throws IOException {
    Program refused =
        validate("cell: {behaviors: {migrates: {speed: 1}}}", "growth: saturating-growth");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "scenario.yaml:4",
            "cell-types.cell.behaviors.migrates: nothing carries this out; it needs a step"
                + " 'active-motion'");
  }

  @Test
  void aPresetsBehaviorIsPlacedAtThePreset() throws IOException {
    Program refused = validate("cell: {preset: {kind: motile-cell}}", "growth: saturating-growth");
    assertThat(refused.err()).contains("cell-types.cell.preset: nothing carries this out");
  }

  @Test
  void anUnknownTypeIsNamedWithTheNearestOne() throws IOException {
    Program refused =
        validate("stem: {behaviors: {renews: {into: progny}}}\nprogeny: {}", "fate: division-fate");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("unknown cell type 'progny'", "progeny");
  }

  @Test
  void cadherinsMustBeExpressed() throws IOException {
    Program refused =
        validate(
            "cell: {preset: {kind: adhesive-cell, cadherins: {E: 1}}}",
            "motion: {kind: descent, potential: cadherin-adhesion}");
    assertThat(refused.err())
        .contains("step 'motion' reads the field 'cadherin', which no step writes");
  }

  /** Numbers of behaviors and presets are parameters with paths. */
  @Test
  void numbersOfBehaviorsHavePaths() {
    Program changed =
        Program.run(
            "evaluate",
            SCENARIOS.resolve("chemotaxis.yaml"),
            "--rollouts",
            "1",
            "--set",
            "cell-types.cell.preset.sensitivity=0",
            "--set",
            "cell-types.cell.preset.speed=0",
            "--set",
            "checks=[]",
            "--json");
    assertThat(changed.exitCode()).as(changed.err()).isZero();
    assertThat(changed.json().get("metrics").get("drift-x").get("mean").asDouble()).isZero();
  }
}
