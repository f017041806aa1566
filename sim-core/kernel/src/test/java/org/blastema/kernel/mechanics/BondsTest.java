package org.blastema.kernel.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Var;
import org.blastema.kernel.StepBench;
import org.blastema.kernel.division.Division;
import org.blastema.kernel.division.HazardDivision;
import org.blastema.kernel.division.Placement;
import org.blastema.kernel.space.NeighborList;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;

class BondsTest {
  private final Parameter epsilon = Parameter.trained("epsilon", 1, 1, 3);
  private final Parameter stiffness = Parameter.trained("stiffness", 1, 1, 4);
  private final Bonded bonded = new Bonded(new SoftSphere(epsilon), stiffness, 2);

  private static StepBench bench(double duration) {
    return new StepBench(2, 1, new HazardDivision(2, Placement.standard()), new Bonds(duration));
  }

  private static CellState divided(StepBench bench, CellState state, int... mothers) {
    List<Division> divisions =
        Arrays.stream(mothers).mapToObj(m -> new Division(m, new double[] {1, 0})).toList();
    return bench.replay(state, divisions).last();
  }

  private static CellState cells(StepBench bench) {
    return bench
        .state(new double[][] {{0, 0}, {9, 0}}, 0.5)
        .with("division", Var.filled(2, 1, 0.5));
  }

  private static double[] bonds(CellState state) {
    return state.get("bond").data();
  }

  @Test
  void sistersAreBondedUntilOneOfThemDivides() {
    StepBench bench = bench(Double.POSITIVE_INFINITY);
    CellState first = divided(bench, cells(bench), 0, 1);
    assertThat(bonds(first)).containsExactly(3, 4, 3, 4);
    CellState second = divided(bench, first, 2);
    assertThat(bonds(second)).containsExactly(0, 4, 5, 4, 5);
    CellState third = divided(bench, second);
    assertThat(bonds(third)).containsExactly(bonds(second));
  }

  @Test
  void bondsEnd() {
    StepBench bench = bench(1.5);
    CellState first = divided(bench, cells(bench), 0);
    assertThat(bonds(first)).containsExactly(3, 0, 3);
    CellState second = divided(bench, first);
    assertThat(bonds(second)).containsExactly(3, 0, 3);
    assertThat(bonds(divided(bench, second))).containsExactly(0, 0, 0);
  }

  /** Cells 0 and 1 are bonded and 0.3 too far apart; 2 is near 1 and not bonded. */
  @Test
  void springsActBetweenBondedCellsAlone() {
    ForceField field = new ForceField(bonded, 2);
    Var x = Var.ofRows(new double[][] {{0, 0}, {1.3, 0}, {1.3, 1.2}, {9, 9}});
    Var radius = Var.filled(4, 1, 0.5);
    Pairs pairs = field.pairs(new NeighborList(), x, radius);
    List<Var> values = List.of(Var.column(7, 7, 8, 0), Var.constant(3), Var.constant(4));
    Var forces = field.forces(pairs, x, radius, values);
    assertThat(forces.get(0, 0)).isCloseTo(4 * 0.3, within(1e-14));
    assertThat(forces.get(1, 0)).isCloseTo(-4 * 0.3, within(1e-14));
    assertThat(forces.get(2, 0)).isZero();
    assertThat(forces.get(2, 1)).isZero();
    assertThat(field.energies(pairs, x, radius, values).sum().item())
        .isCloseTo(2 * (0.09 - 1), within(1e-14));
  }

  @Test
  void motionIsDifferentiatedByTheSprings() {
    StepBench bench = new StepBench(2, 1, new Descent(bonded, 2, 20, 0.01));
    CellState state =
        bench
            .state(new double[][] {{0, 0}, {1.3, 0.1}, {0.8, 0.7}}, 0.5)
            .with("bond", Var.column(2, 2, 0));
    StepBench.Goal goal = new StepBench.Goal(s -> s.position().square().sum(), 0);
    for (Parameter p : List.of(epsilon, stiffness)) {
      double difference = bench.differences(state, goal, p, null, 1e-4)[0];
      assertThat(difference).isNotZero();
      assertThat(bench.gradient(state, goal, p, null)[0]).isCloseTo(difference, within(1e-8));
    }
  }
}
