package org.blastema.kernel.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.blastema.plugin.Parameter.constant;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Tape;
import org.blastema.autodiff.Var;
import org.blastema.kernel.Tissues;
import org.blastema.kernel.space.NeighborList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForceFieldTest {
  private record Case(String name, Potential potential, int dimensions) {
    @Override
    public String toString() {
      return name + " " + dimensions + "-D";
    }
  }

  static Stream<Case> cases() {
    Potential morse =
        new Morse(constant("epsilon", 3), constant("alpha", 2.8), Window.Relative.STANDARD);
    Potential absolute =
        new Morse(constant("epsilon", 1.7), constant("alpha", 3.5), new Window.Absolute(1.7, 2));
    Potential lennardJones = new LennardJones(constant("epsilon", 1), Window.Relative.STANDARD);
    return Stream.of(2, 3)
        .flatMap(d ->
            Stream.of(
                new Case("morse", morse, d),
                new Case("absolute window", absolute, d),
                new Case("soft sphere", new SoftSphere(constant("epsilon", 3)), d),
                new Case("log repulsion", new LogRepulsion(constant("strength", 15)), d),
                new Case("hertz", new Hertz(constant("epsilon", 3)), d),
                new Case("harmonic", new Harmonic(constant("stiffness", 2), 2.5), d),
                new Case("lennard-jones", lennardJones, d),
                new Case(
                    "repulsion and adhesion",
                    new RepulsionAdhesion(
                        constant("repulsion", 10), constant("adhesion", 0.4), 1.25),
                    d)));
  }

  private static List<Var> values(Potential potential) {
    return potential.parameters().stream().map(p -> Var.constant(p.values()[0])).toList();
  }

  private static Var tissue(Case c) {
    return Var.ofRows(Tissues.scattered(1, 40, c.dimensions, c.dimensions == 2 ? 6 : 4, 0.7));
  }

  private static Var forces(Case c, Var x, Var radius) {
    ForceField field = new ForceField(c.potential, c.dimensions);
    Pairs pairs = field.pairs(new NeighborList(), x, radius);
    return field.forces(pairs, x, radius, values(c.potential));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forceIsMinusTheGradientOfTheEnergy(Case c) {
    Var x = tissue(c);
    Var radius = Var.column(Tissues.radii(40));
    ForceField field = new ForceField(c.potential, c.dimensions);
    Pairs pairs = field.pairs(new NeighborList(), x, radius);
    Tape tape = new Tape();
    Var live = tape.input(x);
    tape.seed(field.energies(pairs, live, radius, values(c.potential)).sum(), -1);
    tape.sweep();
    double[] forces = forces(c, x, radius).toArray();
    assertThat(Tissues.discrepancy(forces, tape.adjoint(live))).isLessThan(1e-13);
    double[] differences = new double[x.size()];
    double h = 1e-5;
    for (int k = 0; k < differences.length; k++) {
      differences[k] =
          (energy(field, pairs, x, radius, k, -h) - energy(field, pairs, x, radius, k, h))
              / (2 * h);
    }
    assertThat(Tissues.discrepancy(forces, differences)).isLessThan(1e-6);
  }

  private static double energy(ForceField field, Pairs pairs, Var x, Var radius, int k, double h) {
    double[] moved = x.toArray();
    moved[k] += h;
    Var there = Var.of(x.rows(), x.columns(), moved);
    return field.energies(pairs, there, radius, values(field.potential())).sum().item();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forcesObeyNewtonsThirdLaw(Case c) {
    Var forces = forces(c, tissue(c), Var.column(Tissues.radii(40)));
    double scale = Arrays.stream(forces.data()).map(Math::abs).sum();
    for (double sum : forces.sumRows().data()) {
      assertThat(sum).isCloseTo(0, within(1e-14 * scale));
    }
    assertThat(scale).isGreaterThan(0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forcesTurnAndShiftWithTheTissue(Case c) {
    double[][] x = tissue(c).toRows();
    Var radius = Var.column(Tissues.radii(40));
    double angle = 0.7;
    double[] expected =
        Var.ofRows(Tissues.moved(forces(c, Var.ofRows(x), radius).toRows(), angle, 0)).toArray();
    double[] got = forces(c, Var.ofRows(Tissues.moved(x, angle, 3.1)), radius).toArray();
    assertThat(Tissues.discrepancy(got, expected)).isLessThan(1e-11);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void coincidentCellsExertNoForceAndHaveFiniteDerivatives(Case c) {
    double[][] positions = new double[3][c.dimensions];
    positions[2][0] = 0.9;
    Tape tape = new Tape();
    Var x = tape.input(Var.ofRows(positions));
    Var radius = tape.input(Var.column(0.5, 0.5, 0.5));
    Var forces = forces(c, x, radius);
    tape.seed(forces, ones(forces.size()));
    tape.sweep();
    assertThat(forces.data()).doesNotContain(Double.NaN);
    assertThat(forces.get(0, 0)).isEqualTo(forces.get(1, 0));
    assertThat(Arrays.stream(tape.adjoint(x)).allMatch(Double::isFinite)).isTrue();
    assertThat(Arrays.stream(tape.adjoint(radius)).allMatch(Double::isFinite)).isTrue();
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingIsFeltFromTheRangeOn(Case c) {
    double range = c.potential.range(1);
    double[][] positions = new double[2][c.dimensions];
    positions[1][0] = range;
    Var radius = Var.column(0.5, 0.5);
    ForceField field = new ForceField(c.potential, c.dimensions);
    Pairs pair = new Pairs(1, new int[] {0}, new int[] {1});
    Var x = Var.ofRows(positions);
    assertThat(field.energies(pair, x, radius, values(c.potential)).sum().item()).isZero();
    assertThat(field.forces(pair, x, radius, values(c.potential)).get(0, 0)).isZero();
    positions[1][0] = range * 0.98;
    Var closer = Var.ofRows(positions);
    assertThat(field.energies(pair, closer, radius, values(c.potential)).sum().item()).isNotZero();
  }

  @Test
  void theNeighborListDoesNotChangeABit() {
    int n = 500;
    Var x = Var.ofRows(Tissues.scattered(3, n, 3, 9, 0.7));
    Var radius = Var.column(Tissues.radii(n));
    Potential morse =
        new Morse(constant("epsilon", 3), constant("alpha", 2.8), Window.Relative.STANDARD);
    ForceField field = new ForceField(morse, 3);
    Var listed = field.forces(field.pairs(new NeighborList(), x, radius), x, radius, values(morse));
    Pairs all = new NeighborList().within(x.data(), n, 3, Double.POSITIVE_INFINITY);
    Var everything = field.forces(all, x, radius, values(morse));
    assertThat(listed.data()).isEqualTo(everything.data());
  }

  /** The law in numbers: contact at 2, overlapping by a quarter, then apart but in reach. */
  @Test
  void repulsionAndAdhesionPushAsPhysiCellDoes() {
    Potential potential =
        new RepulsionAdhesion(constant("repulsion", 10), constant("adhesion", 0.4), 1.25);
    Case c = new Case("", potential, 2);
    for (double r : new double[] {1.5, 2.2, 2.6}) {
      Var x = Var.of(2, 2, new double[] {0, r, 0, 0});
      double push = r < 2 ? 10 * Math.pow(1 - r / 2, 2) : 0;
      double pull = r < 2.5 ? 0.4 * Math.pow(1 - r / 2.5, 2) : 0;
      assertThat(forces(c, x, Var.column(1, 1)).get(1, 0)).isCloseTo(push - pull, within(1e-14));
    }
  }
}
