package org.blastema.kernel.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.Tissues;
import org.blastema.kernel.mechanics.BrownianMotion.Gradient;
import org.blastema.kernel.mechanics.BrownianMotion.Motion;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MotionTest {
  private static final StepBench.Goal SQUARES =
      new StepBench.Goal(
          state -> {
            Var x = state.position();
            return x.square().sum().plus(x.column(0).times(x.column(1)).sum());
          },
          0);
  private static final StepBench.Goal SCORE = new StepBench.Goal(state -> Var.constant(0), 1);

  private final Parameter epsilon = Parameter.trained("epsilon", 1, 1, 1.7);
  private final Parameter alpha = Parameter.trained("alpha", 1, 1, 3.5);
  private final Parameter temperature = Parameter.trained("kT", 1, 1, 0.4);
  private final Parameter friction = Parameter.trained("gamma", 1, 1, 0.8);
  private final Morse morse = new Morse(epsilon, alpha, Window.Relative.STANDARD);

  private static CellState tissue(StepBench bench, int dimensions) {
    return bench.state(Tissues.scattered(4, 12, dimensions, 3, 0.75), Tissues.radii(12));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void descentIsDifferentiatedThroughAllItsSteps(int d) {
    StepBench bench = new StepBench(d, 1, new Descent(morse, d, 25, 8e-4));
    CellState state = tissue(bench, d);
    for (Parameter p : List.of(epsilon, alpha)) {
      assertThat(bench.gradient(state, SQUARES, p, null)[0])
          .isCloseTo(bench.differences(state, SQUARES, p, null, 1e-4)[0], within(1e-6));
    }
    for (String field : List.of("position", "radius")) {
      double[] differences = bench.differences(state, SQUARES, null, field, 1e-5);
      assertThat(Tissues.discrepancy(bench.gradient(state, SQUARES, null, field), differences))
          .isLessThan(1e-7);
    }
  }

  @Test
  void adamsAndBashforthsStepsAreDifferentiatedThroughTheForcesBefore() {
    Descent motion = new Descent(morse, 2, 6, 8e-4, Descent.Scheme.ADAMS_BASHFORTH);
    StepBench bench = new StepBench(2, 1, motion);
    CellState state = tissue(bench, 2);
    double[] differences = bench.differences(state, SQUARES, null, "position", 1e-5);
    assertThat(Tissues.discrepancy(bench.gradient(state, SQUARES, null, "position"), differences))
        .isLessThan(1e-7);
  }

  /** Two cells on a spring of stiffness k: what lacks to contact decays as exp(-2 k t). */
  @Test
  void twoStepsOfForcesAreOfSecondOrder() {
    Potential spring = new Harmonic(Parameter.constant("stiffness", 1), 2.5);
    double exact = 1 - 0.2 * Math.exp(-2);
    double[] errors = new double[2];
    for (int k = 0; k < 2; k++) {
      int steps = 40 << k;
      Descent motion = new Descent(spring, 2, steps, 1.0 / steps, Descent.Scheme.ADAMS_BASHFORTH);
      StepBench bench = new StepBench(2, 1, motion);
      Var x = bench.run(bench.state(new double[][] {{0, 0}, {0.8, 0}}, 0.5)).position();
      errors[k] = Math.abs(x.get(1, 0) - x.get(0, 0) - exact);
    }
    assertThat(errors[0] / errors[1]).isBetween(3.7, 4.3);
  }

  @Test
  void descentLowersTheEnergyAndKeepsTheCenter() {
    StepBench bench = new StepBench(3, 1, new Descent(morse, 3, 25, 8e-4));
    CellState state = tissue(bench, 3);
    CellState after = bench.run(state);
    assertThat(energy(after)).isLessThan(energy(state) - 1);
    double[] before = state.position().sumRows().toArray();
    assertThat(after.position().sumRows().toArray()).containsExactly(before, within(1e-12));
  }

  private double energy(CellState state) {
    ForceField field = new ForceField(morse, state.position().columns());
    return field
        .energies(
            field.pairs(
                new org.blastema.kernel.space.NeighborList(), state.position(), state.radius()),
            state.position(),
            state.radius(),
            List.of(Var.constant(1.7), Var.constant(3.5)))
        .sum()
        .item();
  }

  private BrownianMotion motion(int steps, Gradient gradient) {
    return new BrownianMotion(morse, 2, temperature, friction, steps, Optional.of(1e-3), gradient);
  }

  @Test
  void brownianMotionIsDifferentiatedWithFixedNoise() {
    StepBench bench = new StepBench(2, 1, motion(5, Gradient.PATHWISE));
    CellState state = tissue(bench, 2);
    Object motion = bench.choices(state, 7).get(0);
    for (Parameter p : List.of(epsilon, alpha, temperature, friction)) {
      assertThat(bench.gradient(state, SQUARES, p, null, motion)[0])
          .isCloseTo(bench.differences(state, SQUARES, p, null, 1e-4, motion)[0], within(1e-6));
      assertThat(bench.gradient(state, SCORE, p, null, motion)[0]).isZero();
    }
  }

  @Test
  void brownianMotionIsScoredWithFixedMotion() {
    StepBench bench = new StepBench(2, 1, motion(5, Gradient.SCORE));
    CellState state = tissue(bench, 2);
    Object motion = bench.choices(state, 7).get(0);
    for (Parameter p : List.of(epsilon, alpha, temperature, friction)) {
      double score = bench.gradient(state, SCORE, p, null, motion)[0];
      assertThat(score)
          .isCloseTo(bench.differences(state, SCORE, p, null, 1e-4, motion)[0], within(1e-5));
      assertThat(bench.gradient(state, SQUARES, p, null, motion)[0]).isZero();
    }
  }

  /** Both modes go to the same place. */
  @Test
  void bothGradientsBelongToTheSameMotion() {
    StepBench pathwise = new StepBench(2, 1, motion(5, Gradient.PATHWISE));
    StepBench score = new StepBench(2, 1, motion(5, Gradient.SCORE));
    CellState state = tissue(pathwise, 2);
    double[] expected = pathwise.run(state).position().toArray();
    assertThat(score.run(tissue(score, 2)).position().toArray())
        .containsExactly(expected, within(1e-12));
  }

  /**
   * A free cell diffuses with variance 2 kT t / gamma; the standard error of a variance is
   * sqrt(2/N) of it.
   */
  @Test
  void freeCellsDiffuse() {
    int n = 4000;
    double[][] x = new double[n][2];
    for (int i = 0; i < n; i++) {
      x[i][0] = 10.0 * i;
    }
    BrownianMotion free =
        new BrownianMotion(
            new SoftSphere(epsilon),
            2,
            temperature,
            friction,
            4,
            Optional.empty(),
            Gradient.PATHWISE);
    StepBench bench = new StepBench(2, 0.3, free);
    CellState state = bench.state(x, 0.5);
    double[] moved = bench.run(state).position().minus(state.position()).toArray();
    double variance = 0;
    for (double m : moved) {
      variance += m * m / moved.length;
    }
    double expected = 2 * 0.4 * 0.3 / 0.8;
    assertThat(variance).isCloseTo(expected, within(5 * expected * Math.sqrt(2.0 / moved.length)));
  }

  @Test
  void motionIsDrawnByCellAndSeed() {
    StepBench bench = new StepBench(2, 1, motion(2, Gradient.PATHWISE));
    CellState state = tissue(bench, 2);
    Motion first = (Motion) bench.choices(state, 7).get(0);
    Motion again = (Motion) bench.choices(state, 7).get(0);
    Motion other = (Motion) bench.choices(state, 8).get(0);
    assertThat(again.noise().get(1)).isEqualTo(first.noise().get(1));
    assertThat(other.noise().get(1)).isNotEqualTo(first.noise().get(1));
    assertThat(first.noise().get(0)).isNotEqualTo(first.noise().get(1));
  }
}
