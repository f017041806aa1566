package org.blastema.kernel.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.blastema.autodiff.GradCheck;
import org.blastema.autodiff.NumericalFailure;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Grid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GridSolverTest {
  private static Grid line(int n, double spacing) {
    return new Grid(List.of(0.0, 0.0), spacing, List.of(n, 1));
  }

  private static FieldTerms terms(
      Surroundings around,
      double dt,
      double[] before,
      double[] source,
      double[] sink,
      double d,
      double k,
      Double... walls) {
    List<Var> held = new ArrayList<>();
    for (int side = 0; side < 2 * around.axes().size(); side++) {
      Double wall = side < walls.length ? walls[side] : null;
      held.add(wall == null ? null : Var.constant(wall));
    }
    return new FieldTerms(
        around,
        dt,
        Var.column(before),
        Var.column(source),
        Var.column(sink),
        Var.constant(d),
        Var.constant(k),
        held);
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  // ---- through time

  @Test
  void amountsAreKept() {
    Grid grid = new Grid(List.of(-1.0, 0.0, 2.0), 0.5, List.of(6, 5, 4));
    Random random = new Random(1);
    double[] before = random.doubles(grid.voxels()).toArray();
    double[] source = random.doubles(grid.voxels()).toArray();
    double[] none = new double[grid.voxels()];
    double[] after =
        new GridSolver.Implicit(7)
            .solve(terms(Surroundings.of(grid, new boolean[6]), 0.3, before, source, none, 2, 0))
            .data();
    double entered = 0.3 * sum(source);
    assertThat(sum(after)).isCloseTo(sum(before) + entered, within(1e-12 * sum(after)));
  }

  /** What is secreted, less what decays and what is taken up, is the change, sweep by sweep. */
  @Test
  void whatEntersLessWhatLeavesIsTheChange() {
    Grid grid = new Grid(List.of(0.0, 0.0), 0.5, List.of(8, 5));
    Random random = new Random(2);
    double[] before = random.doubles(grid.voxels()).toArray();
    double[] source = random.doubles(grid.voxels()).toArray();
    double[] sink = random.doubles(grid.voxels()).toArray();
    double h = 0.2;
    double decay = 0.7;
    double[] after =
        new GridSolver.Implicit(1)
            .solve(
                terms(Surroundings.of(grid, new boolean[4]), h, before, source, sink, 1.5, decay))
            .data();
    double exchanged = 0;
    for (int p = 0; p < before.length; p++) {
      double mixed = (before[p] + h * source[p]) / (1 + h * sink[p]);
      exchanged += h * source[p] - h * sink[p] * mixed;
    }
    // Each of the two sweeps divides the amount by 1 + h K / 2.
    double expected = (sum(before) + exchanged) / Math.pow(1 + h * decay / 2, 2);
    assertThat(sum(after)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void concentrationsStayPositiveHoweverLongTheStep() {
    Grid grid = new Grid(List.of(0.0, 0.0), 0.1, List.of(20, 20));
    double[] before = new double[grid.voxels()];
    before[210] = 1;
    double[] none = new double[grid.voxels()];
    double[] after =
        new GridSolver.Implicit(1)
            .solve(terms(Surroundings.of(grid, new boolean[4]), 50, before, none, none, 3, 0.1))
            .data();
    assertThat(Arrays.stream(after).min().orElseThrow()).isPositive();
  }

  /** The slowest cosine between closed ends decays at D (2 / dx)^2 sin^2(pi / 2n) + K. */
  @Test
  void modesDecayAtTheirRateToFirstOrderInTime() {
    int n = 16;
    Grid grid = line(n, 0.25);
    double d = 0.8;
    double k = 0.3;
    double wave = 2 * Math.sin(Math.PI / (2 * n)) / 0.25;
    double rate = d * wave * wave + k;
    double[] mode = profile(n, i -> Math.cos(Math.PI * (i + 0.5) / n));
    double[] none = new double[n];
    double[] errors = new double[2];
    for (int e = 0; e < 2; e++) {
      int steps = e == 0 ? 20 : 40;
      double[] after =
          new GridSolver.Implicit(steps)
              .solve(terms(Surroundings.of(grid, new boolean[4]), 1, mode, none, none, d, k))
              .data();
      errors[e] = Math.abs(after[0] / mode[0] - Math.exp(-rate));
    }
    assertThat(errors[0] / errors[1]).isCloseTo(2, within(0.1));
    // First order: exp(-rate) rate^2 h / 2 at most.
    assertThat(errors[1]).isLessThan(Math.exp(-rate) * rate * rate / 40 / 2 * 1.1);
  }

  @Test
  void manyStepsEndAtTheSteadyState() {
    Grid grid = new Grid(List.of(0.0, 0.0), 1, List.of(6, 4));
    Surroundings around = Surroundings.of(grid, new boolean[] {true, false, false, false});
    Random random = new Random(5);
    double[] source = random.doubles(grid.voxels()).toArray();
    double[] sink = random.doubles(grid.voxels()).toArray();
    double[] before = new double[grid.voxels()];
    double[] steady =
        new GridSolver.Steady(1e-13)
            .solve(terms(around, 1, before, source, sink, 2, 0.4, 3.0))
            .data();
    double[] coarse =
        new GridSolver.Implicit(20_000)
            .solve(terms(around, 40, before, source, sink, 2, 0.4, 3.0))
            .data();
    double[] fine =
        new GridSolver.Implicit(40_000)
            .solve(terms(around, 40, before, source, sink, 2, 0.4, 3.0))
            .data();
    for (int p = 0; p < steady.length; p++) {
      double extrapolated = 2 * fine[p] - coarse[p];
      assertThat(extrapolated).isCloseTo(steady[p], within(1e-5 * steady[p]));
    }
  }

  // ---- steady

  /** A line held at b at one end and closed at the other: b cosh((L - x) / l) / cosh(L / l). */
  @Test
  void heldSideMakesTheKnownProfileToSecondOrder() {
    double length = 5;
    double decayLength = Math.sqrt(2 / 0.5);
    double[] errors = new double[2];
    for (int e = 0; e < 2; e++) {
      int n = e == 0 ? 20 : 40;
      double h = length / n;
      Surroundings around = Surroundings.of(line(n, h), new boolean[] {true, false, false, false});
      double[] none = new double[n];
      double[] c =
          new GridSolver.Steady(1e-13)
              .solve(terms(around, 1, none, none, none, 2, 0.5, 7.0))
              .data();
      for (int i = 0; i < n; i++) {
        double x = (i + 0.5) * h;
        double exact = 7 * Math.cosh((length - x) / decayLength) / Math.cosh(length / decayLength);
        errors[e] = Math.max(errors[e], Math.abs(c[i] - exact));
      }
    }
    assertThat(errors[0] / errors[1]).isCloseTo(4, within(0.3));
    assertThat(errors[1]).isLessThan(7 * Math.pow(length / 40 / decayLength, 2) / 4);
  }

  /** The unit test of the PerMedCoE benchmark: 27 voxels of 20 um, neighbors held at 10 uM. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneSinkAmongHeldNeighbors(boolean firstOrder) {
    Grid grid = new Grid(List.of(0.0, 0.0, 0.0), 20, List.of(1, 1, 1));
    boolean[] held = {true, true, true, true, true, true};
    double[] source = {firstOrder ? 0 : -20};
    double[] sink = {firstOrder ? 20 : 0};
    Double[] walls = {10.0, 10.0, 10.0, 10.0, 10.0, 10.0};
    // A side is half a voxel from the center where a neighbor's center is a whole one: D / 2.
    double[] c =
        new GridSolver.Steady(1e-13)
            .solve(
                terms(Surroundings.of(grid, held), 1, new double[1], source, sink, 1000, 0, walls))
            .data();
    assertThat(c[0]).isCloseTo(firstOrder ? 6.0 : 28.0 / 3, within(1e-9));
  }

  @Test
  void thereIsNoSteadyStateWithoutLoss() {
    Surroundings around = Surroundings.of(line(4, 1), new boolean[4]);
    double[] one = {1, 1, 1, 1};
    FieldTerms closed = terms(around, 1, one, one, new double[4], 1, 0);
    assertThatThrownBy(() -> new GridSolver.Steady(1e-10).solve(closed))
        .isInstanceOf(NumericalFailure.class)
        .hasMessageContaining("nothing decays");
  }

  // ---- derivatives

  static Stream<GridSolver> solvers() {
    return Stream.of(new GridSolver.Implicit(3), new GridSolver.Steady(1e-14));
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void derivativesByEverything(GridSolver solver) {
    Grid grid = new Grid(List.of(0.0, 0.0, 0.0), 0.7, List.of(3, 2, 2));
    boolean[] held = {true, false, false, true, false, false};
    Surroundings around = Surroundings.of(grid, held);
    Random random = new Random(9);
    Var weights = Var.column(random.doubles(grid.voxels(), -1, 1).toArray());
    GradCheck.function(
            in -> {
              List<Var> walls = new ArrayList<>(java.util.Collections.nCopies(6, null));
              walls.set(0, in[5]);
              walls.set(3, in[6]);
              FieldTerms terms =
                  new FieldTerms(around, 0.6, in[0], in[1], in[2], in[3], in[4], walls);
              return solver.solve(terms).times(weights).sum();
            },
            Var.column(random.doubles(grid.voxels(), 0.5, 1).toArray()),
            Var.column(random.doubles(grid.voxels(), 0.5, 1).toArray()),
            Var.column(random.doubles(grid.voxels(), 0.5, 1).toArray()),
            Var.constant(0.9),
            Var.constant(0.4),
            Var.constant(1.5),
            Var.constant(0.3))
        .assertPasses(1e-7);
  }

  private static double[] profile(int n, DoubleUnaryOperator of) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> of.applyAsDouble(i));
    return values;
  }
}
