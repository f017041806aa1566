package org.blastema.kernel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Objective;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.initial.InitialState;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.model.Stop;
import org.blastema.kernel.random.KeyedRandom;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final Parameter RATE = Parameter.trained("steps.growth.rate", 1, 1, 0.25);

  /** Adds the rate to all radii. */
  private static final class Swelling implements Step {
    @Override
    public StepKind kind() {
      return StepKind.DYNAMIC;
    }

    @Override
    public List<FieldSpec> reads() {
      return List.of(FieldSpec.radius());
    }

    @Override
    public List<FieldSpec> writes() {
      return List.of(FieldSpec.radius());
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(RATE);
    }

    @Override
    public void apply(StepContext context) {
      context.set(FieldSpec.radius(), context.state().radius().plus(context.value(RATE)));
    }
  }

  private static final class OneCell implements InitialState {
    @Override
    public boolean random() {
      return false;
    }

    @Override
    public CellState create(StateSchema schema, KeyedRandom random) {
      return CellState.founders(schema, new int[1]);
    }
  }

  private static final class Downhill implements Optimizer {
    @Override
    public double[] change(int epoch, double[] parameters, double[] gradient) {
      return Arrays.stream(gradient).map(g -> -0.01 * g).toArray();
    }

    @Override
    public Map<String, double[]> memory() {
      return Map.of();
    }

    @Override
    public void restore(Map<String, double[]> memory) {}
  }

  private static Trainer trainer(Reward reward) {
    return trainer(new Objective(List.of(new Objective.Term("goal", 1, reward))));
  }

  private static Trainer trainer(Objective objective) {
    Model model =
        new Model(
            new FreeSpace(2), 1, List.of(new Model.NamedStep("growth", new Swelling())), List.of());
    return new Trainer(
        new TrainingPlan(
            model,
            new OneCell(),
            Stop.afterSteps(3),
            objective,
            Pathwise::new,
            (epochs, count) -> new Downhill(),
            List.of(),
            2,
            2,
            1,
            true,
            1));
  }

  @Test
  void the_gradient_of_a_sum_of_changes_is_that_of_the_change() throws InterruptedException {
    try (Trainer trainer =
        trainer((before, after) -> after.radius().sum().minus(before.radius().sum()))) {
      Epoch epoch = trainer.next();
      assertThat(epoch.reward()).isEqualTo(0.75);
      assertThat(epoch.gradientNorm()).isEqualTo(3);
    }
  }

  @Test
  void a_reward_that_is_not_a_number_stops_the_training_where_it_is_born() {
    Reward reward = (before, after) -> Var.constant(after.step() == 2 ? Double.NaN : after.count());
    try (Trainer trainer = trainer(reward)) {
      assertThatThrownBy(trainer::next)
          .isInstanceOf(SimulationFailure.class)
          .hasMessage("step 2, reward: rollout 0 of epoch 0 earned NaN");
      assertThat(trainer.state().epoch()).isZero();
    }
  }

  @Test
  void a_gradient_that_is_not_finite_stops_the_training_before_parameters_change() {
    Reward reward = (before, after) -> after.radius().minus(after.radius()).sqrt().sum();
    try (Trainer trainer = trainer(reward)) {
      double[] before = trainer.state().free();
      assertThatThrownBy(trainer::next)
          .isInstanceOf(SimulationFailure.class)
          .hasMessageContaining("the gradient of steps.growth.rate became");
      assertThat(trainer.state().free()).isEqualTo(before);
    }
  }

  /**
   * Three steps that add the rate to the radius, whose sum is the reward: the gradient is the
   * weight times 3. Rewards are reported with the weight of the last epoch.
   */
  @Test
  void a_weight_follows_its_course() throws InterruptedException {
    Reward change = (before, after) -> after.radius().sum().minus(before.radius().sum());
    Objective objective =
        new Objective(
            List.of(
                new Objective.Term(
                    "goal", 2, new Schedules.Ramp(0.5, Optional.empty())::factor, change)));
    try (Trainer trainer = trainer(objective)) {
      Epoch first = trainer.next();
      assertThat(first.gradientNorm()).isEqualTo(0.5 * 2 * 3);
      assertThat(first.reward()).isEqualTo(2 * 0.75);
      assertThat(first.loss()).isEqualTo(-0.5 * 2 * 0.75);
      TrainingState checkpoint = trainer.state();
      Epoch last = trainer.next();
      assertThat(last.gradientNorm()).isEqualTo(2 * 3);
      assertThat(last.loss()).isEqualTo(-last.reward());
      try (Trainer resumed = trainer(objective)) {
        resumed.restore(checkpoint);
        assertThat(resumed.next().loss()).isEqualTo(last.loss());
        assertThat(resumed.state().free()).isEqualTo(trainer.state().free());
      }
    }
  }

  @Test
  void a_ramp_ends_at_the_full_value() {
    Schedules.Ramp whole = new Schedules.Ramp(0, Optional.empty());
    assertThat(whole.factor(0, 5)).isZero();
    assertThat(whole.factor(1, 5)).isEqualTo(0.25);
    assertThat(whole.factor(4, 5)).isEqualTo(1);
    assertThat(whole.factor(0, 1)).isEqualTo(1);
    Schedules.Ramp early = new Schedules.Ramp(3, Optional.of(2));
    assertThat(early.factor(0, 100)).isEqualTo(3);
    assertThat(early.factor(1, 100)).isEqualTo(2);
    assertThat(early.factor(50, 100)).isEqualTo(1);
  }
}
