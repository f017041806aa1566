package org.blastema.kernel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    Model model =
        new Model(
            new FreeSpace(2), 1, List.of(new Model.NamedStep("growth", new Swelling())), List.of());
    return new Trainer(
        new TrainingPlan(
            model,
            new OneCell(),
            Stop.afterSteps(3),
            new Objective(List.of(new Objective.Term("goal", 1, reward))),
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
}
