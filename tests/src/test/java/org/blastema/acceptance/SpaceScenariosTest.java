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

/** Tissues between walls and periodic sides, and what does not work there. */
class SpaceScenariosTest {
  private static final Path SCENARIOS = Path.of("..", "scenarios", "space");

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

  private Program refused(String x, String steps, String further) throws IOException {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(
        file,
        """
        format: blastema/1
        space:
          dimensions: 2
          sides:
            x: %s
        chemicals: {morphogen: {}}
        cell-types: {cell: {}}
        initial: {kind: lattice, counts: [2, 2]}
        steps:
        %s
        stop: {steps: 1}
        %s
        """
            .formatted(x, steps.indent(2), further));
    Program program = Program.run("validate", file);
    assertThat(program.exitCode()).as(program.out() + program.err()).isEqualTo(2);
    return program;
  }

  @Test
  void wallsNeedSomethingThatLetsThemPush() throws IOException {
    assertThat(refused("{kind: walls, from: -2, to: 2}", "growth: saturating-growth", "").err())
        .contains("scenario.yaml:5", "nothing keeps the cells between the walls");
  }

  @Test
  void founderCellsBeyondAWallAreRefused() throws IOException {
    assertThat(
            refused(
                    "{kind: walls, to: 0.3}",
                    "mechanics: {kind: relaxation, potential: soft-sphere}",
                    "")
                .err())
        .contains("scenario.yaml:8", "beyond the wall at 0.3");
  }

  @Test
  void stepsThatKnowFreeSpaceAloneAreRefusedWhereTheyAreWritten() throws IOException {
    assertThat(
            refused("{kind: periodic, from: -5, to: 5}", "diffusion: steady-diffusion", "").err())
        .contains(
            "scenario.yaml:10",
            "the step 'diffusion' does not work in a space with these periodic sides");
  }

  @Test
  void measuresOfPositionsAreRefusedAtPeriodicSides() throws IOException {
    for (String metric : new String[] {"gyration-radius", "mean-squared-displacement"}) {
      assertThat(
              refused(
                      "{kind: periodic, from: -5, to: 5}",
                      "growth: saturating-growth",
                      "metrics: {size: %s}".formatted(metric))
                  .err())
          .contains("metrics.size", "does not work in a space with periodic sides");
    }
  }

  @Test
  void sidesThatMakeNoSenseAreExplained() throws IOException {
    String steps = "growth: saturating-growth";
    assertThat(refused("{kind: periodic, from: 5, to: 5}", steps, "").err())
        .contains("scenario.yaml:5", "space.sides.x.to: must be greater than from");
    assertThat(refused("{kind: walls}", steps, "").err()).contains("needs 'from' or 'to'");
    assertThat(refused("{kind: perodic, from: 1, to: 5}", steps, "").err())
        .contains("did you mean 'periodic'");
    assertThat(refused("{kind: walls, from: 0}\n    z: {kind: walls, from: 0}", steps, "").err())
        .contains("unknown axis 'z'");
  }

  @Test
  void timesAtWhichNothingCanBeCheckedAreExplained() throws IOException {
    String sides = "{kind: periodic, from: -5, to: 5}";
    String steps = "growth: saturating-growth";
    assertThat(refused(sides, steps, "checks: [{metric: cells, at: 0.5, equals: 4}]").err())
        .contains("checks[0].at: no macro-step ends at 0.5, which is no multiple of dt");
    assertThat(refused(sides, steps, "checks: [{metric: cells, at: 2, equals: 4}]").err())
        .contains("checks[0].at: the run ends at 1.0, before cells is looked at");
  }

  @Test
  void clocksThatCannotBeTrainedAreExplained() throws IOException {
    String sides = "{kind: periodic, from: -5, to: 5}";
    assertThat(
            refused(
                    sides,
                    "cycle: {kind: cell-cycle, phases: [{duration: {value: 1, train: true}}]}",
                    "")
                .err())
        .contains("phases[0].duration", "give the phase a spread");
    assertThat(
            refused(sides, "division: {kind: size-division, fold: {value: 2, train: true}}", "")
                .err())
        .contains("steps.division.fold", "give the divisions a spread");
    assertThat(refused(sides, "cycle: {kind: cell-cycle, phases: []}", "").err())
        .contains("needs at least one phase");
  }

  @Test
  void aRunWhoseCellsFeelSeveralImagesOfEachOtherStops() throws IOException {
    Path file = folder.resolve("narrow.yaml");
    Files.writeString(
        file,
        """
        format: blastema/1
        space: {dimensions: 2, sides: {x: {kind: periodic, from: -1, to: 1.5}}}
        cell-types: {cell: {}}
        initial: {kind: lattice, counts: [2, 2]}
        steps:
          mechanics: relaxation
        stop: {steps: 1}
        """);
    Program run = Program.run("run", file, "-o", folder.resolve("run"));
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("mechanics", "more than half the period of 2.5");
  }
}
