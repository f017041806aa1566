package org.blastema.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.training.Baselines;
import org.blastema.kernel.training.Epoch;
import org.blastema.kernel.training.GradientEstimator;
import org.blastema.kernel.training.Optimizer;
import org.blastema.kernel.training.ParameterVector;
import org.blastema.kernel.training.Penalty;
import org.blastema.kernel.training.Returns;
import org.blastema.kernel.training.Schedule;
import org.blastema.kernel.training.Schedules;
import org.blastema.kernel.training.Trainer;
import org.blastema.kernel.training.TrainingPlan;
import org.blastema.plugin.Parameter;
import org.blastema.runner.experiment.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From returns and gradients to changed parameters. */
class OptimizationTest {
  private static final double FREE = Double.POSITIVE_INFINITY;

  private static Optimizer adam(String more, int epochs, int count) {
    return Language.goal("optimizer", "{kind: adam, " + more + "}")
        .optimizer()
        .create(epochs, count);
  }

  private static double[] gradientOfRosenbrock(double[] x) {
    return new double[] {
      -2 * (1 - x[0]) - 400 * x[0] * (x[1] - x[0] * x[0]), 200 * (x[1] - x[0] * x[0])
    };
  }

  /** Iterates from (-1.2, 1) after some epochs. */
  private static Map<Integer, double[]> descend(Optimizer optimizer, int epochs) {
    Map<Integer, double[]> iterates = new HashMap<>();
    double[] x = {-1.2, 1};
    for (int epoch = 0; epoch < epochs; epoch++) {
      double[] change = optimizer.change(epoch, x, gradientOfRosenbrock(x));
      x = new double[] {x[0] + change[0], x[1] + change[1]};
      iterates.put(epoch + 1, x);
    }
    return iterates;
  }

  private static void isAt(double[] x, double first, double second) {
    // Adam divides the gradient's rounding errors out; they grow along the valley
    assertThat(x[0]).isCloseTo(first, within(1e-11 * (1 + Math.abs(first))));
    assertThat(x[1]).isCloseTo(second, within(1e-11 * (1 + Math.abs(second))));
  }

  /**
   * Numbers of an independent program for Rosenbrock's function with the rate 0.05 and the defaults
   * of Kingma and Ba 2015.
   */
  @Test
  void adam_takes_the_published_steps() {
    Map<Integer, double[]> after = descend(adam("learning-rate: 0.05", 200, 2), 200);
    isAt(after.get(1), -1.1500000000023192, 1.0499999999943181);
    isAt(after.get(2), -1.102111023624808, 1.0980762212585684);
    isAt(after.get(10), -1.0149912069367495, 1.1573089781233625);
    isAt(after.get(50), -0.9985842631407014, 1.001026341160504);
    isAt(after.get(200), -0.6077687938925043, 0.37456098072923066);
  }

  /** As above, gradients longer than 1 shortened to 1 before they enter the moments. */
  @Test
  void adam_shortens_long_gradients() {
    Map<Integer, double[]> after = descend(adam("learning-rate: 0.05, clip-norm: 1", 200, 2), 50);
    isAt(after.get(1), -1.1500000005400457, 1.0499999986768882);
    isAt(after.get(10), -1.0718598725083528, 1.0748695147615301);
    isAt(after.get(50), -0.29591004665864656, 0.08410423034240587);
  }

  @Test
  void a_restored_adam_goes_on_with_the_same_bits() {
    Optimizer whole = adam("learning-rate: 0.05", 9, 2);
    double[] x = {0.3, -2};
    for (int epoch = 0; epoch < 5; epoch++) {
      whole.change(epoch, x, new double[] {1.0 / (epoch + 1), -epoch});
    }
    Optimizer other = adam("learning-rate: 0.05", 9, 2);
    other.restore(whole.memory());
    assertThat(other.change(5, x, new double[] {0.1, 0.7}))
        .isEqualTo(whole.change(5, x, new double[] {0.1, 0.7}));
  }

  /** Loshchilov and Hutter 2019: the decay takes part in the schedule, not in the moments. */
  @Test
  void weight_decay_is_decoupled_and_scheduled() {
    String drop = "schedule: {kind: drop, epoch: 1, factor: 0.5}";
    Optimizer plain = adam("learning-rate: 0.1, " + drop, 3, 2);
    Optimizer decaying = adam("learning-rate: 0.1, weight-decay: 0.2, " + drop, 3, 2);
    double[] x = {3, -5};
    double[] rate = {0.1, 0.05, 0.05};
    for (int epoch = 0; epoch < 3; epoch++) {
      double[] g = {1 + epoch, -2};
      double[] without = plain.change(epoch, x, g);
      double[] with = decaying.change(epoch, x, g);
      for (int k = 0; k < 2; k++) {
        assertThat(with[k] - without[k]).isCloseTo(-rate[epoch] * 0.2 * x[k], within(1e-15));
      }
    }
  }

  /** Adam's first step has the length of the rate in every direction, whatever the gradient. */
  @Test
  void the_first_step_has_the_length_of_the_rate() {
    assertThat(adam("learning-rate: 0.3", 5, 3).change(0, new double[3], new double[] {4, -9, 0}))
        .usingComparatorWithPrecision(1e-8)
        .containsExactly(-0.3, 0.3, 0);
  }

  @Test
  void schedules_begin_at_one_and_end_where_they_are_told() {
    List<Schedule> falling = List.of(new Schedules.Exponential(0.1), new Schedules.Cosine(0.1));
    for (Schedule schedule : falling) {
      assertThat(schedule.factor(0, 11)).isEqualTo(1);
      assertThat(schedule.factor(10, 11)).isCloseTo(0.1, within(1e-15));
      assertThat(schedule.factor(0, 1)).isEqualTo(1);
      for (int epoch = 1; epoch < 11; epoch++) {
        assertThat(schedule.factor(epoch, 11)).isLessThan(schedule.factor(epoch - 1, 11));
      }
    }
    assertThat(new Schedules.Exponential(0.1).factor(5, 11))
        .isCloseTo(Math.sqrt(0.1), within(1e-15));
    assertThat(new Schedules.Cosine(0.1).factor(5, 11)).isCloseTo(0.55, within(1e-15));
    Schedule drop = new Schedules.Drop(4, 0.25);
    assertThat(drop.factor(3, 9)).isEqualTo(1);
    assertThat(drop.factor(4, 9)).isEqualTo(0.25);
    assertThat(new Schedules.Constant().factor(7, 9)).isEqualTo(1);
  }

  @Test
  void rewards_to_go_are_discounted_sums() {
    double[] rewards = {1, 2, 4};
    assertThat(Returns.toGo(rewards, 1)).containsExactly(7, 6, 4);
    assertThat(Returns.toGo(rewards, 0.5)).containsExactly(3, 4, 4);
    assertThat(Returns.toGo(rewards, 0)).containsExactly(1, 2, 4);
    assertThat(Returns.toGo(new double[0], 1)).isEmpty();
  }

  @Test
  void standardized_numbers_have_mean_0_and_deviation_1() {
    double[] all =
        Arrays.stream(Returns.standardized(new double[][] {{3, 8, -1}, {}, {40}}))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    assertThat(Arrays.stream(all).sum()).isCloseTo(0, within(1e-14));
    // the 1e-8 that keeps equal numbers finite
    assertThat(Arrays.stream(all).map(v -> v * v).sum() / 4).isCloseTo(1, within(1e-8));
    assertThat(Returns.standardized(new double[][] {{5, 5}})[0]).containsExactly(0, 0);
  }

  @Test
  void baselines_know_rollouts_of_different_lengths() {
    double[][] returns = {{6, 4, 2}, {10}, {20, 8}};
    assertThat(new Baselines.LeaveOneOut().create().of(returns, List.of()))
        .isDeepEqualTo(new double[][] {{15, 8, 0}, {13}, {8, 4}});
    assertThat(new Baselines.None().create().of(returns, List.of()))
        .isDeepEqualTo(new double[][] {{0, 0, 0}, {0}, {0, 0}});
    var average = new Baselines.MovingAverage(0.75).create();
    assertThat(average.of(returns, List.of()))
        .isDeepEqualTo(new double[][] {{0, 0, 0}, {0}, {0, 0}});
    assertThat(average.of(new double[][] {{20, 2}}, List.of()))
        .isDeepEqualTo(new double[][] {{12, 6}});
    assertThat(average.memory()).containsExactly(14, 5, 2);
  }

  private static Parameter bounded(String path, double lower, double upper, double... values) {
    return new Parameter(path, 1, values.length, values, true, lower, upper);
  }

  private static List<Parameter> parameters() {
    return List.of(
        bounded("free", -FREE, FREE, 0.7, -3),
        bounded("positive", 0, FREE, 1e-3, 2.5),
        bounded("below", -FREE, 4, 3.5, -20),
        bounded("between", -1, 3, -0.9, 2.5),
        Parameter.constant("constant", 9));
  }

  @Test
  void free_numbers_and_values_are_inverses() {
    ParameterVector vector = new ParameterVector(parameters());
    assertThat(vector.size()).isEqualTo(8);
    assertThat(vector.parameters()).extracting(Parameter::path).doesNotContain("constant");
    Map<String, double[]> byPath = vector.byPath(vector.initial());
    for (Parameter p : vector.parameters()) {
      for (int k = 0; k < p.size(); k++) {
        assertThat(byPath.get(p.path())[k])
            .isCloseTo(p.values()[k], within(1e-14 * Math.max(1, Math.abs(p.values()[k]))));
      }
    }
    double[] far = new double[8];
    Arrays.fill(far, 30);
    byPath = vector.byPath(far);
    assertThat(byPath.get("between")[0]).isBetween(3 - 1e-12, 3.0);
    assertThat(byPath.get("positive")[0]).isGreaterThan(1e12);
    Arrays.fill(far, -30);
    byPath = vector.byPath(far);
    assertThat(byPath.get("positive")[0]).isBetween(0.0, 1e-12);
    assertThat(byPath.get("below")[0]).isCloseTo(4, within(1e-12));
  }

  @Test
  void values_at_a_bound_are_kept_and_values_beyond_are_refused() {
    ParameterVector vector =
        new ParameterVector(List.of(bounded("a", 0, FREE, 0), bounded("b", -1, 1, 1)));
    assertThat(Arrays.stream(vector.initial()).allMatch(Double::isFinite)).isTrue();
    assertThat(vector.byPath(vector.initial()).get("a")[0]).isCloseTo(0, within(1e-15));
    assertThat(vector.byPath(vector.initial()).get("b")[0]).isCloseTo(1, within(1e-8));
    assertThatThrownBy(() -> vector.free(List.of(new double[] {-1}, new double[] {0})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a: -1.0 is outside of its bounds");
  }

  /** A function of all values with a gradient of its own for every entry. */
  private static double weighted(ParameterVector vector, double[] free, double[] weights) {
    double sum = 0;
    int at = 0;
    for (double[] values : vector.byPath(free).values()) {
      for (double v : values) {
        sum += weights[at++] * v;
      }
    }
    return sum;
  }

  @Test
  void gradients_by_free_numbers_follow_the_transforms() {
    ParameterVector vector = new ParameterVector(parameters());
    double[] weights = {1, -2, 3, 0.5, -1, 0.25, 2, 7};
    Map<Parameter, double[]> byParameter = new HashMap<>();
    int at = 0;
    for (Parameter p : vector.parameters()) {
      byParameter.put(p, Arrays.copyOfRange(weights, at, at + p.size()));
      at += p.size();
    }
    double[] free = vector.initial();
    double[] gradient = vector.gradient(byParameter, free);
    double h = 1e-5;
    for (int k = 0; k < free.length; k++) {
      double[] above = free.clone();
      double[] below = free.clone();
      above[k] += h;
      below[k] -= h;
      double difference =
          (weighted(vector, above, weights) - weighted(vector, below, weights)) / (2 * h);
      // h^2 / 6 times third derivatives of at most 24, and roundings of 1e-14 / h
      assertThat(gradient[k]).isCloseTo(difference, within(5e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void prices_have_the_gradient_of_what_they_cost(boolean mean) {
    List<Parameter> trained = new ParameterVector(parameters()).parameters();
    Penalty penalty = new Penalty(List.of("free", "between"), 0.3, 0.7, mean);
    double share = mean ? 0.5 : 1;
    assertThat(penalty.of(trained, ParameterValues.initial()))
        .isCloseTo(
            share * (0.3 * (0.7 + 3 + 0.9 + 2.5) + 0.7 * (0.49 + 9 + 0.81 + 6.25)),
            within(1e-14 * 20));
    Map<Parameter, double[]> gradient = penalty.gradient(trained, ParameterValues.initial());
    double h = 1e-3;
    for (Parameter p : trained) {
      for (int k = 0; k < p.size(); k++) {
        double[] above = p.values().clone();
        double[] below = p.values().clone();
        above[k] += h;
        below[k] -= h;
        double difference =
            (penalty.of(trained, ParameterValues.initial().with(List.of(p), List.of(above)))
                    - penalty.of(
                        trained, ParameterValues.initial().with(List.of(p), List.of(below))))
                / (2 * h);
        // exact for a square and for an absolute value away from 0; roundings remain
        assertThat(gradient.get(p)[k]).as(p.path()).isCloseTo(difference, within(1e-11));
      }
    }
    assertThat(penalty.gradient(trained, ParameterValues.initial()).get(trained.get(1)))
        .containsOnly(0);
  }

  /** An epoch puts these pieces together: repeated here one after the other, to the last digits. */
  @ParameterizedTest
  @ValueSource(strings = {"elongation.yaml", "published-style.yaml"})
  void an_epoch_is_made_of_these_pieces(String scenario) throws InterruptedException {
    Experiment experiment = Language.experiment(scenario, "stop.cells=9");
    TrainingPlan plan = experiment.plan(2);
    try (Trainer trainer = new Trainer(plan)) {
      ParameterVector vector = trainer.parameters();
      double[] free = vector.initial();
      Epoch epoch = trainer.next();
      assertThat(epoch.before()).isEqualTo(free);
      GradientEstimator estimator = (GradientEstimator) plan.estimator().create();
      int first = estimator.firstStep();
      List<double[]> rewards = new ArrayList<>();
      double total = 0;
      for (Trajectory trajectory : epoch.trajectories()) {
        double[] all = trajectory.rewards(plan.objective());
        double[] counted = Arrays.copyOfRange(all, first, all.length);
        rewards.add(counted);
        total += Arrays.stream(counted).sum();
      }
      GradientEstimator.Weights weights =
          estimator.weights(rewards.toArray(double[][]::new), epoch.trajectories());
      double[] gradient = new double[vector.size()];
      for (int b = 0; b < plan.rollouts(); b++) {
        Trajectory trajectory = epoch.trajectories().get(b);
        double[] ofReward =
            vector.gradient(
                trajectory
                    .gradient(
                        afterZeros(first, weights.score()[b]),
                        afterZeros(first, weights.reward()[b]))
                    .byParameter(),
                free);
        for (int k = 0; k < gradient.length; k++) {
          gradient[k] -= ofReward[k] / plan.rollouts();
        }
      }
      double price = 0;
      for (Penalty penalty : plan.penalties()) {
        price += penalty.of(vector.parameters(), vector.values(free));
        double[] more =
            vector.gradient(penalty.gradient(vector.parameters(), vector.values(free)), free);
        for (int k = 0; k < gradient.length; k++) {
          gradient[k] += more[k];
        }
      }
      double squares = Arrays.stream(gradient).map(g -> g * g).sum();
      assertThat(epoch.gradientNorm())
          .isPositive()
          .isCloseTo(Math.sqrt(squares), within(1e-12 * Math.sqrt(squares)));
      assertThat(epoch.reward()).isCloseTo(total / plan.rollouts(), within(1e-12));
      assertThat(epoch.loss()).isCloseTo(price - total / plan.rollouts(), within(1e-12));
      double[] change =
          plan.optimizer().create(plan.epochs(), vector.size()).change(0, free, gradient);
      for (int k = 0; k < free.length; k++) {
        assertThat(trainer.state().free()[k]).isCloseTo(free[k] + change[k], within(1e-9));
      }
    }
  }

  private static double[] afterZeros(int zeros, double[] weights) {
    double[] all = new double[zeros + weights.length];
    System.arraycopy(weights, 0, all, zeros, weights.length);
    return all;
  }
}
