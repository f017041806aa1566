package org.blastema.kernel.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.Tissues;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelaxationTest {
  private static final double TOLERANCE = 1e-10;

  /** Squared distances between all cells: does not depend on where the tissue is. */
  private static final StepBench.Goal SPREAD =
      new StepBench.Goal(
          state -> {
            Var x = state.position();
            Var fourth =
                x.minus(x.mean()).minus(x.sumRows().divide(x.rows()).minus(x.mean())).square();
            return fourth.sumColumns().square().sum();
          },
          0);

  private final Parameter epsilon = Parameter.trained("epsilon", 1, 1, 3);
  private final Parameter alpha = Parameter.trained("alpha", 1, 1, 2.8);
  private final Morse morse = new Morse(epsilon, alpha, Window.Relative.STANDARD);

  private StepBench bench(int d) {
    return new StepBench(d, 1, new Relaxation(morse, d, TOLERANCE, 20_000));
  }

  private double largestForce(CellState state) {
    ForceField field = new ForceField(morse, state.position().columns());
    Pairs pairs = field.pairs(new NeighborList(), state.position(), state.radius());
    return Arrays.stream(
            field
                .forces(
                    pairs,
                    state.position(),
                    state.radius(),
                    List.of(Var.constant(3), Var.constant(2.8)))
                .data())
        .map(Math::abs)
        .max()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void endsWhereNoForceIsLeft(int d) {
    StepBench bench = bench(d);
    CellState relaxed =
        bench.run(bench.state(Tissues.scattered(1, 30, d, 4, 0.5), Tissues.radii(30)));
    assertThat(largestForce(relaxed)).isLessThanOrEqualTo(TOLERANCE);
    assertThat(bench.warnings()).isEmpty();
  }

  /** From near a minimum both methods end there, and the gradient is that of the minimum. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void inertialRelaxationEndsAtTheSameMinimum(int d) {
    StepBench newton = bench(d);
    StepBench fire =
        new StepBench(
            d,
            1,
            new Relaxation(morse, new FreeSpace(d), TOLERANCE, 20_000, Relaxation.Method.FIRE));
    CellState there =
        newton.run(newton.state(Tissues.scattered(1, 30, d, 4, 0.5), Tissues.radii(30)));
    CellState near = there.with("radius", there.radius().times(1.02));
    CellState byNewton = newton.run(near);
    CellState byFire = fire.run(near);
    assertThat(fire.warnings()).isEmpty();
    assertThat(largestForce(byFire)).isLessThanOrEqualTo(TOLERANCE);
    assertThat(SPREAD.ofState().apply(byFire).item())
        .isCloseTo(SPREAD.ofState().apply(byNewton).item(), within(1e-6));
    assertThat(
            Tissues.discrepancy(
                fire.gradient(near, SPREAD, null, "radius"),
                newton.gradient(near, SPREAD, null, "radius")))
        .isLessThan(1e-6);
    CellState far = fire.run(fire.state(Tissues.scattered(5, 30, d, 4, 0.5), Tissues.radii(30)));
    assertThat(largestForce(far)).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void warnsIfItDoesNotConverge() {
    StepBench bench = new StepBench(2, 1, new Relaxation(morse, 2, 1e-12, 10));
    bench.run(bench.state(Tissues.scattered(1, 30, 2, 5, 0.5), 0.5));
    assertThat(bench.warnings()).hasSize(1);
    assertThat(bench.warnings().get(0)).contains("10 steps");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void shapeRespondsToRadiiAndParametersAsDifferencesSay(int d) {
    StepBench bench = bench(d);
    CellState start =
        bench.run(bench.state(Tissues.scattered(2, 12, d, 2.5, 0.6), Tissues.radii(12)));
    assertThat(bench.gradient(start, SPREAD, alpha, null)[0])
        .isCloseTo(bench.differences(start, SPREAD, alpha, null, 1e-4)[0], within(1e-5));
    assertThat(bench.gradient(start, SPREAD, epsilon, null)[0]).isCloseTo(0, within(1e-8));
    double[] differences = bench.differences(start, SPREAD, null, "radius", 1e-5);
    assertThat(Tissues.discrepancy(bench.gradient(start, SPREAD, null, "radius"), differences))
        .isLessThan(1e-5);
  }

  /** Two clusters and a lone cell have seven or more rigid motions that no force fixes. */
  @Test
  void separateClustersRespondEachByItself() {
    double[][] x = {
      {0, 0}, {0.9, 0.1}, {0.4, 0.8}, {9, 0}, {9.9, 0.2}, {9.3, 0.9}, {9.8, -0.8}, {0, 30}
    };
    double[] radii = {0.5, 0.45, 0.4, 0.5, 0.42, 0.47, 0.5, 0.3};
    StepBench bench = bench(2);
    CellState start = bench.run(bench.state(x, radii));
    StepBench.Goal shapes =
        new StepBench.Goal(
            state -> {
              Var all = state.position();
              Var first = all.rowRange(0, 3);
              Var second = all.rowRange(3, 7);
              Var a = first.minus(first.sumRows().divide(3)).square().sum();
              Var b = second.minus(second.sumRows().divide(4)).square().sum();
              return a.square().plus(b.times(3)).plus(all.rowRange(7, 8).sum());
            },
            0);
    double[] differences = bench.differences(start, shapes, null, "radius", 1e-5);
    double[] gradient = bench.gradient(start, shapes, null, "radius");
    assertThat(Tissues.discrepancy(gradient, differences)).isLessThan(1e-6);
    assertThat(gradient[7]).isZero();
    double[] byPosition = bench.gradient(start, shapes, null, "position");
    assertThat(byPosition[7]).isCloseTo(1, within(1e-12));
    assertThat(byPosition[15]).isCloseTo(1, within(1e-12));
    assertThat(byPosition[0]).isCloseTo(0, within(1e-8));
  }

  /**
   * If the start is shifted or turned as a whole, so is the end; the center of mass never moves.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void followsRigidMotionsOfItsStart(int d) {
    StepBench bench = bench(d);
    CellState start = bench.state(Tissues.scattered(3, 9, d, 1.8, 0.6), Tissues.radii(9));
    StepBench.Goal place =
        new StepBench.Goal(
            state -> {
              Var x = state.position();
              return x.column(0).times(x.column(1)).sum().plus(x.column(d - 1).square().sum());
            },
            0);
    double[] gradient = bench.gradient(start, place, null, "position");
    double[] x = start.position().toArray();
    int n = start.count();
    for (int motion = 0; motion < d + 1; motion++) {
      double[] velocity = new double[n * d];
      for (int i = 0; i < n; i++) {
        if (motion < d) {
          velocity[motion * n + i] = 1;
        } else {
          velocity[i] = -x[n + i];
          velocity[n + i] = x[i];
        }
      }
      double along = 0;
      for (int k = 0; k < velocity.length; k++) {
        along += gradient[k] * velocity[k];
      }
      double h = 1e-5;
      double expected =
          (moved(bench, start, place, velocity, h) - moved(bench, start, place, velocity, -h))
              / (2 * h);
      assertThat(along).isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
    }
  }

  private static double moved(
      StepBench bench, CellState start, StepBench.Goal goal, double[] velocity, double h) {
    double[] x = start.position().toArray();
    for (int k = 0; k < x.length; k++) {
      x[k] += h * velocity[k];
    }
    Var there = Var.of(start.count(), start.position().columns(), x);
    return goal.ofState().apply(bench.run(start.with("position", there))).item();
  }

  /**
   * Three cells that start in a line stay in a line: a saddle, where the derivative still exists.
   */
  @Test
  void aLineOfCellsRespondsToo() {
    StepBench bench = bench(3);
    CellState start =
        bench.state(new double[][] {{0, 0, 0}, {1.1, 0, 0}, {2, 0, 0}}, 0.5, 0.4, 0.45);
    double[] differences = bench.differences(start, SPREAD, null, "radius", 1e-5);
    assertThat(Tissues.discrepancy(bench.gradient(start, SPREAD, null, "radius"), differences))
        .isLessThan(1e-6);
  }

  @Test
  void minimalResidualsSolveIndefiniteAndSingularSystems() {
    double[][] matrix = {{4, 1, 0, 0}, {1, -3, 2, 0}, {0, 2, 1, 0}, {0, 0, 0, 0}};
    double[] x = {1, -2, 3, 0};
    double[] b = product(matrix, x);
    double[] solved = MinimalResiduals.solve(v -> product(matrix, v), b, 1e-14, 100);
    assertThat(solved).containsExactly(x, within(1e-12));
  }

  private static double[] product(double[][] matrix, double[] v) {
    return Arrays.stream(matrix)
        .mapToDouble(row -> {
          double sum = 0;
          for (int k = 0; k < v.length; k++) {
            sum += row[k] * v[k];
          }
          return sum;
        })
        .toArray();
  }
}
