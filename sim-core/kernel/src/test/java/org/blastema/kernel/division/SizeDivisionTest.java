package org.blastema.kernel.division;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Elementary;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.growth.VolumeGrowth;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeDivisionTest {
  private static final Formula ERF =
      Formula.trace("erf", List.of(Port.scalar("x")), in -> new Expr[] {in.scalar("x").erf()});

  private final Parameter fold = Parameter.trained("fold", 1, 1, 2.0);
  private final Parameter spread = Parameter.trained("spread", 1, 1, 0.4);
  private final Parameter radius = Parameter.trained("radius", 1, 1, 0.5);

  private static VolumeGrowth growth(int d) {
    return new VolumeGrowth(
        d,
        Parameter.constant("doubling-time", 1),
        Parameter.constant("radius", 0.5),
        Optional.empty());
  }

  private SizeDivision division(int d, boolean random, double control) {
    return new SizeDivision(
        d,
        Placement.standard(),
        fold,
        random ? Optional.of(spread) : Optional.empty(),
        Parameter.trained("control", 1, 1, control),
        radius);
  }

  private static CellState cells(StepBench bench, int d, int count) {
    return bench.state(new double[count][d], 0.5).with("division", Var.filled(count, 1, 1));
  }

  @ParameterizedTest
  @CsvSource({"2, 0.1, 0", "2, 0.1, 1", "3, 0.125, 0.5", "3, 0.01, 1"})
  void cellsThatGrowEvenlyDivideEveryCycle(int d, double dt, double control) {
    StepBench bench = new StepBench(d, dt, growth(d), division(d, false, control));
    CellState state = cells(bench, d, 1);
    int perCycle = (int) Math.round(1 / dt);
    for (int cycle = 0; cycle < 4; cycle++) {
      state = bench.run(state, perCycle - 1);
      assertThat(state.count()).isEqualTo(1 << cycle);
      state = bench.run(state, 1);
      assertThat(state.count()).isEqualTo(2 << cycle);
      double[] radii = new double[state.count()];
      Arrays.fill(radii, 0.5);
      assertThat(state.radius().data()).containsExactly(radii, within(1e-8));
    }
  }

  /** A cell that is born large divides large if its own size counts, else after a shorter time. */
  @Test
  void theReferenceDecidesWhatLargeCellsDo() {
    double large = 0.5 * Math.sqrt(1.5);
    for (double control : new double[] {0, 0.5, 1}) {
      StepBench bench = new StepBench(2, 0.01, growth(2), division(2, false, control));
      CellState state =
          cells(bench, 2, 1)
              .with("radius", Var.constant(large))
              .with("birth-size", Var.constant(large * large));
      double reference = 1.5 * (1 - control) + control;
      int steps = (int) Math.round(100 * (2 * reference - 1.5));
      assertThat(bench.run(state, steps - 1).count()).isEqualTo(1);
      assertThat(bench.run(state, steps + 1).count()).isEqualTo(2);
    }
  }

  private static double normal(double z) {
    return 0.5 * (1 + ERF.apply(Var.constant(z / Math.sqrt(2))).item());
  }

  /** Five standard errors of a frequency, at every one of several sizes on the way. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3})
  void foldsAreNormallyDistributedForMacroStepsOfAnyLength(double dt) {
    int count = 3000;
    StepBench bench = new StepBench(2, dt, growth(2), division(2, true, 1));
    CellState state = cells(bench, 2, count);
    double none = normal(-2 / 0.4);
    for (int step = 1; 1 + step * dt < 2.8; step++) {
      state = bench.run(state, 1);
      int left = 0;
      for (int i = 0; i < count; i++) {
        left += state.get("birth-size").get(i, 0) == 0 ? 1 : 0;
      }
      double p = 1 - (normal((1 + step * dt - 2) / 0.4) - none) / (1 - none);
      assertThat(left / (double) count)
          .isCloseTo(p, within(1e-3 + 5 * Math.sqrt(p * (1 - p) / count)));
    }
  }

  @Test
  void scoresAreDifferentiatedByGrowthAndByAllParameters() {
    SizeDivision division = division(2, true, 0.6);
    StepBench bench = new StepBench(2, 1, division);
    double[] radii = {0.55, 0.65, 0.7, 0.75, 0.6};
    CellState state =
        bench
            .state(new double[5][2], radii)
            .with("division", Var.column(1, 1, 1, 1, 0))
            .with("birth-size", Var.column(0, 0.3, 0.2, 0, 0.2))
            .with("fold-passed", Var.column(1.1, 1.2, 1.5, 2, 1.1));
    StepBench.Goal goal =
        new StepBench.Goal(
            s -> s.get("birth-size").sum().plus(s.get("fold-passed").square().sum()), 1);
    int divided = 0;
    for (int seed = 1; seed < 6; seed++) {
      List<?> choice = (List<?>) bench.choices(state, seed).get(0);
      divided += choice.size();
      for (Parameter p : division.parameters()) {
        assertThat(bench.gradient(state, goal, p, null, choice)[0])
            .as(p.path())
            .isCloseTo(bench.differences(state, goal, p, null, 1e-5, choice)[0], within(1e-6));
      }
      for (String field : List.of("radius", "fold-passed", "birth-size")) {
        double[] differences = bench.differences(state, goal, null, field, 1e-6, choice);
        double[] gradient = bench.gradient(state, goal, null, field, choice);
        // the birth-size of founders is a mark, not a number
        for (int i = 1; i < 3; i++) {
          assertThat(gradient[i]).as(field).isCloseTo(differences[i], within(1e-5));
        }
      }
    }
    assertThat(divided).isPositive();
  }

  @Test
  void probabilitiesOfDividingAndNotAddUpToOne() {
    StepBench bench = new StepBench(2, 1, division(2, true, 1));
    CellState state =
        bench
            .state(new double[][] {{0, 0}}, 0.7)
            .with("division", Var.constant(1))
            .with("fold-passed", Var.constant(1.3));
    Division one = new Division(0, new double[] {1, 0});
    double divides = bench.replay(state, List.of(one)).logProbabilities()[0];
    double stays = bench.replay(state, List.of()).logProbabilities()[0];
    assertThat(Elementary.exp(divides) + Elementary.exp(stays)).isCloseTo(1, within(1e-12));
    double before = normal((1.3 - 2) / 0.4);
    assertThat(Elementary.exp(divides))
        .isCloseTo((normal((1.96 - 2) / 0.4) - before) / (1 - before), within(1e-12));
  }
}
