package org.blastema.kernel.division;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.division.NextEventDivision.Events;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.kernel.state.CellState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pure birth process with rate l: from one cell, {@code P(N = k) = e^-lt (1 - e^-lt)^(k-1)}.
 */
class NextEventDivisionTest {
  private static final int SAMPLES = 20_000;

  private static StepBench bench(double dt) {
    return new StepBench(2, dt, new NextEventDivision(2, Placement.standard()));
  }

  private static CellState cells(StepBench bench, double... rates) {
    double[][] x = new double[rates.length][2];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = 3 * i;
    }
    return bench.state(x, 0.5).with("division", Var.column(rates));
  }

  private static Events events(StepBench bench, CellState state, int seed) {
    return (Events) bench.choices(state, seed).get(0);
  }

  @ParameterizedTest
  @CsvSource({"0.3, 1", "1, 1", "2, 0.8"})
  void numbersOfCellsAreThoseOfThePureBirthProcess(double rate, double dt) {
    StepBench bench = bench(dt);
    CellState one = cells(bench, rate);
    int[] counts = new int[5];
    double sum = 0;
    for (int seed = 0; seed < SAMPLES; seed++) {
      int cells = 1 + events(bench, one, seed).divisions().size();
      counts[Math.min(cells, 5) - 1]++;
      sum += cells;
    }
    double left = Math.exp(-rate * dt);
    for (int k = 1; k < 5; k++) {
      double p = left * Math.pow(1 - left, k - 1);
      assertThat(counts[k - 1] / (double) SAMPLES)
          .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / SAMPLES)));
    }
    double deviation = Math.sqrt((1 - left) / (left * left));
    assertThat(sum / SAMPLES).isCloseTo(1 / left, within(5 * deviation / Math.sqrt(SAMPLES)));
  }

  /** A macro-step cut into four has the same mean: one cell becomes e^lt. */
  @Test
  void theLengthOfMacroStepsDoesNotMatter() {
    StepBench bench = bench(0.35);
    int samples = 4000;
    CellState many = cells(bench, new double[samples]);
    double sum = bench.run(many.with("division", Var.filled(samples, 1, 1.0)), 4).count();
    double mean = Math.exp(1.4);
    double deviation = Math.sqrt(mean * (mean - 1));
    assertThat(sum / samples).isCloseTo(mean, within(5 * deviation / Math.sqrt(samples)));
  }

  /**
   * Unbiased: the mean of the score is 0, and that of the number of cells times the score is the
   * derivative of the mean number, {@code t e^lt}.
   */
  @Test
  void theScoreFunctionGivesTheDerivativeOfTheMean() {
    double rate = 0.9;
    double dt = 1.1;
    StepBench bench = bench(dt);
    CellState one = cells(bench, rate);
    double[] sums = new double[4];
    for (int seed = 0; seed < SAMPLES; seed++) {
      Events events = events(bench, one, seed);
      double h = 1e-5;
      double score =
          (NextEventDivision.logDensity(Var.constant(rate + h), events, dt).item()
                  - NextEventDivision.logDensity(Var.constant(rate - h), events, dt).item())
              / (2 * h);
      double term = (1 + events.divisions().size()) * score;
      sums[0] += score;
      sums[1] += score * score;
      sums[2] += term;
      sums[3] += term * term;
    }
    for (int k = 0; k < 4; k += 2) {
      double mean = sums[k] / SAMPLES;
      double error = Math.sqrt((sums[k + 1] / SAMPLES - mean * mean) / SAMPLES);
      assertThat(mean).isCloseTo(k == 0 ? 0 : dt * Math.exp(rate * dt), within(5 * error));
    }
  }

  /** One division at s and none after it, in either cell: {@code l e^-ls e^-2l(t-s)}. */
  @Test
  void theDensityIsThatOfAllWaitingTimes() {
    Division first = new Division(0, new double[] {1, 0});
    double rate = 0.7;
    double dt = 2;
    double density =
        Math.exp(
            NextEventDivision.logDensity(
                    Var.constant(rate), new Events(List.of(first), List.of(0.4)), dt)
                .item());
    assertThat(density)
        .isCloseTo(rate * Math.exp(-rate * 0.4) * Math.exp(-2 * rate * 1.6), within(1e-15));
    Division daughters = new Division(1, new double[] {1, 0});
    double twice =
        Math.exp(
            NextEventDivision.logDensity(
                    Var.constant(rate),
                    new Events(List.of(first, daughters), List.of(0.4, 1.5)),
                    dt)
                .item());
    double expected =
        rate * Math.exp(-rate * 0.4) * rate * Math.exp(-2 * rate * 1.1) * Math.exp(-3 * rate * 0.5);
    assertThat(twice).isCloseTo(expected, within(1e-15));
    assertThat(
            NextEventDivision.logDensity(Var.constant(0), new Events(List.of(), List.of()), dt)
                .item())
        .isZero();
  }

  @Test
  void scoresAreDifferentiatedByTheRates() {
    StepBench bench = bench(1.5);
    CellState state = cells(bench, 0.8, 0.3, 1.2);
    StepBench.Goal score = new StepBench.Goal(s -> Var.constant(0), 1);
    for (int seed = 1; seed < 5; seed++) {
      Object choice = bench.choices(state, seed).get(0);
      assertThat(bench.gradient(state, score, null, "division", choice))
          .containsExactly(
              bench.differences(state, score, null, "division", 1e-5, choice), within(1e-8));
    }
  }

  @Test
  void daughtersAreBornAtExactTimesInTheirOrder() {
    StepBench bench = bench(3);
    CellState before = cells(bench, 1, 0, 1);
    Events events = events(bench, before, 1);
    CellState after = bench.run(before);
    int born = events.divisions().size();
    assertThat(born).isGreaterThan(3);
    assertThat(after.count()).isEqualTo(3 + born);
    for (int k = 0; k < born; k++) {
      assertThat(after.birth(3 + k)).isEqualTo(events.times().get(k));
      assertThat(after.parent(3 + k)).isEqualTo(events.divisions().get(k).row());
      assertThat(events.times().get(k)).isBetween(k == 0 ? 0 : events.times().get(k - 1), 3.0);
    }
    assertThat(events.divisions()).noneMatch(d -> d.row() == 1);
    assertThat(events.divisions().stream().map(Division::direction).distinct()).hasSize(born);
  }

  @Test
  void ratesThatMakeNoSenseAreFailures() {
    assertThatThrownBy(() -> bench(1).run(cells(bench(1), -1)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("division rate of cell 0 is -1");
    assertThatThrownBy(() -> bench(1).run(cells(bench(1), 20)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("more than 1000000 divisions");
  }
}
