package org.blastema.runner.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.kernel.model.Trajectory;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.training.Epoch;
import org.blastema.kernel.training.ParameterVector;
import org.blastema.kernel.training.Trainer;
import org.blastema.kernel.training.TrainingPlan;
import org.blastema.kernel.training.TrainingState;
import org.blastema.plugin.Parameter;
import org.blastema.record.RunReader;
import org.blastema.record.RunWriter;
import org.blastema.record.checkpoint.Checkpoint;
import org.blastema.record.table.TableColumn;
import org.blastema.record.train.ParameterSnapshot;
import org.blastema.record.train.ParameterValue;
import org.blastema.runner.scenario.Training;
import org.blastema.runner.scenario.TrainingNumbers;

/**
 * Trains, epoch by epoch, with a checkpoint after each; then grows tissues with the trained
 * parameters.
 */
final class TrainingRun {
  /** Epochs over which rewards are averaged to tell which parameters are best. */
  private static final int WINDOW = 20;

  private final Experiment experiment;
  private final RunWriter writer;
  private final Progress progress;
  private final RunOptions options;
  private final Warnings warnings;
  private final TrainingPlan plan;
  private final TissueFrames frames;
  private final List<Double> rewards = new ArrayList<>();
  private double bestScore = Double.NEGATIVE_INFINITY;
  private double[] best;

  TrainingRun(Experiment experiment, RunWriter writer, Progress progress, RunOptions options) {
    this.experiment = experiment;
    this.writer = writer;
    this.progress = progress;
    this.options = options;
    this.plan = experiment.plan(options.threads());
    this.frames = new TissueFrames(experiment);
    this.warnings = new Warnings(writer, progress);
  }

  /**
   * Trains to the end.
   *
   * @return final numbers by name
   * @throws InterruptedException if the thread is interrupted; the last checkpoint is complete then
   */
  Map<String, Double> run() throws IOException, InterruptedException {
    try (Trainer trainer = new Trainer(plan, warnings)) {
      if (writer.resumedFrom().isPresent()) {
        restore(trainer, writer.resumedFrom().get());
      }
      declareHistory(trainer);
      if (tissues(plan.epochs()) > 0) {
        writer.declareTissues(frames.schema());
      }
      if (writer.resumedFrom().isEmpty()) {
        snapshot(trainer, trainer.state().free(), 0, Double.NaN);
        tissueBefore(trainer.parameters());
        checkpoint(trainer);
      }
      progress.begin("epochs", trainer.state().epoch(), plan.epochs());
      while (!trainer.done()) {
        if (options.stopRequested().getAsBoolean() || Thread.interrupted()) {
          throw new InterruptedException();
        }
        long start = System.nanoTime();
        Epoch epoch = trainer.next();
        record(trainer, epoch, (System.nanoTime() - start) / 1e9);
      }
      progress.end();
      return finish(trainer.parameters(), trainer.state().free());
    }
  }

  private void declareHistory(Trainer trainer) throws IOException {
    List<TableColumn> columns = new ArrayList<>();
    columns.add(TableColumn.of("reward_sd"));
    columns.add(TableColumn.of("gradient_error"));
    trainer.measures().forEach(name -> columns.add(TableColumn.of(name)));
    experiment
        .metrics()
        .forEach((name, metric) ->
            columns.add(new TableColumn(name, experiment.loaded().units().label(metric.unit()))));
    writer.declareHistory(columns);
  }

  private void record(Trainer trainer, Epoch epoch, double seconds) throws IOException {
    int own = epoch.measures().length;
    double[] more = new double[2 + own + experiment.metrics().size()];
    more[0] = deviation(epoch.rewards());
    more[1] = epoch.gradientDeviation();
    System.arraycopy(epoch.measures(), 0, more, 2, own);
    int k = 2 + own;
    for (Metric metric : experiment.metrics().values()) {
      double sum = 0;
      for (Trajectory trajectory : epoch.trajectories()) {
        sum += metric.of(trajectory.states());
      }
      more[k++] = sum / epoch.trajectories().size();
    }
    writer.epoch(epoch.number(), epoch.reward(), epoch.loss(), epoch.gradientNorm(), seconds, more);
    rewards.add(epoch.reward());
    double score = mean(rewards.subList(Math.max(0, rewards.size() - WINDOW), rewards.size()));
    if (rewards.size() >= Math.min(WINDOW, plan.epochs()) && score > bestScore) {
      bestScore = score;
      best = epoch.before();
      writer.best(snapshotOf(trainer.parameters(), best, epoch.number(), score));
    }
    int done = epoch.number() + 1;
    if (done % Math.max(1, plan.epochs() / 20) == 0) {
      snapshot(trainer, trainer.state().free(), done, Double.NaN);
    }
    if (tissues(done) > tissues(done - 1)) {
      tissueAfter(trainer.parameters(), trainer.state().free(), done);
    }
    checkpoint(trainer);
    progress.advance(done, String.format(Locale.ROOT, "reward %.4g", score));
  }

  /** Number of tissues that are recorded until so many epochs are done. */
  private long tissues(int done) {
    int wanted = experiment.loaded().scenario().train().orElseThrow().tissues();
    return (long) done * Math.min(wanted, plan.epochs()) / plan.epochs();
  }

  /** Every tissue has the seed of the others: only the parameters differ. */
  private CellState tissue(ParameterVector vector, double[] free) {
    return experiment.grow(vector.values(free), plan.seed(), Evaluation.FIRST_INDEX).last();
  }

  private void tissueAfter(ParameterVector vector, double[] free, int epoch) throws IOException {
    try {
      writer.tissue(frames.frame(tissue(vector, free), epoch));
    } catch (SimulationFailure e) {
      warnings.accept("no tissue is recorded after " + epoch + " epochs: " + e.getMessage());
    }
  }

  private void snapshot(Trainer trainer, double[] free, int epoch, double score)
      throws IOException {
    writer.parameters(snapshotOf(trainer.parameters(), free, epoch, score));
  }

  private static ParameterSnapshot snapshotOf(
      ParameterVector vector, double[] free, int epoch, double score) {
    return new ParameterSnapshot(epoch, score, values(vector, free));
  }

  private static Map<String, ParameterValue> values(ParameterVector vector, double[] free) {
    Map<String, double[]> byPath = vector.byPath(free);
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    for (Parameter p : vector.parameters()) {
      values.put(p.path(), new ParameterValue(p.rows(), p.columns(), byPath.get(p.path())));
    }
    return values;
  }

  private void checkpoint(Trainer trainer) throws IOException {
    TrainingState state = trainer.state();
    Checkpoint.Builder builder =
        Checkpoint.atEpoch(state.epoch())
            .put("free", state.free())
            .put("estimator", state.estimator())
            .put("optimizer", String.join(",", new TreeMap<>(state.optimizer()).keySet()))
            .put("rewards", rewards.stream().mapToDouble(Double::doubleValue).toArray())
            .put("best.score", bestScore)
            .put("best", best == null ? new double[0] : best);
    state.optimizer().forEach((name, values) -> builder.put("optimizer." + name, values));
    writer.checkpoint(builder.build());
  }

  private void restore(Trainer trainer, Checkpoint checkpoint) {
    Map<String, double[]> optimizer = new LinkedHashMap<>();
    String names = checkpoint.text("optimizer");
    for (String name : names.isEmpty() ? new String[0] : names.split(",")) {
      optimizer.put(name, checkpoint.doubles("optimizer." + name));
    }
    trainer.restore(
        new TrainingState(
            (int) checkpoint.number(),
            checkpoint.doubles("free"),
            optimizer,
            checkpoint.doubles("estimator")));
    for (double reward : checkpoint.doubles("rewards")) {
      rewards.add(reward);
    }
    bestScore = checkpoint.doubles("best.score")[0];
    best = checkpoint.doubles("best").length == 0 ? null : checkpoint.doubles("best");
  }

  /** Grows tissues with the trained parameters: the first is recorded whole, all are measured. */
  private Map<String, Double> finish(ParameterVector vector, double[] last)
      throws IOException, InterruptedException {
    writer.last(new ParameterSnapshot(plan.epochs(), Double.NaN, values(vector, last)));
    Training train = experiment.loaded().scenario().train().orElseThrow();
    double[] free = train.result() == Training.Result.BEST && best != null ? best : last;
    ParameterValues trained = vector.values(free);
    Map<String, ParameterValue> values = values(vector, free);
    Trajectory shown = experiment.grow(trained, plan.seed(), Evaluation.FIRST_INDEX);
    Recorder recorder =
        new Recorder(
            experiment, writer, List.of(), GoalSensitivity.of(experiment, shown, warnings));
    List<CellState> states = shown.states();
    for (int k = 0; k < states.size(); k++) {
      recorder.add(states.get(k), k == states.size() - 1);
    }
    writer.flush();
    int rollouts = train.evaluation();
    Evaluation evaluation =
        Evaluation.of(experiment, trained, rollouts, plan.seed(), options.threads());
    Map<String, Double> numbers = new LinkedHashMap<>();
    evaluation.results().forEach((name, statistics) -> numbers.put(name, statistics.mean()));
    for (Map.Entry<String, Experiment> entry : experiment.variants().entrySet()) {
      Experiment variant = entry.getValue();
      Evaluation.of(
              variant,
              variant.values(vector.byPath(free)),
              rollouts,
              plan.seed(),
              options.threads())
          .results()
          .forEach((name, s) -> numbers.put(entry.getKey() + "." + name, s.mean()));
    }
    double[] all = rewards.stream().mapToDouble(Double::doubleValue).toArray();
    experiment
        .loaded()
        .scenario()
        .checks()
        .forEach(check ->
            TrainingNumbers.find(check.metric(), all, values)
                .ifPresent(number -> numbers.put(check.metric(), number)));
    lastPictures(states);
    return numbers;
  }

  /**
   * The tissue before training is recorded and drawn at once, so that an interrupted run shows
   * something too.
   */
  private void tissueBefore(ParameterVector vector) throws IOException {
    CellState first = tissue(vector, vector.initial());
    if (tissues(plan.epochs()) > 0) {
      writer.tissue(frames.frame(first, 0));
    }
    new RunPictures(experiment, writer.folder())
        .tissue("tissue-first.png", "before training", first);
  }

  private void lastPictures(List<CellState> last) throws IOException {
    RunPictures pictures = new RunPictures(experiment, writer.folder());
    pictures.tissue("tissue-last.png", "after training", last.get(last.size() - 1));
    pictures.history("reward.png", RunReader.open(writer.folder()).history());
  }

  private static double mean(List<Double> values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.size();
  }

  private static double deviation(double[] values) {
    double sum = 0;
    double squares = 0;
    for (double v : values) {
      sum += v;
    }
    double mean = sum / values.length;
    for (double v : values) {
      squares += (v - mean) * (v - mean);
    }
    return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
  }
}
