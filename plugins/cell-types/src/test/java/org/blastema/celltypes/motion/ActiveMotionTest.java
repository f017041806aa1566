package org.blastema.celltypes.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.Bench;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveMotionTest {
  private static Migrates migrates(Bench bench, double speed, double persistence, double bias) {
    return Migrates.create(
        new Migrates.Configuration(
            Bench.trained("speed", speed),
            Bench.trained("persistence", persistence),
            Bench.trained("bias", bias),
            Axis.X),
        bench);
  }

  private static Bench crawling(int dimensions, double speed, double persistence, double bias) {
    Bench bench = new Bench(dimensions, List.of("m"), "cell");
    return bench.with("cell", migrates(bench, speed, persistence, bias));
  }

  private static Step motion(Bench bench, int steps) {
    return ActiveMotion.create(new ActiveMotion.Configuration(steps), bench);
  }

  private static double meanSquare(CellState from, CellState to) {
    Var moved = to.position().minus(from.position());
    return moved.square().sum().item() / from.count();
  }

  /**
   * The published law 2 s^2 P (t - P (1 - exp(-t/P))): 550.0 for s = 1, P = 5, t = 60 (its value is
   * 550.0003). The square displacement of one walk spreads by about its mean (by less in space);
   * the step length adds (h/P)^2 / 12.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void displacementIsThatOfAPersistentWalk(int d) {
    int cells = 3000;
    Bench bench = crawling(d, 1, 5, 0);
    Bench.Run run = bench.run(5, motion(bench, 10));
    CellState from = run.founders(new int[cells], new double[cells][d]);
    CellState to = run.run(from, 12, 3).last();
    double law = 2 * 5 * (60 - 5 * (1 - Math.exp(-12)));
    assertThat(law).isCloseTo(550.0, within(0.001));
    assertThat(meanSquare(from, to)).isCloseTo(law, within(4 * law / Math.sqrt(cells)));
  }

  /** Short times: nearly straight. The mean cosine of the turn is exp(-t/P), whatever the step. */
  @ParameterizedTest
  @CsvSource({"2, 0.3, 1", "3, 0.3, 1", "2, 3, 1", "3, 3, 1", "3, 1, 4"})
  void headingsForgetAtTheGivenRate(int d, double dt, int steps) {
    int cells = 20000;
    Bench bench = crawling(d, 1, 2, 0);
    Bench.Run run = bench.run(dt, motion(bench, steps));
    CellState from = run.founders(new int[cells], new double[cells][d]);
    Trajectory walk = run.run(from, 2, 5);
    Var first = walk.states().get(1).get("heading");
    Var second = walk.states().get(2).get("heading");
    double cosine = first.times(second).sum().item() / cells;
    assertThat(cosine).isCloseTo(Math.exp(-dt / 2), within(4 / Math.sqrt(cells)));
    for (double length : second.square().sumColumns().data()) {
      assertThat(length).isCloseTo(1, within(1e-14));
    }
    for (double mean : first.sumRows().divide(cells).data()) {
      assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(cells * (double) d)));
    }
  }

  /** Table of the reference problem, for directions drawn anew: normalize((1 - b) xi + b x). */
  @ParameterizedTest
  @CsvSource({
    "2, 0.2, 0.126",
    "2, 0.5, 0.637",
    "2, 0.7, 0.952",
    "2, 0.9, 0.997",
    "3, 0.2, 0.167",
    "3, 0.7, 0.939"
  })
  void biasGivesTheTabulatedDrift(int d, double bias, double drift) {
    int cells = 40000;
    Bench bench = crawling(d, 2, 1, bias);
    Bench.Run run = bench.run(0.5, motion(bench, 1));
    CellState from = run.founders(new int[cells], new double[cells][d]);
    CellState to = run.run(from, 1, 11).last();
    double mean = to.position().column(0).sum().item() / cells;
    // half a unit of the last digit, and four standard errors of a number between -1 and 1
    assertThat(mean).isCloseTo(drift, within(5e-4 + 4 / Math.sqrt(cells)));
    assertThat(to.position().minus(from.position()).square().sum().item() / cells)
        .isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void everyNumberIsDifferentiatedWithFixedNoise(int d) {
    Bench bench = crawling(d, 0.8, 1.5, 0.3);
    Bench.Run run = bench.run(0.7, motion(bench, 3));
    CellState from = run.founders(new int[5], new double[5][d]);
    List<Object> choices = run.run(from, 1, 9).choices().get(0);
    Function<CellState, Var> goal =
        s -> s.position().square().sum().plus(s.position().column(0).sum());
    for (String path : List.of("speed", "persistence", "bias")) {
      Parameter p = run.parameter(path);
      double derivative = run.derivative(from, goal, 0, p, choices);
      assertThat(derivative)
          .as(path)
          .isCloseTo(run.difference(from, goal, 0, p, choices, 1e-5), within(1e-8));
      assertThat(Math.abs(derivative)).isGreaterThan(1e-4);
    }
  }

  /** In a linear gradient a cell that follows it goes straight on at sensitivity times slope. */
  @Test
  void aChemotacticCellClimbsALinearGradient() {
    Bench bench = new Bench(2, List.of("other", "m"), "cell");
    bench.with(
        "cell",
        Chemotaxis.create(new Chemotaxis.Configuration("m", Bench.trained("chi", 0.6)), bench));
    Step imposed = imposed(bench, ImposedChemical.Profile.LINEAR);
    Bench.Run run = bench.run(0.5, imposed, motion(bench, 1));
    CellState from = run.founders(new int[2], new double[][] {{0, 0}, {3, 1}});
    CellState to = run.run(from, 8, 1).last();
    // slope c0/L = 3/4 along y
    assertThat(to.position().column(1).data())
        .containsExactly(new double[] {0.6 * 0.75 * 4, 1 + 0.6 * 0.75 * 4}, within(1e-13));
    assertThat(to.position().column(0).data()).containsExactly(new double[] {0, 3}, within(0.0));
    List<Object> choices = run.run(from, 1, 1).choices().get(0);
    Parameter chi = run.parameter("chi");
    assertThat(run.derivative(from, s -> s.position().sum(), 0, chi, choices))
        .isCloseTo(2 * 0.75 * 0.5, within(1e-13));
  }

  private static Step imposed(Bench bench, ImposedChemical.Profile profile) {
    return ImposedChemical.create(
        new ImposedChemical.Configuration(
            "m", profile, Axis.Y, Bench.trained("level", 3), Bench.trained("length", 4)),
        bench);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LINEAR", "EXPONENTIAL", "HALF_NORMAL"})
  void anImposedGradientIsTheSlopeOfItsProfile(String profile) {
    Bench bench = new Bench(2, List.of("other", "m"), "cell");
    Bench.Run run = bench.run(1, imposed(bench, ImposedChemical.Profile.valueOf(profile)));
    double[] y = {-1, 0.5, 2};
    double h = 1e-5;
    double[][] at = new double[9][];
    for (int k = 0; k < 3; k++) {
      at[3 * k] = new double[] {0.3, y[k]};
      at[3 * k + 1] = new double[] {0.3, y[k] - h};
      at[3 * k + 2] = new double[] {0.3, y[k] + h};
    }
    CellState after = run.run(run.founders(new int[9], at), 1, 1).last();
    Var c = after.get("chemical");
    Var gradient = after.get("chemical-gradient");
    for (int k = 0; k < 3; k++) {
      double slope = (c.get(3 * k + 2, 1) - c.get(3 * k + 1, 1)) / (2 * h);
      assertThat(gradient.get(3 * k, 3)).isCloseTo(slope, within(1e-9));
    }
    double expected =
        switch (profile) {
          case "LINEAR" -> 3 * (1 + 2 / 4.0);
          case "EXPONENTIAL" -> 3 * Math.exp(2 / 4.0);
          default -> 3 * Math.exp(-0.125);
        };
    assertThat(c.get(6, 1)).isCloseTo(expected, within(1e-14 * 8));
    assertThat(Arrays.stream(c.column(0).data()).allMatch(v -> v == 0)).isTrue();
    assertThat(Arrays.stream(gradient.columns(0, 3).data()).allMatch(v -> v == 0)).isTrue();
  }

  /** Cells of a type that does not move stay where they are. */
  @Test
  void otherTypesStay() {
    Bench bench = new Bench(2, List.of(), "still", "crawling");
    bench.with("crawling", migrates(bench, 1, 1, 0));
    Bench.Run run = bench.run(1, motion(bench, 2));
    CellState from = run.founders(new int[] {0, 1}, new double[2][2]);
    CellState to = run.run(from, 3, 1).last();
    assertThat(to.position().get(0, 0)).isZero();
    assertThat(to.position().get(1, 0)).isNotZero();
  }
}
