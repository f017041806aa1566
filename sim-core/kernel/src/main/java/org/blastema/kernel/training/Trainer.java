package org.blastema.kernel.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.blastema.kernel.goal.Objective;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Recording;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.random.PhiloxRandom;
import org.blastema.plugin.Parameter;

/**
 * Trains a model's parameters: every epoch grows a batch of tissues, estimates the gradient of the
 * expected reward, and lets the optimizer change the parameters. The result depends on the plan
 * alone, not on the number of threads, and a trainer that is restored from a {@link TrainingState}
 * goes on with the same bits.
 */
public final class Trainer implements AutoCloseable {
  private final TrainingPlan plan;
  private final Consumer<String> warnings;
  private final ParameterVector vector;
  private final GradientEstimator estimator;
  private final Optimizer optimizer;
  private final ExecutorService workers;
  private double[] free;
  private int epoch;

  /** Begins a training run whose warnings nobody hears. */
  public Trainer(TrainingPlan plan) {
    this(plan, warning -> {});
  }

  /**
   * Begins a training run.
   *
   * @param warnings where warnings of the model's steps go, from any thread
   */
  public Trainer(TrainingPlan plan, Consumer<String> warnings) {
    this.plan = plan;
    this.warnings = warnings;
    this.vector = new ParameterVector(plan.model().parameters());
    this.estimator = plan.estimator().create();
    this.optimizer = plan.optimizer().create(plan.epochs(), vector.size());
    this.free = vector.initial();
    this.workers =
        Executors.newFixedThreadPool(
            plan.threads(), Thread.ofPlatform().daemon().name("rollout-", 0).factory());
  }

  /** Goes on from a checkpoint. */
  public void restore(TrainingState state) {
    epoch = state.epoch();
    free = state.free().clone();
    optimizer.restore(state.optimizer());
    estimator.restore(state.estimator());
  }

  /** The present state, for a checkpoint. */
  public TrainingState state() {
    return new TrainingState(epoch, free.clone(), optimizer.memory(), estimator.memory());
  }

  /** The trained parameters. */
  public ParameterVector parameters() {
    return vector;
  }

  /** Whether all epochs are done. */
  public boolean done() {
    return epoch >= plan.epochs();
  }

  /**
   * Runs one epoch.
   *
   * @throws SimulationFailure if a rollout fails, or a reward, the gradient or a trained parameter
   *     is not finite
   * @throws InterruptedException if this thread is interrupted; the state is then that before the
   *     epoch
   */
  public Epoch next() throws InterruptedException {
    ParameterValues values = vector.values(free);
    Objective objective = plan.objective().at(epoch, plan.epochs());
    Recording recording =
        new Recording(
            Set.copyOf(vector.parameters()),
            List.of(),
            estimator.history(),
            plan.keepTapes(),
            estimator.pathwise() ? objective : null);
    List<Trajectory> batch = parallel(b -> roll(values, epoch * plan.rollouts() + b, recording));
    double[][] rewards = new double[batch.size()][];
    for (int b = 0; b < rewards.length; b++) {
      rewards[b] = from(batch.get(b).rewards(objective), estimator.firstStep());
      requireFinite(rewards[b], b, estimator.firstStep());
    }
    GradientEstimator.Weights weights = estimator.weights(rewards);
    List<double[]> gradients =
        parallel(b -> {
          Trajectory.Gradient g =
              batch
                  .get(b)
                  .gradient(
                      padded(weights.score()[b], batch.get(b).length()),
                      padded(weights.reward()[b], batch.get(b).length()));
          batch.get(b).forgetTapes();
          return vector.gradient(g.byParameter(), free);
        });
    double[] before = free;
    double[] gradient = lossGradient(gradients, values);
    requireFinite(gradient, batch, "the gradient");
    Objective atEnd = plan.objective().atEnd(plan.epochs());
    double[] totals = new double[rewards.length];
    double[] now = new double[rewards.length];
    for (int b = 0; b < totals.length; b++) {
      now[b] = sum(rewards[b]);
      totals[b] =
          objective.equals(atEnd)
              ? now[b]
              : sum(from(batch.get(b).rewards(atEnd), estimator.firstStep()));
    }
    double penalty = 0;
    for (Penalty p : plan.penalties()) {
      penalty += p.of(vector.parameters(), values);
    }
    double[] change = optimizer.change(epoch, free, gradient);
    double[] after = free.clone();
    for (int k = 0; k < after.length; k++) {
      after[k] += change[k];
    }
    requireFinite(after, batch, "the trained value");
    free = after;
    Epoch report =
        new Epoch(
            epoch,
            totals,
            penalty - mean(now),
            norm(gradient),
            deviation(gradients),
            batch,
            before);
    epoch++;
    return report;
  }

  private void requireFinite(double[] rewards, int rollout, int firstStep) {
    for (int t = 0; t < rewards.length; t++) {
      if (!Double.isFinite(rewards[t])) {
        throw new SimulationFailure(
            firstStep + t + 1,
            "reward",
            "rollout " + rollout + " of epoch " + epoch + " earned " + rewards[t],
            null);
      }
    }
  }

  private void requireFinite(double[] numbers, List<Trajectory> batch, String what) {
    int at = 0;
    for (Parameter p : vector.parameters()) {
      for (int k = 0; k < p.size(); k++) {
        if (!Double.isFinite(numbers[at])) {
          throw new SimulationFailure(
              batch.get(0).length(),
              "training",
              what + " of " + p.path() + " became " + numbers[at] + " in epoch " + epoch,
              null);
        }
        at++;
      }
    }
  }

  private Trajectory roll(ParameterValues values, int index, Recording recording) {
    return new Rollout(plan.model(), values, plan.seed(), index)
        .warningsTo(warnings)
        .run(
            plan.initial().create(plan.model().schema(), PhiloxRandom.of(plan.seed(), index, -1)),
            plan.stop(),
            recording);
  }

  private double[] lossGradient(List<double[]> ofReward, ParameterValues values) {
    double[] gradient = new double[vector.size()];
    for (double[] g : ofReward) {
      for (int k = 0; k < gradient.length; k++) {
        gradient[k] -= g[k];
      }
    }
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] /= ofReward.size();
    }
    for (Penalty penalty : plan.penalties()) {
      Map<Parameter, double[]> byParameter = penalty.gradient(vector.parameters(), values);
      double[] g = vector.gradient(byParameter, free);
      for (int k = 0; k < gradient.length; k++) {
        gradient[k] += g[k];
      }
    }
    return gradient;
  }

  private <T> List<T> parallel(IntFunction<T> task) throws InterruptedException {
    List<Future<T>> futures = new ArrayList<>();
    for (int b = 0; b < plan.rollouts(); b++) {
      int index = b;
      futures.add(workers.submit(() -> task.apply(index)));
    }
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      futures.forEach(f -> f.cancel(true));
    }
    return results;
  }

  private static double[] from(double[] values, int first) {
    double[] counted = new double[Math.max(0, values.length - first)];
    System.arraycopy(values, values.length - counted.length, counted, 0, counted.length);
    return counted;
  }

  /** Weights of all macro-steps from those that count. */
  private static double[] padded(double[] weights, int length) {
    double[] all = new double[length];
    System.arraycopy(weights, 0, all, length - weights.length, weights.length);
    return all;
  }

  private static double mean(double[] values) {
    return sum(values) / values.length;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum;
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  private static double deviation(List<double[]> gradients) {
    int n = gradients.size();
    if (n < 2) {
      return Double.NaN;
    }
    double total = 0;
    for (int k = 0; k < gradients.get(0).length; k++) {
      double sum = 0;
      double squares = 0;
      for (double[] g : gradients) {
        sum += g[k];
      }
      for (double[] g : gradients) {
        squares += (g[k] - sum / n) * (g[k] - sum / n);
      }
      total += squares / (n - 1) / n;
    }
    return Math.sqrt(total);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
