package org.blastema.kernel.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeGrowthTest {
  private final Parameter doubling = Parameter.trained("doubling-time", 1, 1, 4.0);
  private final Parameter radius = Parameter.trained("radius", 1, 1, 0.6);
  private final Parameter half = Parameter.trained("half", 1, 1, 0.5);

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void volumeGrowsByTheSameInEveryTime(int d) {
    StepBench bench =
        new StepBench(d, 0.5, new VolumeGrowth(d, doubling, radius, Optional.empty()));
    CellState grown = bench.run(bench.state(new double[2][d], 0.6, 0.3), 8);
    assertThat(Math.pow(grown.radius().get(0, 0), d))
        .isCloseTo(2 * Math.pow(0.6, d), within(1e-14));
    assertThat(Math.pow(grown.radius().get(1, 0), d))
        .isCloseTo(Math.pow(0.3, d) + Math.pow(0.6, d), within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void pressureSlowsItDown(int d) {
    VolumeGrowth growth =
        new VolumeGrowth(d, doubling, radius, Optional.of(new VolumeGrowth.Inhibition(half, 2)));
    StepBench bench = new StepBench(d, 4, growth);
    CellState start =
        bench.state(new double[4][d], 0.6).with("pressure", Var.column(-1, 0.25, 0.5, 1.5));
    CellState grown = bench.run(start);
    double[] factors = {1, 0.8, 0.5, 0.1};
    for (int i = 0; i < 4; i++) {
      assertThat(Math.pow(grown.radius().get(i, 0), d))
          .isCloseTo((1 + factors[i]) * Math.pow(0.6, d), within(1e-14));
    }
    StepBench.Goal goal = new StepBench.Goal(s -> s.radius().square().sum(), 0);
    for (Parameter p : growth.parameters()) {
      assertThat(bench.gradient(start, goal, p, null)[0])
          .as(p.path())
          .isCloseTo(bench.differences(start, goal, p, null, 1e-5)[0], within(1e-8));
    }
    for (String field : List.of("radius", "pressure")) {
      assertThat(bench.gradient(start, goal, null, field))
          .containsExactly(bench.differences(start, goal, null, field, 1e-6), within(1e-8));
    }
  }
}
