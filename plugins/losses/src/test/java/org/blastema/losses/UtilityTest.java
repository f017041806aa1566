package org.blastema.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.blastema.autodiff.Var;
import org.blastema.kernel.state.CellState;
import org.junit.jupiter.api.Test;

/** Costs of known values. */
class UtilityTest {
  private static final CellState ANY = Tissues.random(2, 5, 1);

  private static FixedPart<Measure> always(double value) {
    return new FixedPart<>(state -> Var.constant(value));
  }

  private static double of(Measure measure) {
    return measure.of(ANY).item();
  }

  @Test
  void what_is_lacking_and_what_is_too_much_have_prices() {
    assertThat(of(new Utility.Pinball(always(3), 5, 0.8).create(null)))
        .isCloseTo(1.6, within(1e-15));
    assertThat(of(new Utility.Pinball(always(7), 5, 0.8).create(null)))
        .isCloseTo(0.4, within(1e-15));
    assertThat(of(new Utility.WeightedError(always(3), 5, 2, 7, Utility.Power.SQUARE).create(null)))
        .isEqualTo(8);
    assertThat(
            of(new Utility.WeightedError(always(6), 5, 2, 7, Utility.Power.ABSOLUTE).create(null)))
        .isEqualTo(7);
    assertThat(of(new Utility.Linex(always(5), 5, 2).create(null))).isZero();
    assertThat(of(new Utility.Linex(always(6), 5, 2).create(null)))
        .isCloseTo(StrictMath.exp(2) - 3, within(1e-14));
    assertThat(of(new Utility.Linex(always(4), 5, 2).create(null)))
        .isCloseTo(StrictMath.exp(-2) + 1, within(1e-14));
  }

  @Test
  void a_constraint_costs_nothing_inside_its_bounds() {
    assertThat(of(new SoftConstraint(always(3).object(), 2, 4, 0))).isZero();
    assertThat(of(new SoftConstraint(always(1).object(), 2, 4, 0))).isEqualTo(1);
    assertThat(of(new SoftConstraint(always(7).object(), 2, 4, 0))).isEqualTo(9);
    double warning = 0.1 * StrictMath.log(1 + StrictMath.exp(-10));
    assertThat(of(new SoftConstraint(always(3).object(), 2, 4, 0.1)))
        .isCloseTo(2 * warning * warning, within(1e-20));
    // far outside, softness changes nothing
    assertThat(of(new SoftConstraint(always(70).object(), 2, 4, 0.1)))
        .isCloseTo(66 * 66, within(1e-10));
  }

  @Test
  void the_worst_share_of_the_cells_counts_in_part() {
    assertThat(FieldTail.tailWeights(new double[] {5, 1, 3, 2}, 1, 0.5))
        .containsExactly(0, 0.5, 0, 0.5);
    assertThat(FieldTail.tailWeights(new double[] {5, 1, 3, 2}, -1, 0.375))
        .containsExactly(1 / 1.5, 0, 0.5 / 1.5, 0);
    assertThat(FieldTail.tailWeights(new double[] {5, 1}, 1, 1)).containsExactly(0.5, 0.5);
  }

  @Test
  void a_running_reward_pays_the_value_and_a_measure_its_change() {
    CellState before = Tissues.at(new double[][] {{0, 0}, {2, 0}});
    CellState after = Tissues.at(new double[][] {{0, 0}, {6, 0}});
    Gyration.Radius radius = new Gyration.Radius();
    assertThat(new RunningReward(radius, false).transition(before, after).item()).isEqualTo(3);
    assertThat(radius.asReward().transition(before, after).item()).isEqualTo(2);
  }

  @Test
  void a_running_reward_pays_the_founders_once_if_told_so() {
    CellState founders = Tissues.at(new double[][] {{0, 0}, {2, 0}});
    CellState first = Tissues.at(new double[][] {{0, 0}, {6, 0}}).advanced(1);
    RunningReward reward = new RunningReward(new Gyration.Radius(), true);
    assertThat(reward.transition(founders, first).item()).isEqualTo(4);
    assertThat(reward.transition(first, first.advanced(1)).item()).isEqualTo(3);
  }
}
