package org.blastema.kernel.division;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.Tissues;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.kernel.state.CellState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionTest {
  private static final int SAMPLES = 4000;

  private static StepBench categorical(int d, Placement placement) {
    return new StepBench(d, 1, new CategoricalDivision(d, placement));
  }

  private static CellState tissue(StepBench bench, int d, double... propensities) {
    int n = propensities.length;
    return bench
        .state(Tissues.scattered(21, n, d, 4, 0.8), Tissues.radii(n))
        .with("division", Var.column(propensities));
  }

  @ParameterizedTest
  @CsvSource({"2, TOUCHING", "2, OVERLAPPING", "3, TOUCHING", "3, OVERLAPPING"})
  void divisionKeepsVolumeAndCenter(int d, Placement.Distance distance) {
    StepBench bench = categorical(d, new Placement(distance, Direction.UNIFORM));
    CellState before = tissue(bench, d, 0, 1, 0);
    CellState after = bench.run(before);
    double r = before.radius().get(1, 0);
    double small = after.radius().get(1, 0);
    assertThat(after.count()).isEqualTo(4);
    assertThat(after.parent(3)).isEqualTo(before.id(1));
    assertThat(after.radius().get(3, 0)).isEqualTo(small);
    assertThat(2 * Math.pow(small, d)).isCloseTo(Math.pow(r, d), within(1e-15));
    double apart = 0;
    for (int k = 0; k < d; k++) {
      double mother = after.position().get(1, k);
      double daughter = after.position().get(3, k);
      assertThat((mother + daughter) / 2).isCloseTo(before.position().get(1, k), within(1e-14));
      apart += Math.pow(mother - daughter, 2);
    }
    double overlap = distance == Placement.Distance.TOUCHING ? 1 : small / r;
    assertThat(Math.sqrt(apart)).isCloseTo(2 * small * overlap, within(1e-14));
  }

  /** Five standard errors of a frequency: 5 sqrt(p (1 - p) / N). */
  @Test
  void cellsDivideInProportionToTheirPropensities() {
    StepBench bench = categorical(2, Placement.standard());
    double[] q = {0.5, 0, 1.5, 2};
    CellState state = tissue(bench, 2, q);
    int[] chosen = new int[q.length];
    for (int seed = 0; seed < SAMPLES; seed++) {
      chosen[((Division) bench.choices(state, seed).get(0)).row()]++;
    }
    assertThat(chosen[1]).isZero();
    for (int i = 0; i < q.length; i++) {
      double p = q[i] / 4;
      assertThat(chosen[i] / (double) SAMPLES)
          .isCloseTo(p, within(1e-12 + 5 * Math.sqrt(p * (1 - p) / SAMPLES)));
    }
  }

  @Test
  void hazardsDivideIndependently() {
    StepBench bench = new StepBench(2, 0.5, new HazardDivision(2, Placement.standard()));
    double[] rates = {0.3, 0, 2, 0.9};
    CellState state = tissue(bench, 2, rates);
    int[] divided = new int[rates.length];
    int both = 0;
    for (int seed = 0; seed < SAMPLES; seed++) {
      boolean[] now = new boolean[rates.length];
      for (Object division : (List<?>) bench.choices(state, seed).get(0)) {
        now[((Division) division).row()] = true;
        divided[((Division) division).row()]++;
      }
      both += now[2] && now[3] ? 1 : 0;
    }
    assertThat(divided[1]).isZero();
    for (int i = 0; i < rates.length; i++) {
      near(divided[i], -Math.expm1(-rates[i] * 0.5));
    }
    near(both, Math.expm1(-1.0) * Math.expm1(-0.45));
  }

  private static void near(int count, double p) {
    assertThat(count / (double) SAMPLES)
        .isCloseTo(p, within(1e-12 + 5 * Math.sqrt(p * (1 - p) / SAMPLES)));
  }

  @Test
  void allOfSeveralDivisionsAreCarriedOut() {
    StepBench bench = new StepBench(3, 100, new HazardDivision(3, Placement.standard()));
    CellState after = bench.run(tissue(bench, 3, 1, 0, 1, 1));
    assertThat(after.count()).isEqualTo(7);
    assertThat(new int[] {after.parent(4), after.parent(5), after.parent(6)})
        .containsExactly(0, 2, 3);
    assertThat(after.get("division").data()).containsExactly(1, 0, 1, 1, 1, 1, 1);
  }

  @Test
  void logProbabilitiesAreDifferentiable() {
    StepBench.Goal score = new StepBench.Goal(state -> Var.constant(0), 1);
    StepBench one = categorical(2, Placement.standard());
    CellState state = tissue(one, 2, 0.5, 0.1, 1.5);
    Object choice = one.choices(state, 3).get(0);
    assertThat(one.gradient(state, score, null, "division", choice))
        .containsExactly(
            one.differences(state, score, null, "division", 1e-5, choice), within(1e-8));
    StepBench many = new StepBench(2, 0.7, new HazardDivision(2, Placement.standard()));
    Object choices = many.choices(state, 4).get(0);
    assertThat(many.gradient(state, score, null, "division", choices))
        .containsExactly(
            many.differences(state, score, null, "division", 1e-5, choices), within(1e-8));
  }

  @Test
  void daughtersFollowTheMothersPositionAndRadius() {
    StepBench.Goal goal =
        new StepBench.Goal(
            state -> state.position().square().sum().plus(state.radius().pow(3).sum()), 0);
    StepBench bench = categorical(3, Placement.standard());
    CellState state = tissue(bench, 3, 0.5, 0.1, 1.5);
    Object choice = bench.choices(state, 3).get(0);
    for (String field : List.of("position", "radius")) {
      double[] differences = bench.differences(state, goal, null, field, 1e-6, choice);
      assertThat(Tissues.discrepancy(bench.gradient(state, goal, null, field, choice), differences))
          .isLessThan(1e-8);
    }
  }

  @Test
  void aTissueThatCannotDivideIsAFailureThatNamesTheStep() {
    StepBench bench = categorical(2, Placement.standard());
    assertThatThrownBy(() -> bench.run(tissue(bench, 2, 0, 0)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("step-0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN})
  void propensitiesThatMakeNoSenseAreFailures(double q) {
    StepBench one = categorical(2, Placement.standard());
    StepBench many = new StepBench(2, 1, new HazardDivision(2, Placement.standard()));
    assertThatThrownBy(() -> one.run(tissue(one, 2, 1, q))).isInstanceOf(SimulationFailure.class);
    assertThatThrownBy(() -> many.run(tissue(many, 2, 1, q))).isInstanceOf(SimulationFailure.class);
  }

  /**
   * The mean square of z is 1/3 on the sphere and 1/2 with a uniform polar angle; standard errors
   * below 0.36/sqrt(N).
   */
  @ParameterizedTest
  @CsvSource({"UNIFORM, 0.3333333333", "POLAR_BIASED, 0.5"})
  void directionsAreDrawnAsSaid(Direction direction, double meanSquare) {
    double squares = 0;
    double[] sum = new double[3];
    for (int cell = 0; cell < SAMPLES; cell++) {
      double[] u = direction.draw(PhiloxRandom.of(5, 0, 0), cell, 3);
      assertThat(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]).isCloseTo(1, within(1e-14));
      squares += u[2] * u[2] / SAMPLES;
      for (int k = 0; k < 3; k++) {
        sum[k] += u[k] / SAMPLES;
      }
    }
    assertThat(squares).isCloseTo(meanSquare, within(5 * 0.36 / Math.sqrt(SAMPLES)));
    assertThat(sum).containsExactly(new double[3], within(5 * Math.sqrt(0.5 / SAMPLES)));
  }
}
