package org.blastema.runner.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Trajectory;

/**
 * Tissues grown without training, from fresh founder cells where the scenario grows them.
 *
 * @param rollouts number of tissues
 * @param seed seed of the tissues
 * @param results mean, standard deviation and every value, by name of the reward or metric
 */
public record Evaluation(int rollouts, long seed, Map<String, Statistics> results) {
  /** First rollout index of evaluations: far from those of training. */
  static final int FIRST_INDEX = 1 << 30;

  /** Name of the scenario's objective among the results. */
  public static final String REWARD = "reward";

  /**
   * Statistics of one number over all tissues.
   *
   * @param mean mean
   * @param deviation sample standard deviation; NaN for a single tissue
   * @param values every value
   */
  public record Statistics(double mean, double deviation, List<Double> values) {
    static Statistics of(List<Double> values) {
      double sum = 0;
      for (double v : values) {
        sum += v;
      }
      double mean = sum / values.size();
      double squares = 0;
      for (double v : values) {
        squares += (v - mean) * (v - mean);
      }
      double deviation = values.size() < 2 ? Double.NaN : Math.sqrt(squares / (values.size() - 1));
      return new Statistics(mean, deviation, List.copyOf(values));
    }
  }

  /**
   * Grows tissues.
   *
   * @param values parameter values
   * @param threads how many grow at once; does not change the result
   * @throws org.blastema.kernel.model.SimulationFailure if one fails
   */
  public static Evaluation of(
      Experiment experiment, ParameterValues values, int rollouts, long seed, int threads)
      throws InterruptedException {
    List<Map<String, Double>> rows = new ArrayList<>();
    try (ExecutorService workers =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory())) {
      List<Future<Map<String, Double>>> futures = new ArrayList<>();
      for (int k = 0; k < rollouts; k++) {
        int index = FIRST_INDEX + k;
        futures.add(
            workers.submit(() -> measure(experiment, experiment.grow(values, seed, index))));
      }
      for (Future<Map<String, Double>> future : futures) {
        rows.add(future.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
    Map<String, Statistics> results = new LinkedHashMap<>();
    for (String name : rows.get(0).keySet()) {
      results.put(name, Statistics.of(rows.stream().map(row -> row.get(name)).toList()));
    }
    return new Evaluation(rollouts, seed, results);
  }

  /** Reward, if the scenario has one, and metrics of one tissue. */
  static Map<String, Double> measure(Experiment experiment, Trajectory trajectory) {
    Map<String, Double> row = new LinkedHashMap<>();
    experiment
        .goal()
        .ifPresent(goal -> {
          double[] rewards = trajectory.rewards(goal.objective().atEnd(experiment.epochs()));
          double sum = 0;
          for (int t = goal.estimator().create().firstStep(); t < rewards.length; t++) {
            sum += rewards[t];
          }
          row.put(REWARD, sum);
        });
    row.put("cells", (double) trajectory.last().count());
    row.putAll(Recorder.metrics(experiment, trajectory.states()));
    return row;
  }
}
