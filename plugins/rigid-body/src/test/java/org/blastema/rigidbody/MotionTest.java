package org.blastema.rigidbody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.blastema.kernel.model.Model;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Discs that move, against mechanics. */
class MotionTest {
  private static final double GRAVITY = 10;

  /** How far a disc has come down a slope of the given tangent in time 1, from rest. */
  private static double down(Scene scene, double tangent) {
    double norm = Math.hypot(1, tangent);
    double r = 0.5;
    CellState end =
        scene
            .wall("slope", 0, 0, tangent / norm, 1 / norm)
            .gravity(0, -GRAVITY)
            .with("damping", 0)
            .keepingMomentum()
            .accuracy(400, 1)
            .run(1, r * tangent / norm, r / norm, r);
    double dx = end.position().get(0, 0) - r * tangent / norm;
    double dy = end.position().get(0, 1) - r / norm;
    return (dx - tangent * dy) / norm;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.45})
  void a_disc_that_cannot_roll_stays_where_the_slope_is_less_than_the_friction(double tangent) {
    assertThat(down(new Scene().locked().with("friction", 0.5), tangent))
        .isCloseTo(0, within(5e-3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.55, 0.8, 1.5})
  void it_slides_where_the_slope_is_more(double tangent) {
    double norm = Math.hypot(1, tangent);
    double acceleration = GRAVITY * (tangent - 0.5) / norm;
    // explicit time steps of 1/400 are 1/400 ahead of t^2 / 2
    assertThat(down(new Scene().locked().with("friction", 0.5), tangent))
        .isCloseTo(acceleration / 2, within(acceleration / 2 * 0.02 + 5e-3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 1.4})
  void a_disc_that_can_roll_rolls_where_the_slope_is_less_than_thrice_the_friction(double tangent) {
    double acceleration = 2.0 / 3 * GRAVITY * tangent / Math.hypot(1, tangent);
    assertThat(down(new Scene().with("friction", 0.5), tangent))
        .isCloseTo(acceleration / 2, within(acceleration / 2 * 0.02 + 5e-3));
  }

  @Test
  void a_falling_disc_reaches_the_speed_at_which_damping_holds_gravity() {
    CellState end =
        new Scene().gravity(0, -3).with("damping", 4).keepingMomentum().run(20, 0, 0, 0.5);
    assertThat(end.get("velocity").get(0, 1)).isCloseTo(-0.75, within(1e-5));
    CellState next =
        new Scene().gravity(0, -3).with("damping", 4).keepingMomentum().run(21, 0, 0, 0.5);
    assertThat(next.position().get(0, 1) - end.position().get(0, 1)).isCloseTo(-0.75, within(1e-5));
  }

  @Test
  void without_momentum_every_step_begins_at_rest() {
    Scene scene = new Scene().gravity(1, 0).with("damping", 0);
    double once = scene.run(1, 0, 0, 0.5).position().get(0, 0);
    // v grows by g h in every time step of h = 0.1: x = g h^2 (1 + ... + 10)
    assertThat(once).isCloseTo(0.55, within(1e-6));
    assertThat(scene.run(3, 0, 0, 0.5).position().get(0, 0)).isCloseTo(3 * once, within(1e-6));
  }

  @Test
  void a_hard_bounce_returns_the_share_of_the_speed_that_is_asked_for() {
    Scene scene =
        new Scene()
            .wall("floor", 0, 0, 0, 1)
            .gravity(0, -10)
            .with("damping", 0)
            .with("restitution", 0.5)
            .keepingMomentum()
            .dt(0.01)
            .accuracy(10, 1);
    Model model = scene.model();
    CellState state = Scene.discs(model.schema(), 0, 5.5, 0.5);
    double fastest = 0;
    while (state.get("velocity").get(0, 1) <= 0 && state.step() < 200) {
      fastest = Math.min(fastest, state.get("velocity").get(0, 1));
      state = Scene.advance(model, state, 1);
    }
    assertThat(fastest).isCloseTo(-10, within(0.2));
    assertThat(state.get("velocity").get(0, 1)).isCloseTo(5, within(0.2));
  }

  @Test
  void adhesion_pulls_discs_together_that_are_within_its_reach() {
    Scene scene = new Scene().with("adhesion", 1).with("reach", 0.2);
    CellState near = scene.run(50, 0, 0, 0.5, 1.15, 0, 0.5);
    assertThat(near.position().get(1, 0) - near.position().get(0, 0))
        .isBetween(1 - 0.0055, 1 + 2e-3);
    CellState far = scene.run(50, 0, 0, 0.5, 1.25, 0, 0.5);
    assertThat(far.position().get(1, 0)).isEqualTo(1.25);
    assertThat(far.position().get(0, 0)).isZero();
  }

  @Test
  void adhesion_accelerates_by_force_over_mass() {
    double h = 1e-3;
    CellState end =
        new Scene()
            .with("adhesion", 1)
            .with("reach", 0.2)
            .with("damping", 0)
            .with("density", 2)
            .keepingMomentum()
            .dt(h)
            .accuracy(1, 3)
            .run(1, 0, 0, 0.5, 1.1, 0, 0.5);
    // half of the force at half of the reach, on a mass of 2 pi / 4
    assertThat(end.get("velocity").get(0, 0)).isCloseTo(0.5 / (Math.PI / 2) * h, within(1e-8));
  }

  @Test
  void a_run_that_is_resumed_has_the_same_bits() {
    Scene scene =
        new Scene()
            .polygon("box", Side.MOLD, 0, 0, 6, 0, 6, 6, 0, 6)
            .gravity(1, -10)
            .with("adhesion", 2)
            .keepingMomentum();
    Model model = scene.model();
    double[] discs = new double[3 * 25];
    for (int i = 0; i < 25; i++) {
      discs[3 * i] = 0.5 + 1.02 * (i % 5) + 0.01 * i;
      discs[3 * i + 1] = 0.6 + Math.floorDiv(i, 5);
      discs[3 * i + 2] = 0.45;
    }
    CellState start = Scene.discs(model.schema(), discs);
    CellState whole = Scene.advance(model, start, 8);
    CellState half = Snapshot.of(Scene.advance(model, start, 4)).restore(model.schema());
    CellState rest = Scene.advance(scene.model(), half, 4);
    assertThat(rest.position().data()).isEqualTo(whole.position().data());
    assertThat(rest.get("velocity").data()).isEqualTo(whole.get("velocity").data());
    assertThat(whole.position().data()).isNotEqualTo(start.position().data());
  }
}
