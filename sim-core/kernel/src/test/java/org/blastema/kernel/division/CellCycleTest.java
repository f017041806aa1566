package org.blastema.kernel.division;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.division.CellCycle.Course;
import org.blastema.kernel.division.CellCycle.Phase;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cycle of 18 hours: G0/G1 7, S 6, G2 3, M 2. */
class CellCycleTest {
  private static final double[] HOURS = {7, 6, 3, 2};

  private static StepBench bench(double dt, Phase... phases) {
    return new StepBench(2, dt, new CellCycle(2, Placement.standard(), List.of(phases)));
  }

  private static Phase[] fixed() {
    return Arrays.stream(HOURS)
        .mapToObj(h -> new Phase(Parameter.constant("duration", h), Optional.empty()))
        .toArray(Phase[]::new);
  }

  private static Phase[] random(List<Parameter> parameters) {
    return Arrays.stream(HOURS)
        .mapToObj(h -> {
          Parameter duration = Parameter.trained("duration", 1, 1, h);
          Parameter spread = Parameter.trained("spread", 1, 1, 0.1 * h);
          parameters.add(duration);
          parameters.add(spread);
          return new Phase(duration, Optional.of(spread));
        })
        .toArray(Phase[]::new);
  }

  private static CellState one(StepBench bench) {
    return bench.state(new double[][] {{0, 0}}, 0.5).with("division", Var.constant(1));
  }

  /** Births do not depend on how time is cut into macro-steps, not even into very long ones. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 4.8, 48})
  void fourCellsAfterTwoAndTwoThirdsCycles(double dt) {
    StepBench bench = bench(dt, fixed());
    CellState end = bench.run(one(bench), (int) Math.round(48 / dt));
    assertThat(end.count()).isEqualTo(4);
    double[] births = {0, 18, 36, 36};
    for (int i = 0; i < 4; i++) {
      assertThat(end.birth(i)).isCloseTo(births[i], within(1e-9));
      // 48 - 36 = 12: since 7 in the second phase, which ends at 13
      assertThat(end.get("cycle-phase").get(i, 0)).isEqualTo(2);
      assertThat(end.get("cycle-left").get(i, 0)).isCloseTo(1, within(1e-9));
    }
  }

  /** So that what looks for newborns does not find one in the next macro-step again. */
  @Test
  void daughtersAreBornBeforeTheirMacroStepEnds() {
    StepBench bench = bench(0.1, fixed());
    CellState divided = bench.run(one(bench), 180);
    assertThat(divided.count()).isEqualTo(2);
    assertThat(divided.birth(1)).isLessThan(divided.time()).isCloseTo(18, within(1e-9));
  }

  /** The lengths of four phases add up to a normal length with deviation 0.99 hours. */
  @Test
  void lengthsVaryAsTheirPhasesDo() {
    int samples = 4000;
    StepBench bench = bench(25, random(new ArrayList<>()));
    CellState start = one(bench);
    double sum = 0;
    double squares = 0;
    for (int seed = 0; seed < samples; seed++) {
      double first = ((Course) bench.choices(start, seed).get(0)).times().get(0);
      sum += first - 18;
      squares += (first - 18) * (first - 18);
    }
    double deviation = Math.sqrt(0.49 + 0.36 + 0.09 + 0.04);
    assertThat(sum / samples).isCloseTo(0, within(5 * deviation / Math.sqrt(samples)));
    assertThat(Math.sqrt(squares / samples))
        .isCloseTo(deviation, within(5 * deviation / Math.sqrt(2.0 * samples)));
  }

  @Test
  void scoresAreDifferentiatedByMeansAndSpreads() {
    List<Parameter> parameters = new ArrayList<>();
    StepBench bench = bench(48, random(parameters));
    CellState start = one(bench);
    StepBench.Goal score = new StepBench.Goal(s -> Var.constant(0), 1);
    Object course = bench.choices(start, 5).get(0);
    assertThat(((Course) course).divisions()).hasSize(3);
    for (Parameter p : parameters) {
      double difference = bench.differences(start, score, p, null, 1e-5, course)[0];
      assertThat(bench.gradient(start, score, p, null, course)[0])
          .isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
    }
  }

  /** The first division moves by as much as the mean of any phase: the score function finds 1. */
  @Test
  void theScoreFunctionIsUnbiased() {
    Parameter duration = Parameter.trained("duration", 1, 1, 2.0);
    Parameter spread = Parameter.trained("spread", 1, 1, 0.3);
    StepBench bench = bench(2.5, new Phase(duration, Optional.of(spread)));
    CellState start = one(bench);
    StepBench.Goal score = new StepBench.Goal(s -> Var.constant(0), 1);
    int samples = 4000;
    double sum = 0;
    double squares = 0;
    for (int seed = 0; seed < samples; seed++) {
      Course course = (Course) bench.choices(start, seed).get(0);
      double first = course.begins().get(0).length();
      double term = first * bench.gradient(start, score, duration, null, course)[0];
      sum += term;
      squares += term * term;
    }
    double mean = sum / samples;
    double error = Math.sqrt((squares / samples - mean * mean) / samples);
    assertThat(error).isLessThan(0.25);
    assertThat(mean).isCloseTo(1, within(5 * error));
  }

  @Test
  void clocksOfCellsThatDoNotDivideStandStill() {
    StepBench bench = bench(5, fixed());
    CellState start = one(bench);
    CellState before = bench.run(start, 2);
    CellState rested = bench.run(before.with("division", Var.constant(0)), 3);
    assertThat(rested.count()).isEqualTo(1);
    assertThat(rested.get("cycle-left").item()).isEqualTo(before.get("cycle-left").item());
    CellState goesOn = bench.run(rested.with("division", Var.constant(1)), 2);
    assertThat(goesOn.count()).isEqualTo(2);
    assertThat(goesOn.birth(1)).isCloseTo(18 + 15, within(1e-9));
  }

  @Test
  void phasesWithoutLengthAreFailures() {
    Phase wild =
        new Phase(Parameter.constant("duration", 1), Optional.of(Parameter.constant("spread", 50)));
    StepBench bench = bench(1000, wild);
    assertThatThrownBy(() -> bench.run(one(bench)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("is its spread too large?");
  }
}
