package org.blastema.rigidbody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.blastema.autodiff.Var;
import org.blastema.kernel.growth.Growth;
import org.blastema.kernel.growth.LinearGrowth;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Recording;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.kernel.model.Stop;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;

class RefusalTest {
  @Test
  void a_cell_outside_of_its_mold_is_named() {
    Scene scene = new Scene().polygon("dish", Side.MOLD, 0, 0, 2, 0, 2, 2, 0, 2);
    assertThatThrownBy(() -> scene.run(1, 1, 1, 0.5, 3, 1, 0.5))
        .isInstanceOf(SimulationFailure.class)
        .hasMessage(
            "step 1, mechanics: cell 1 is at (3.000, 1.000), beyond the boundary 'dish' by 1.00");
  }

  @Test
  void a_daughter_put_into_the_wall_is_put_back() {
    Scene scene = new Scene().wall("floor", 0, 0, 0, 1);
    assertThat(scene.run(10, 0, -0.2, 0.5).position().get(0, 1)).isBetween(0.4945, 0.5);
    assertThatThrownBy(() -> scene.run(1, 0, -0.5, 0.5))
        .hasMessageContaining("beyond the boundary 'floor' by 0.5");
  }

  @Test
  void a_mold_that_is_too_small_holds_all_cells_with_a_warning() {
    double[] discs = new double[3 * 16];
    for (int i = 0; i < 16; i++) {
      discs[3 * i] = 0.25 + 0.5 * (i % 4);
      discs[3 * i + 1] = 0.25 + 0.5 * Math.floorDiv(i, 4);
      discs[3 * i + 2] = 0.5;
    }
    Model model = new Scene().polygon("dish", Side.MOLD, 0, 0, 2, 0, 2, 2, 0, 2).model();
    List<String> warnings = new ArrayList<>();
    Rollout rollout = new Rollout(model, ParameterValues.initial(), 1, 0).warningsTo(warnings::add);
    CellState end = rollout.run(Scene.discs(model.schema(), discs), Stop.afterSteps(5)).last();
    for (int i = 0; i < 16; i++) {
      assertThat(end.position().get(i, 0)).isBetween(0.0, 2.0);
      assertThat(end.position().get(i, 1)).isBetween(0.0, 2.0);
    }
    assertThat(warnings).anyMatch(w -> w.contains("more than a quarter of a radius"));
  }

  @Test
  void discs_of_a_size_that_single_precision_does_not_bear_are_refused() {
    assertThatThrownBy(() -> new Scene().run(1, 0, 0, 1e-3))
        .hasMessageContaining("the radius of row 0 is 0.00100 in JBox2D's units");
    assertThatThrownBy(() -> new Scene().run(1, 2e4, 0, 0.5))
        .hasMessageContaining("farther from the origin");
  }

  @Test
  void a_gradient_by_a_parameter_of_the_step_is_refused() {
    Parameter friction = Parameter.trained("steps.mechanics.friction", 1, 1, 0.2);
    List<Parameter> parameters = new ArrayList<>(new Scene().step().parameters());
    parameters.set(0, friction);
    RigidBody step =
        new RigidBody(
            new Scene().step().boundaries(),
            parameters,
            RigidBody.Momentum.ZEROED,
            RigidBody.Rotation.FREE,
            Accuracy.standard());
    Model model =
        new Model(new FreeSpace(2), 1, List.of(new Model.NamedStep("mechanics", step)), List.of());
    Rollout rollout = new Rollout(model, ParameterValues.initial(), 1, 0);
    CellState start = Scene.discs(model.schema(), 0, 0, 0.5);
    assertThatThrownBy(() ->
            rollout.run(start, Stop.afterSteps(1), Recording.of(Set.of(friction), History.FULL)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage(
            "the step 'mechanics' has no derivative, and steps.mechanics.friction acts through it,"
                + " which a gradient by derivatives would miss: use evolution-strategies or"
                + " surrogate");
    assertThat(rollout.run(start, Stop.afterSteps(1)).length()).isEqualTo(1);
  }

  @Test
  void a_gradient_through_the_radii_that_the_step_reads_is_refused() {
    Parameter rate = Parameter.trained("steps.growth.rate", 1, 1, 0.1);
    Model model =
        new Model(
            new FreeSpace(2),
            1,
            List.of(
                new Model.NamedStep(
                    "growth",
                    new Growth(
                        LinearGrowth.law(10), rate, Parameter.constant("steps.growth.max", 1))),
                new Model.NamedStep("mechanics", new Scene().step())),
            List.of());
    CellState start = Scene.discs(model.schema(), 0, 0, 0.5, 0.8, 0, 0.5);
    Rollout rollout = new Rollout(model, ParameterValues.initial(), 1, 0);
    assertThatThrownBy(
            () -> rollout.run(start, Stop.afterSteps(1), Recording.of(Set.of(rate), History.FULL)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("what trained parameters do to the field 'radius' acts through it");
    Var position =
        rollout
            .run(start, Stop.afterSteps(1), Recording.of(Set.of(), History.FULL))
            .last()
            .position();
    assertThat(position.isActive()).isFalse();
  }

  @Test
  void a_polygon_that_crosses_itself_is_refused() {
    assertThatThrownBy(() -> Scene.polygon(Side.MOLD, 0, 0, 1, 1, 1, 0, 0, 1))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("the sides after corners 0 and 2 cross each other");
  }
}
