package org.blastema.kernel.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.Tissues;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrowthTest {
  private static final StepBench.Goal CUBES =
      new StepBench.Goal(state -> state.radius().pow(3).sum(), 0);

  private final Parameter rate = Parameter.trained("rate", 1, 1, 0.07);
  private final Parameter maxRadius = Parameter.trained("max-radius", 1, 1, 0.5);

  static Stream<Formula> laws() {
    return Stream.of(
        SaturatingGrowth.LAW,
        LinearGrowth.law(10),
        ExponentialGrowth.law(10),
        LinearGrowth.law(0),
        ExponentialGrowth.law(0));
  }

  private StepBench bench(Formula law, double dt) {
    return new StepBench(2, dt, new Growth(law, rate, maxRadius));
  }

  private static CellState cells(StepBench bench, double... radii) {
    return bench.state(new double[radii.length][2], radii);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void lawsAreDifferentiable(Formula law) {
    StepBench bench = bench(law, 0.7);
    CellState state = cells(bench, 0.2, 0.35, 0.43, 0.6);
    for (Parameter p : List.of(rate, maxRadius)) {
      assertThat(bench.gradient(state, CUBES, p, null)[0])
          .isCloseTo(bench.differences(state, CUBES, p, null, 1e-5)[0], within(1e-8));
    }
    double[] differences = bench.differences(state, CUBES, null, "radius", 1e-6);
    assertThat(Tissues.discrepancy(bench.gradient(state, CUBES, null, "radius"), differences))
        .isLessThan(1e-8);
  }

  /** The exact flow does not depend on how time is cut into steps. */
  @Test
  void saturatingGrowthIsAFlow() {
    CellState once =
        bench(SaturatingGrowth.LAW, 3).run(cells(bench(SaturatingGrowth.LAW, 3), 0.2, 0.7));
    StepBench fine = bench(SaturatingGrowth.LAW, 0.1);
    CellState often = fine.run(cells(fine, 0.2, 0.7), 30);
    assertThat(often.radius().data()).containsExactly(once.radius().toArray(), within(1e-14));
  }

  @Test
  void saturatingGrowthStartsAtItsRateAndEndsAtItsLimit() {
    StepBench brief = bench(SaturatingGrowth.LAW, 1e-6);
    double grown = brief.run(cells(brief, 1e-9)).radius().item() - 1e-9;
    assertThat(grown / 1e-6).isCloseTo(0.07, within(1e-6));
    StepBench longLasting = bench(SaturatingGrowth.LAW, 1000);
    assertThat(longLasting.run(cells(longLasting, 0.1, 0.9)).radius().data())
        .containsExactly(new double[] {0.5, 0.5}, within(1e-15));
  }

  @Test
  void aHardLimitIsNeverExceeded() {
    StepBench bench = bench(LinearGrowth.law(0), 1);
    assertThat(bench.run(cells(bench, 0.3, 0.49, 0.5)).radius().data())
        .containsExactly(new double[] {0.37, 0.5, 0.5}, within(1e-15));
    StepBench exponential = bench(ExponentialGrowth.law(0), 1);
    assertThat(exponential.run(cells(exponential, 0.3, 0.49)).radius().data())
        .containsExactly(new double[] {0.3 * Math.exp(0.07), 0.5}, within(1e-15));
  }

  @Test
  void refusesLawsOfOtherInputs() {
    Formula other =
        Formula.trace("other", List.of(Port.scalar("r")), in -> new Expr[] {in.scalar("r")});
    assertThatThrownBy(() -> new Growth(other, rate, maxRadius))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
