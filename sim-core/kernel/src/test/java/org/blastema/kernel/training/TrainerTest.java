package org.blastema.kernel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.autodiff.Var;
import org.blastema.kernel.goal.Objective;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.initial.InitialState;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.Recording;
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
    return trainer(reward, Pathwise::new, 1);
  }

  private static Trainer trainer(Reward reward, EstimatorFactory estimator, int threads) {
    return trainer(
        new Objective(List.of(new Objective.Term("goal", 1, reward))), estimator, threads);
  }

  private static Trainer trainer(Objective objective) {
    return trainer(objective, Pathwise::new, 1);
  }

  private static Trainer trainer(Objective objective, EstimatorFactory estimator, int threads) {
    Model model =
        new Model(
            new FreeSpace(2), 1, List.of(new Model.NamedStep("growth", new Swelling())), List.of());
    return new Trainer(
        new TrainingPlan(
            model,
            new OneCell(),
            Stop.afterSteps(3),
            objective,
            estimator,
            (epochs, count) -> new Downhill(),
            List.of(),
            2,
            2,
            1,
            Recording.ALL_TAPES,
            threads));
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

  private static final EstimatorFactory STRATEGIES =
      () ->
          new EvolutionStrategies(
              new EvolutionStrategies.Configuration(5, 0.1, EvolutionStrategies.Shaping.NONE));

  private static final EstimatorFactory SURROGATE =
      () ->
          new Surrogate(
              new Surrogate.Configuration(Surrogate.Model.LINEAR, 3, 0.1, 2, 10, 2, 1e-9, 1, 1));

  private static final EstimatorFactory COVARIANCE =
      () -> new CovarianceAdaptation(new CovarianceAdaptation.Configuration(0, 0.1));

  private static double square(CellState state) {
    return state.radius().square().sum().item();
  }

  private static final Reward SQUARE =
      (before, after) -> Var.constant(square(after) - square(before));

  @Test
  void a_surrogate_finds_the_gradient_of_a_reward_without_derivative() throws InterruptedException {
    // the radius grows by three rates, from 0.5: (0.5 + 3 k)^2 has the slope 6 (0.5 + 3 k) = 7.5
    try (Trainer trainer = trainer(SQUARE, SURROGATE, 1)) {
      assertThat(trainer.measures()).containsExactly("surrogate_r2", "surrogate_error");
      Epoch epoch = trainer.next();
      // mirrored points: the quadratic part does not tilt the line
      assertThat(epoch.gradientNorm()).isCloseTo(7.5, within(1e-6));
      assertThat(epoch.measures()[0]).isBetween(0.5, 1.0);
      assertThat(epoch.trajectories()).hasSize(2);
    }
  }

  @Test
  void perturbed_training_has_the_same_bits_with_any_number_of_threads_and_after_a_stop()
      throws InterruptedException {
    for (EstimatorFactory estimator : List.of(STRATEGIES, SURROGATE, COVARIANCE)) {
      double[] alone;
      try (Trainer trainer = trainer(SQUARE, estimator, 1)) {
        trainer.next();
        trainer.next();
        alone = trainer.state().free();
      }
      TrainingState half;
      try (Trainer trainer = trainer(SQUARE, estimator, 3)) {
        trainer.next();
        half = trainer.state();
      }
      try (Trainer trainer = trainer(SQUARE, estimator, 2)) {
        trainer.restore(half);
        trainer.next();
        assertThat(trainer.state().free()).isEqualTo(alone);
      }
    }
  }

  @Test
  void a_perturbed_reward_that_is_not_a_number_stops_the_training() {
    Reward reward =
        (before, after) ->
            Var.constant(after.radius().item() > 0.5 + 0.25 * after.step() + 1e-9 ? Double.NaN : 0);
    try (Trainer trainer = trainer(reward, STRATEGIES, 1)) {
      assertThatThrownBy(trainer::next)
          .isInstanceOf(SimulationFailure.class)
          .hasMessageMatching(
              "step 1, reward: rollout 0 with perturbed parameters \\(point \\d of epoch 0\\)"
                  + " earned NaN");
    }
  }
}
