package org.blastema.kernel.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.GradCheck;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.Tissues;
import org.blastema.kernel.space.Box;
import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.space.Sides;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forces and motion between walls and periodic sides. */
class BoxMechanicsTest {
  private final Parameter epsilon = Parameter.trained("epsilon", 1, 1, 3);
  private final Parameter stiffness = Parameter.trained("stiffness", 1, 1, 20);
  private final Parameter upper = Parameter.trained("to", 1, 1, 1.6);
  private final SoftSphere soft = new SoftSphere(epsilon);

  private static Sides periodic(double period) {
    return new Sides.Periodic(0, period);
  }

  private Sides walls(double from, double to) {
    return new Sides.Walls(
        Optional.of(Parameter.constant("from", from)),
        Optional.of(Parameter.trained("to", 1, 1, to)),
        stiffness);
  }

  private static Space box(Sides... sides) {
    return new Box(List.of(sides));
  }

  private static Space cube(int d, double period) {
    return new Box(Stream.generate(() -> periodic(period)).limit(d).map(s -> s).toList());
  }

  private static List<Var> values(ForceField field) {
    return Stream.concat(
            field.potential().parameters().stream(), field.walls().parameters().stream())
        .map(p -> Var.constant(p.values()[0]))
        .toList();
  }

  /** A tissue amid all 3^d - 1 images of itself, of which only the first cells are looked at. */
  private static double[][] withImages(double[][] x, double period) {
    int d = x[0].length;
    List<double[]> all = new ArrayList<>(Arrays.asList(x));
    for (int image = 1; image < Math.pow(3, d); image++) {
      for (double[] cell : x) {
        double[] moved = cell.clone();
        int rest = image;
        for (int k = 0; k < d; k++) {
          moved[k] += List.of(0, 1, -1).get(rest % 3) * period;
          rest /= 3;
        }
        all.add(moved);
      }
    }
    return all.toArray(double[][]::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void periodicForcesAreThoseAmidImages(int d) {
    int n = 20;
    double period = 4;
    double[][] x = Tissues.scattered(11, n, d, period, 0.6);
    double[] radii = Tissues.radii(n);
    Morse morse =
        new Morse(
            Parameter.constant("e", 3),
            Parameter.constant("a", 2.8),
            new Window.Relative(1.2, 1.7));
    ForceField periodic = new ForceField(morse, cube(d, period));
    Var here = Var.ofRows(x);
    Pairs pairs = periodic.pairs(new NeighborList(periodic.space()), here, Var.column(radii));
    Var forces = periodic.forces(pairs, here, Var.column(radii), values(periodic));
    ForceField free = new ForceField(morse, d);
    Var all = Var.ofRows(withImages(x, period));
    double[] allRadii = new double[all.rows()];
    Arrays.setAll(allRadii, i -> radii[i % n]);
    Var expected =
        free.forces(
            free.pairs(new NeighborList(), all, Var.column(allRadii)),
            all,
            Var.column(allRadii),
            values(free));
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) {
        assertThat(forces.get(i, k)).isCloseTo(expected.get(i, k), within(1e-12));
      }
    }
    GradCheck.function(
            in -> periodic.energies(pairs, in[0], in[1], values(periodic)).sum(),
            here,
            Var.column(radii))
        .assertPasses(1e-7);
    GradCheck.function(
            in -> periodic.forces(pairs, in[0], in[1], values(periodic)).square().sum(),
            here,
            Var.column(radii))
        .assertPasses(1e-7);
  }

  @Test
  void wallForcesAreMinusTheGradientOfTheirEnergy() {
    Space space = box(walls(0, 3), walls(-0.2, 2));
    ForceField field = new ForceField(soft, space);
    int n = 12;
    Var x = Var.ofRows(Tissues.scattered(12, n, 2, 3, 0.5));
    Var radius = Var.column(Tissues.radii(n));
    Pairs pairs = field.pairs(new NeighborList(space), x, radius);
    List<Var> values = values(field);
    assertThat(field.contacts(x, radius, values)).hasSizeGreaterThan(4);
    double[] forces = field.forces(pairs, x, radius, values).toArray();
    double h = 1e-6;
    for (int k = 0; k < forces.length; k++) {
      double[] up = x.toArray();
      double[] down = x.toArray();
      up[k] += h;
      down[k] -= h;
      double slope =
          (field.energies(pairs, Var.of(n, 2, up), radius, values).sum().item()
                  - field.energies(pairs, Var.of(n, 2, down), radius, values).sum().item())
              / (2 * h);
      assertThat(forces[k]).isCloseTo(-slope, within(1e-7));
    }
    Var v = Var.ofRows(Tissues.scattered(13, n, 2, 2, 0));
    double[] tangent = field.tangent(pairs, x, radius, v, values).toArray();
    double[] ahead = field.forces(pairs, x.plus(v.times(h)), radius, values).toArray();
    double[] behind = field.forces(pairs, x.minus(v.times(h)), radius, values).toArray();
    for (int k = 0; k < tangent.length; k++) {
      assertThat(tangent[k]).isCloseTo((ahead[k] - behind[k]) / (2 * h), within(1e-6));
    }
  }

  /** A tissue that is moved by any length along periodic sides does the same there. */
  @Test
  void periodicSpaceLooksTheSameFromEverywhere() {
    Space space = cube(2, 5);
    StepBench bench =
        new StepBench(space, 1, new Descent(soft, space, 50, 0.01, Descent.Scheme.EULER));
    double[][] x = Tissues.scattered(14, 30, 2, 5, 0.5);
    CellState here = bench.run(bench.state(x, Tissues.radii(30)), 3);
    CellState there = bench.run(bench.state(Tissues.moved(x, 0, 1.7), Tissues.radii(30)), 3);
    for (int i = 0; i < 30; i++) {
      for (int k = 0; k < 2; k++) {
        double difference = there.position().get(i, k) - here.position().get(i, k);
        double shift = k == 0 ? 1.7 : -3.4;
        assertThat(Pairs.nearestImage(difference - shift, 5)).isCloseTo(0, within(1e-10));
        assertThat(here.position().get(i, k)).isBetween(0.0, 5.0);
      }
    }
  }

  /**
   * Two cells of radius 1/2 between walls 1.6 apart: {@code stiffness (1/2 - s) = epsilon (1 - 1.6
   * + 2 s)} for the distance s of each from its wall.
   */
  @Test
  void twoCellsBetweenWallsComeToRestWhereForcesBalance() {
    Space space =
        box(
            new Sides.Walls(
                Optional.of(Parameter.constant("from", 0)), Optional.of(upper), stiffness),
            new Sides.Open());
    StepBench bench = new StepBench(space, 1, new Relaxation(soft, space, 1e-12, 10_000));
    CellState start = bench.state(new double[][] {{0.4, 7}, {1.3, 7}}, 0.5);
    double k = 20;
    double e = 3;
    double s = (0.5 * k + 0.6 * e) / (k + 2 * e);
    assertThat(upper.values()[0]).isEqualTo(1.6);
    CellState end = bench.run(start);
    assertThat(end.position().get(0, 0)).isCloseTo(s, within(1e-12));
    assertThat(end.position().get(1, 0)).isCloseTo(1.6 - s, within(1e-12));
    assertThat(end.position().get(1, 1)).isEqualTo(7);
    StepBench.Goal first = new StepBench.Goal(state -> state.position().column(0).gatherRows(0), 0);
    double byStiffness = (0.5 - s) / (k + 2 * e);
    double byEpsilon = (0.6 - 2 * s) / (k + 2 * e);
    assertThat(bench.gradient(start, first, stiffness, null)[0])
        .isCloseTo(byStiffness, within(1e-10));
    assertThat(bench.gradient(start, first, epsilon, null)[0]).isCloseTo(byEpsilon, within(1e-10));
    assertThat(bench.gradient(start, first, upper, null)[0])
        .isCloseTo(e / (k + 2 * e), within(1e-10));
    assertThat(bench.gradient(start, first, null, "position"))
        .containsExactly(new double[4], within(1e-12));
    StepBench.Goal along =
        new StepBench.Goal(state -> state.position().column(1).square().sum(), 0);
    assertThat(bench.gradient(start, along, null, "position"))
        .containsExactly(new double[] {0, 0, 14, 14}, within(1e-9));
  }

  private static final Formula COSINE =
      Formula.trace(
          "cosine", List.of(Port.scalar("angle")), in -> new Expr[] {in.scalar("angle").cos()});

  /** What does not change when a tissue is moved or turned where nothing holds it. */
  private static Var shape(CellState state, Space space) {
    Var x = state.position();
    int n = x.rows();
    double[] factors = new double[n];
    Arrays.setAll(factors, i -> 0.3 + 0.1 * i);
    Var weights = Var.column(factors);
    Var sum = Var.constant(0);
    for (int k = 0; k < space.dimensions(); k++) {
      Var along = x.column(k);
      if (space.sides().get(k) instanceof Sides.Walls) {
        sum = sum.plus(along.square().times(weights).sum());
        continue;
      }
      for (int i = 0; i < n; i++) {
        Var difference = along.minus(along.gatherRows(i));
        Var unlike =
            Double.isInfinite(space.period(k))
                ? difference.square()
                : COSINE.apply(difference.times(2 * Math.PI / space.period(k)));
        sum = sum.plus(unlike.times(weights).sum().times(i + 1));
      }
    }
    return sum;
  }

  private record Case(String name, int dimensions, int cells) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("closed box", 2, 12),
        new Case("closed box in space", 3, 14),
        new Case("channel", 2, 10),
        new Case("slab", 3, 14),
        new Case("torus", 2, 20),
        new Case("periodic channel", 2, 18),
        new Case("periodic space", 3, 40));
  }

  private Space space(Case c) {
    return switch (c.name) {
      case "closed box" -> box(walls(0, 2.7), walls(0, 2.5));
      case "closed box in space" -> box(walls(0, 1.9), walls(0, 1.9), walls(0, 1.8));
      case "channel" -> box(walls(0, 1.4), new Sides.Open());
      case "slab" -> box(new Sides.Open(), walls(0, 0.8), new Sides.Open());
      case "torus" -> cube(2, 3.6);
      case "periodic channel" -> box(periodic(4.2), walls(0, 2.9));
      case "periodic space" -> cube(3, 2.8);
      default -> throw new IllegalArgumentException(c.name);
    };
  }

  private Potential potential(Case c) {
    // what is not pressed together from all sides must hold together by itself
    boolean open = c.name.equals("channel") || c.name.equals("slab");
    return open
        ? new Morse(epsilon, Parameter.constant("alpha", 2.8), Window.Relative.STANDARD)
        : soft;
  }

  private static double[][] inside(Case c, Space space) {
    double[][] x = Tissues.scattered(21, c.cells, c.dimensions, 1, 0.1);
    for (double[] cell : x) {
      for (int k = 0; k < cell.length; k++) {
        cell[k] *=
            switch (space.sides().get(k)) {
              case Sides.Walls w -> w.to().orElseThrow().values()[0];
              case Sides.Periodic p -> p.to();
              case Sides.Open _ -> 2.4;
            };
      }
    }
    return x;
  }

  /** Walls and periodic sides take some rigid motions away, and the response knows which. */
  @ParameterizedTest
  @MethodSource("cases")
  void equilibriumRespondsAsDifferencesSay(Case c) {
    Space space = space(c);
    StepBench bench = new StepBench(space, 1, new Relaxation(potential(c), space, 1e-12, 100_000));
    CellState start = bench.run(bench.state(inside(c, space), Tissues.radii(c.cells)));
    assertThat(bench.warnings()).isEmpty();
    StepBench.Goal goal = new StepBench.Goal(state -> shape(state, space), 0);
    List<Parameter> parameters = new ArrayList<>(List.of(epsilon));
    parameters.addAll(space.parameters().stream().filter(Parameter::trained).toList());
    if (!space.walled()) {
      // forces are proportional to epsilon, so equilibrium does not depend on it
      assertThat(bench.gradient(start, goal, epsilon, null)[0]).isCloseTo(0, within(1e-6));
    } else {
      for (Parameter p : parameters) {
        double difference = bench.differences(start, goal, p, null, 1e-5)[0];
        assertThat(bench.gradient(start, goal, p, null)[0])
            .as(p.path())
            .isCloseTo(difference, within(1e-5 * (1 + Math.abs(difference))));
      }
    }
    double[] differences = bench.differences(start, goal, null, "radius", 1e-5);
    assertThat(Tissues.discrepancy(bench.gradient(start, goal, null, "radius"), differences))
        .isLessThan(1e-5);
    assertThat(Arrays.stream(differences).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-2);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tissuesFollowTheirStartAlongSidesThatDoNotHoldThem(Case c) {
    Space space = space(c);
    StepBench bench = new StepBench(space, 1, new Relaxation(potential(c), space, 1e-11, 100_000));
    CellState start = bench.run(bench.state(inside(c, space), Tissues.radii(c.cells)));
    for (int k = 0; k < c.dimensions; k++) {
      int column = k;
      StepBench.Goal place = new StepBench.Goal(state -> state.position().column(column).sum(), 0);
      double[] gradient = bench.gradient(start, place, null, "position");
      boolean held = space.sides().get(k) instanceof Sides.Walls;
      for (int i = 0; i < c.cells; i++) {
        assertThat(gradient[k * c.cells + i]).isCloseTo(held ? 0 : 1, within(1e-8));
      }
    }
  }

  @Test
  void descentAndBrownianMotionAreDifferentiatedByTheWalls() {
    Space space = box(walls(0, 2), periodic(3));
    Parameter temperature = Parameter.trained("kT", 1, 1, 0.05);
    Parameter friction = Parameter.constant("gamma", 1);
    StepBench.Goal goal = new StepBench.Goal(state -> state.position().column(0).square().sum(), 0);
    StepBench descent =
        new StepBench(space, 1, new Descent(soft, space, 20, 5e-3, Descent.Scheme.EULER));
    StepBench brownian =
        new StepBench(
            space,
            1,
            new BrownianMotion(
                soft,
                space,
                temperature,
                friction,
                20,
                Optional.of(5e-3),
                BrownianMotion.Gradient.PATHWISE));
    for (StepBench bench : List.of(descent, brownian)) {
      CellState start = bench.state(Tissues.scattered(31, 8, 2, 2, 0.4), Tissues.radii(8));
      for (Parameter p : Stream.concat(Stream.of(epsilon), space.parameters().stream()).toList()) {
        if (p.trained()) {
          assertThat(bench.gradient(start, goal, p, null)[0])
              .as(p.path())
              .isCloseTo(bench.differences(start, goal, p, null, 1e-4)[0], within(1e-6));
        }
      }
      double[] differences = bench.differences(start, goal, null, "position", 1e-6);
      assertThat(Tissues.discrepancy(bench.gradient(start, goal, null, "position"), differences))
          .isLessThan(1e-7);
    }
  }

  /**
   * A cell wider than the gap between two walls is held by both with twice the stiffness; at
   * temperature kT its coordinate has the variance {@code kT / (2 stiffness)}. The relative
   * standard deviation of a variance of n normal numbers is {@code sqrt(2 / n)}; steps of length h
   * shift it by the factor {@code 1 / (1 - h stiffness)}.
   */
  @Test
  void thermalMotionBetweenWallsHasTheVarianceOfBoltzmannsDistribution() {
    int n = 2000;
    double h = 1e-3;
    Space space = box(walls(0, 0.6), periodic(3 * n));
    StepBench bench =
        new StepBench(
            space,
            1,
            new BrownianMotion(
                soft,
                space,
                Parameter.constant("kT", 0.05),
                Parameter.constant("gamma", 1),
                300,
                Optional.of(h),
                BrownianMotion.Gradient.PATHWISE));
    double[][] x = new double[n][2];
    for (int i = 0; i < n; i++) {
      x[i] = new double[] {0.3, 3 * i};
    }
    Var across = bench.run(bench.state(x, 0.45)).position().column(0);
    double variance = across.minus(0.3).square().sum().item() / n;
    double expected = 0.05 / 40 / (1 - h * 20);
    assertThat(variance).isCloseTo(expected, within(5 * Math.sqrt(2.0 / n) * expected));
  }

  @Test
  void pressureCountsWhatWallsPush() {
    Space space = box(walls(0, 0.8), new Sides.Open());
    StepBench bench = new StepBench(space, 1, new VirialPressure(soft, space));
    CellState end = bench.run(bench.state(new double[][] {{0.4, 0}}, 0.5));
    double force = 20 * 0.1;
    double expected = 2 * force * 0.4 / (2 * Math.PI * 0.25);
    assertThat(end.get("pressure").item()).isCloseTo(expected, within(1e-14));
  }

  @Test
  void stepsThatDoNotKnowASpaceAreRefused() {
    Space space = box(walls(0, 2), periodic(3));
    assertThatThrownBy(() -> new StepBench(space, 1, new Descent(soft, 2, 5, 0.01)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "the step 'step-0' does not work in a space with these periodic sides or walls");
    assertThatThrownBy(() -> new StepBench(space, 1, new PairwiseStress(soft, 2, 1)))
        .hasMessageContaining("'step-0'");
  }
}
