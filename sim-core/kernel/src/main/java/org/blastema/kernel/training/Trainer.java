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
import org.blastema.kernel.goal.Reward;
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
  /** Macro-step, in the key of random numbers, that stands for the perturbations of an epoch. */
  private static final int PERTURBATIONS = -2;

  private final TrainingPlan plan;
  private final Consumer<String> warnings;
  private final ParameterVector vector;
  private final Estimator estimator;
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

  /** Names of the numbers that the estimator tells about itself in every epoch. */
  public List<String> measures() {
    return estimator.measures();
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
    Batch batch =
        switch (estimator) {
          case GradientEstimator derivatives -> byDerivatives(derivatives, objective, values);
          case PerturbationEstimator perturbations ->
              byPerturbations(perturbations, objective, values);
        };
    double[] before = free;
    double[] gradient = lossGradient(batch.gradient(), values);
    requireFinite(gradient, batch.trajectories(), "the gradient");
    double penalty = penalty(values);
    double[] change = optimizer.change(epoch, free, gradient);
    double[] after = free.clone();
    for (int k = 0; k < after.length; k++) {
      after[k] += change[k];
    }
    requireFinite(after, batch.trajectories(), "the trained value");
    free = after;
    Epoch report =
        new Epoch(
            epoch,
            comparable(batch, objective),
            penalty - mean(batch.totals()),
            norm(gradient),
            batch.deviation(),
            batch.measures(),
            batch.trajectories(),
            before);
    epoch++;
    return report;
  }

  /** Summed rewards with the weights of the last epoch. */
  private double[] comparable(Batch batch, Objective objective) {
    Objective atEnd = plan.objective().atEnd(plan.epochs());
    return objective.equals(atEnd) ? batch.totals() : totals(rewards(batch.trajectories(), atEnd));
  }

  /**
   * What an epoch's rollouts gave.
   *
   * @param gradient gradient of the mean reward
   * @param deviation norm of its standard error
   * @param measures what the estimator tells about itself
   */
  private record Batch(
      List<Trajectory> trajectories,
      double[] totals,
      double[] gradient,
      double deviation,
      double[] measures) {}

  private Batch byDerivatives(
      GradientEstimator derivatives, Objective objective, ParameterValues values)
      throws InterruptedException {
    Recording recording =
        new Recording(
            Set.copyOf(vector.parameters()),
            List.of(),
            derivatives.history(),
            plan.tapeBytes() / plan.rollouts(),
            derivatives.pathwise() ? objective : null);
    List<Trajectory> batch = batch(values, recording);
    double[][] rewards = rewards(batch, objective);
    GradientEstimator.Weights weights = derivatives.weights(rewards, batch);
    List<double[]> gradients =
        parallel(
            batch.size(),
            b -> {
              Trajectory.Gradient g =
                  batch
                      .get(b)
                      .gradient(
                          padded(weights.score()[b], batch.get(b).length()),
                          padded(weights.reward()[b], batch.get(b).length()));
              batch.get(b).forgetTapes();
              return vector.gradient(g.byParameter(), free);
            });
    return new Batch(
        batch, totals(rewards), average(gradients), deviation(gradients), new double[0]);
  }

  private Batch byPerturbations(
      PerturbationEstimator perturbations, Objective objective, ParameterValues values)
      throws InterruptedException {
    List<Trajectory> batch = batch(values, null);
    double[] totals = totals(rewards(batch, objective));
    double[][] points =
        perturbations.points(free, PhiloxRandom.of(plan.seed(), epoch, PERTURBATIONS));
    int rollouts = plan.rollouts();
    List<Double> earned =
        parallel(points.length * rollouts, k -> perturbed(points[k / rollouts], objective, k));
    double[] means = new double[points.length];
    for (int k = 0; k < earned.size(); k++) {
      means[k / rollouts] += earned.get(k) / rollouts;
    }
    if (perturbations.countsPenalties()) {
      for (int k = 0; k < points.length; k++) {
        means[k] -= penalty(vector.values(points[k]));
      }
    }
    PerturbationEstimator.Estimate estimate =
        perturbations.estimate(free, mean(totals), points, means);
    estimate.warnings().forEach(w -> warnings.accept("epoch " + epoch + ": " + w));
    return new Batch(batch, totals, estimate.gradient(), estimate.deviation(), estimate.measures());
  }

  /** Summed reward of a rollout with perturbed parameters, whose chance is that of the center's. */
  private double perturbed(double[] point, Objective objective, int task) {
    int rollout = task % plan.rollouts();
    String place =
        "with perturbed parameters (point %d of epoch %d)".formatted(task / plan.rollouts(), epoch);
    Trajectory trajectory;
    try {
      trajectory = roll(vector.values(point), epoch * plan.rollouts() + rollout, null);
    } catch (SimulationFailure e) {
      throw new SimulationFailure(e.macroStep(), e.stepName(), place + ": " + e.getMessage(), e);
    }
    double total = 0;
    double[] rewards = trajectory.rewards(objective);
    for (int t = 0; t < rewards.length; t++) {
      if (!Double.isFinite(rewards[t])) {
        throw new SimulationFailure(
            t + 1, "reward", "rollout " + rollout + " " + place + " earned " + rewards[t], null);
      }
      total += rewards[t];
    }
    return total;
  }

  private List<Trajectory> batch(ParameterValues values, Recording recording)
      throws InterruptedException {
    return parallel(plan.rollouts(), b -> roll(values, epoch * plan.rollouts() + b, recording));
  }

  /** The rewards that count, {@code [rollout][macro-step]}. */
  private double[][] rewards(List<Trajectory> batch, Reward objective) {
    double[][] rewards = new double[batch.size()][];
    for (int b = 0; b < rewards.length; b++) {
      rewards[b] = from(batch.get(b).rewards(objective), estimator.firstStep());
      requireFinite(rewards[b], b, estimator.firstStep());
    }
    return rewards;
  }

  private static double[] totals(double[][] rewards) {
    double[] totals = new double[rewards.length];
    for (int b = 0; b < totals.length; b++) {
      for (double r : rewards[b]) {
        totals[b] += r;
      }
    }
    return totals;
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

  private double[] average(List<double[]> gradients) {
    double[] sum = new double[vector.size()];
    for (double[] g : gradients) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += g[k];
      }
    }
    for (int k = 0; k < sum.length; k++) {
      sum[k] /= gradients.size();
    }
    return sum;
  }

  private double penalty(ParameterValues values) {
    double penalty = 0;
    for (Penalty p : plan.penalties()) {
      penalty += p.of(vector.parameters(), values);
    }
    return penalty;
  }

  private double[] lossGradient(double[] ofReward, ParameterValues values) {
    double[] gradient = new double[vector.size()];
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] = -ofReward[k];
    }
    if (estimator instanceof PerturbationEstimator p && p.countsPenalties()) {
      return gradient;
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

  private <T> List<T> parallel(int tasks, IntFunction<T> task) throws InterruptedException {
    List<Future<T>> futures = new ArrayList<>();
    for (int b = 0; b < tasks; b++) {
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
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
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
