package org.blastema.kernel.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Recording;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.kernel.model.Stop;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.junit.jupiter.api.Test;

class FounderDisplacementTest {
  private static final BuildContext PLANE =
      new BuildContext() {
        @Override
        public long seed() {
          return 1;
        }

        @Override
        public <X> Optional<X> find(Class<X> type) {
          return Optional.of(type.cast(new FreeSpace(2)));
        }

        @Override
        public Path file(String name) {
          return Path.of(name);
        }
      };

  private static Model model() {
    ParameterSpec offsets =
        new ParameterSpec(
            "steps.seeding.offsets",
            new ParameterSpec.Initial.Written(List.of(List.of(1.0, 2.0), List.of(3.0, 4.0))),
            true,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);
    return new Model(
        new FreeSpace(2),
        1,
        List.of(
            new Model.NamedStep(
                "seeding",
                FounderDisplacement.create(
                    new FounderDisplacement.Configuration(2, offsets), PLANE))),
        List.of());
  }

  private static CellState founders(Model model, int count) {
    return CellState.founders(model.schema(), new int[count]);
  }

  @Test
  void founders_are_moved_once() {
    Model model = model();
    Trajectory trajectory =
        new Rollout(model, ParameterValues.initial(), 1, 0)
            .run(founders(model, 2), Stop.afterSteps(3));
    for (int step = 1; step <= 3; step++) {
      assertThat(trajectory.states().get(step).position().toRows())
          .isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    }
  }

  /** The goal is the sum of all squares at the end, whose derivative is twice the coordinate. */
  @Test
  void a_goal_is_differentiated_by_where_founders_begin() {
    Model model = model();
    Parameter offsets = model.parameters().get(0);
    Reward goal =
        (before, after) -> after.position().square().sum().minus(before.position().square().sum());
    Recording recording =
        new Recording(Set.of(offsets), List.of(), History.FULL, Recording.ALL_TAPES, goal);
    double[] gradient =
        new Rollout(model, ParameterValues.initial(), 1, 0)
            .run(
                founders(model, 2).with("position", Var.filled(2, 2, 0.5)),
                Stop.afterSteps(3),
                recording)
            .gradient(new double[3], new double[] {1, 1, 1})
            .byParameter()
            .get(offsets);
    assertThat(gradient).containsExactly(3, 7, 5, 9);
  }

  @Test
  void every_founder_needs_a_vector() {
    Model model = model();
    Rollout rollout = new Rollout(model, ParameterValues.initial(), 1, 0);
    assertThatThrownBy(() -> rollout.run(founders(model, 3), Stop.afterSteps(1)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("there are 3 founder cells and offsets for 2");
  }
}
