package org.blastema.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.kernel.goal.Reward;
import org.blastema.kernel.model.History;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Recording;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.training.GradientEstimator;
import org.blastema.oracles.HistoryOracles;
import org.blastema.oracles.OracleInputs;
import org.blastema.plugin.Parameter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three cells grow to six: 24 histories, so that the expectation of an estimate is a finite sum.
 * What the estimators estimate is compared with the gradient of the expected reward that an
 * independent program computed, and with differences of the expected reward.
 */
class EstimatorTest {
  private static final Reward SQUARES =
      (before, after) -> after.position().column(0).square().sum();

  /** The parameters that act on the tissue directly, not only by the choice of mothers. */
  private static final List<String> PHYSICAL = List.of("eps", "alpha", "growth", "rmax", "D", "K");

  private static HistoryOracles histories;
  private static JsonNode expected;
  private static double rtol;
  private static double atol;

  @BeforeAll
  static void readReference() throws IOException {
    try (InputStream stream =
        EstimatorTest.class.getResourceAsStream("/oracles/morphogenesis.json")) {
      for (JsonNode oracle : JsonMapper.shared().readTree(stream).get("cases")) {
        switch (oracle.get("id").asString()) {
          case "e2e_growth_3to6" ->
              histories = new HistoryOracles(new OracleInputs(oracle.get("inputs")));
          case "expected_reward_3to6" -> {
            expected = oracle.get("expected");
            rtol = oracle.get("rtol").asDouble();
            atol = oracle.get("atol").asDouble();
          }
          default -> {}
        }
      }
    }
  }

  private static GradientEstimator estimator(String yaml) {
    return (GradientEstimator)
        Language.goal("estimator", "{kind: score-function, " + yaml + "}").estimator().create();
  }

  private static List<Trajectory> all(ParameterValues values, History history) {
    return histories.sequences().stream()
        .map(mothers -> histories.replay(mothers, values, history, Recording.ALL_TAPES))
        .toList();
  }

  private static double probability(Trajectory trajectory) {
    double logarithm = 0;
    for (double term : trajectory.logProbabilities()) {
      logarithm += term;
    }
    return Math.exp(logarithm);
  }

  /** The reward of the published reference: that of the last state alone. */
  private static double[] atTheEnd(Trajectory trajectory) {
    double[] rewards = trajectory.rewards(SQUARES);
    double[] last = new double[rewards.length];
    last[last.length - 1] = rewards[last.length - 1];
    return last;
  }

  /** The expected estimate from batches of one history. */
  private static Map<String, Double> expectation(
      GradientEstimator estimator, List<Trajectory> all, List<double[]> rewards) {
    Map<String, Double> sum = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      GradientEstimator.Weights weights =
          estimator.weights(new double[][] {rewards.get(i)}, List.of(all.get(i)));
      add(sum, probability(all.get(i)), all.get(i), weights, 0);
    }
    return sum;
  }

  /**
   * The expected estimate from batches of two independent histories; a gradient is linear in its
   * weights, so that those of all pairs with a history may be summed first.
   */
  private static Map<String, Double> expectationOfPairs(
      GradientEstimator estimator, List<Trajectory> all, List<double[]> rewards) {
    return expectationOfPairsFrom(estimator, all, rewards, estimator.memory());
  }

  /** The same for an estimator that remembers something. */
  private static Map<String, Double> expectationOfPairsFrom(
      GradientEstimator estimator, List<Trajectory> all, List<double[]> rewards, double[] memory) {
    Map<String, Double> sum = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      int steps = all.get(i).length();
      double[] score = new double[steps];
      double[] reward = new double[steps];
      for (int j = 0; j < all.size(); j++) {
        estimator.restore(memory);
        GradientEstimator.Weights first =
            estimator.weights(
                new double[][] {rewards.get(i), rewards.get(j)}, List.of(all.get(i), all.get(j)));
        estimator.restore(memory);
        GradientEstimator.Weights second =
            estimator.weights(
                new double[][] {rewards.get(j), rewards.get(i)}, List.of(all.get(j), all.get(i)));
        double p = probability(all.get(i)) * probability(all.get(j)) / 2;
        for (int t = 0; t < steps; t++) {
          score[t] += p * (first.score()[0][t] + second.score()[1][t]);
          reward[t] += p * (first.reward()[0][t] + second.reward()[1][t]);
        }
      }
      histories
          .entries(all.get(i).gradient(score, reward))
          .forEach((name, g) -> sum.merge(name, g, Double::sum));
    }
    return sum;
  }

  private static void add(
      Map<String, Double> sum,
      double factor,
      Trajectory trajectory,
      GradientEstimator.Weights weights,
      int place) {
    histories
        .entries(trajectory.gradient(weights.score()[place], weights.reward()[place]))
        .forEach((name, g) -> sum.merge(name, factor * g, Double::sum));
  }

  private static void isReference(String name, Map<String, Double> gradient) {
    JsonNode reference = expected.get(name);
    assertThat(reference.size()).isGreaterThan(0);
    reference
        .propertyNames()
        .forEach(entry -> {
          double want = reference.get(entry).asDouble();
          assertThat(gradient.get(entry))
              .as(entry)
              .isCloseTo(want, within(atol + rtol * Math.abs(want)));
        });
  }

  @Test
  void without_baseline_the_estimate_is_unbiased() {
    GradientEstimator estimator = estimator("baseline: none");
    List<Trajectory> all = all(ParameterValues.initial(), estimator.history());
    assertThat(all).hasSize(24);
    List<double[]> rewards = all.stream().map(EstimatorTest::atTheEnd).toList();
    isReference("grad_exact", expectation(estimator, all, rewards));
  }

  @Test
  void with_the_mean_of_the_others_the_estimate_is_unbiased() {
    GradientEstimator estimator = estimator("baseline: leave-one-out");
    List<Trajectory> all = all(ParameterValues.initial(), estimator.history());
    List<double[]> rewards = all.stream().map(EstimatorTest::atTheEnd).toList();
    isReference("grad_exact", expectationOfPairs(estimator, all, rewards));
  }

  @Test
  void with_a_moving_average_the_estimate_is_unbiased_in_every_epoch() {
    GradientEstimator estimator = estimator("baseline: {kind: moving-average, keep: 0.5}");
    List<Trajectory> all = all(ParameterValues.initial(), estimator.history());
    List<double[]> rewards = all.stream().map(EstimatorTest::atTheEnd).toList();
    estimator.weights(
        new double[][] {rewards.get(3), rewards.get(8)}, List.of(all.get(3), all.get(8)));
    double[] memory = estimator.memory();
    assertThat(memory).hasSize(3).doesNotContain(0);
    Map<String, Double> sum = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      estimator.restore(memory);
      GradientEstimator.Weights weights =
          estimator.weights(new double[][] {rewards.get(i)}, List.of(all.get(i)));
      add(sum, probability(all.get(i)), all.get(i), weights, 0);
    }
    isReference("grad_exact", sum);
  }

  /** Whatever it learned from earlier histories, and from the others of the same batch. */
  @Test
  void with_a_learned_value_the_estimate_is_unbiased_in_every_epoch() {
    GradientEstimator estimator =
        estimator("baseline: {kind: learned-value, features: [gyration-radius]}");
    List<Trajectory> all = all(ParameterValues.initial(), estimator.history());
    List<double[]> rewards = all.stream().map(EstimatorTest::atTheEnd).toList();
    isReference("grad_exact", expectationOfPairsFrom(estimator, all, rewards, new double[0]));
    estimator.restore(new double[0]);
    for (int k = 0; k + 1 < all.size(); k += 2) {
      estimator.weights(
          new double[][] {rewards.get(k), rewards.get(k + 1)}, List.of(all.get(k), all.get(k + 1)));
    }
    double[] memory = estimator.memory();
    assertThat(Arrays.stream(memory).filter(v -> v != 0).count()).isGreaterThan(10);
    isReference("grad_exact", expectationOfPairsFrom(estimator, all, rewards, memory));
  }

  @Test
  void truncated_history_gives_the_published_biased_estimate() {
    GradientEstimator estimator = estimator("baseline: none, history: truncated");
    List<Trajectory> all = all(ParameterValues.initial(), estimator.history());
    List<double[]> rewards = all.stream().map(EstimatorTest::atTheEnd).toList();
    isReference("grad_truncated_estimator", expectation(estimator, all, rewards));
  }

  /**
   * Derivative of the expected sum of rewards by five points, of fourth order in the step. The step
   * is small because cells that enter each other's reach make the reward less than smooth.
   */
  private static double difference(Parameter p) {
    double step = 3e-5 * p.values()[0];
    double[] expectations = new double[5];
    for (int k = -2; k <= 2; k++) {
      if (k != 0) {
        ParameterValues values =
            ParameterValues.initial()
                .with(List.of(p), List.of(new double[] {p.values()[0] + k * step}));
        for (Trajectory trajectory : all(values, History.TRUNCATED)) {
          double sum = 0;
          for (double r : trajectory.rewards(SQUARES)) {
            sum += r;
          }
          expectations[k + 2] += probability(trajectory) * sum;
        }
      }
    }
    return (expectations[0] - 8 * expectations[1] + 8 * expectations[3] - expectations[4])
        / (12 * step);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "leave-one-out"})
  void with_the_rewards_own_gradient_physical_parameters_are_unbiased_too(String baseline) {
    GradientEstimator estimator = estimator("pathwise: true, baseline: " + baseline);
    List<Trajectory> all = all(ParameterValues.initial(), estimator.history());
    List<double[]> rewards = all.stream().map(t -> t.rewards(SQUARES)).toList();
    Map<String, Double> gradient =
        baseline.equals("none")
            ? expectation(estimator, all, rewards)
            : expectationOfPairs(estimator, all, rewards);
    for (String name : PHYSICAL) {
      double difference = difference(histories.parameters().get(name));
      // roundings of 1e-15 over the smallest step, 1e-6, with room
      assertThat(gradient.get(name))
          .as(name)
          .isCloseTo(difference, within(1e-8 * (1 + Math.abs(difference))));
    }
  }

  @Test
  void the_score_alone_misses_what_parameters_do_directly() {
    GradientEstimator estimator = estimator("pathwise: false, baseline: none");
    List<Trajectory> all = all(ParameterValues.initial(), estimator.history());
    List<double[]> rewards = all.stream().map(t -> t.rewards(SQUARES)).toList();
    double byGrowth = expectation(estimator, all, rewards).get("growth");
    double difference = difference(histories.parameters().get("growth"));
    assertThat(Math.abs(byGrowth - difference)).isGreaterThan(0.1 * Math.abs(difference));
  }

  /** Macro-steps that are run again from stored states give the gradients that tapes give. */
  @ParameterizedTest
  @ValueSource(strings = {"FULL", "TRUNCATED"})
  void kept_and_repeated_tapes_give_the_same_bits(History history) {
    double[] score = {0.3, -1.1, 0.7};
    double[] reward = {1.0, 0.5, -0.25};
    for (List<Integer> mothers : histories.sequences().subList(0, 5)) {
      Map<String, Double> kept = gradient(mothers, history, Recording.ALL_TAPES, score, reward);
      assertThat(kept.get("W[0][2]")).isNotZero();
      for (long bytes : new long[] {0, 1000, 10_000, 100_000}) {
        assertThat(gradient(mothers, history, bytes, score, reward))
            .as(bytes + " bytes")
            .isEqualTo(kept);
      }
    }
  }

  private static Map<String, Double> gradient(
      List<Integer> mothers, History history, long tapeBytes, double[] score, double[] reward) {
    return histories.entries(
        histories
            .replay(mothers, ParameterValues.initial(), history, tapeBytes)
            .gradient(score, reward));
  }
}
